"""Year-end statements: signed by the chief finance officer once the year is over."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import CERTIFY_CLAIM
from forces.access import can
from funding import years
from funding.models import Allocation, Statement
from ledger.actions import Refused, audit, lock_ledger


@transaction.atomic
def sign_statement(
    *,
    allocation: Allocation,
    spent: Decimal,
    by,
    base: int,
    today: dt.date,
    note: str = "",
    reason: str = "",
    now: dt.datetime | None = None,
) -> Statement:
    """`base` is the version that its signer knew, 0 for none. Raises Refused."""
    lock_ledger()
    force = allocation.recipient.force
    if force is None or not can(by, CERTIFY_CLAIM, force):
        raise Refused("", _("A year-end statement is signed by the chief finance officer, not by you."))
    if not years.is_over(allocation.year, today):
        raise Refused("", _("The statement is about a whole year: it can be signed from 1 April on."))
    now = now or timezone.now()
    last = allocation.statements.select_related("recorded_by").order_by("-version").first()
    if last and last.version == base + 1 and (last.spent, last.note, last.recorded_by_id) == (spent, note, by.pk):
        return last  # the same form twice
    if (last.version if last else 0) != base:
        said = {"who": last.recorded_by if last else _("Somebody")}
        raise Refused("", _("%(who)s signed a statement while you had the page open. Read it, then sign yours.") % said)
    if spent < 0:
        raise Refused("spent", _("The year's spend cannot be below 0."))
    if last and not reason.strip():
        raise Refused("reason", _("Say why the statement is corrected."))
    now = max(now, last.recorded_at) if last else now
    row = Statement.objects.create(
        allocation=allocation,
        version=base + 1,
        spent=spent,
        note=note.strip(),
        reason=reason.strip() if last else "",
        recorded_at=now,
        recorded_by=by,
    )
    audit(by=by, action="funding.statement", subject=row, organisation=force.slug, after={"spent": str(spent)}, now=now)
    return row
