"""Year-end statements: signed by the chief finance officer once the year is over."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import CERTIFY_CLAIM
from forces.access import can
from funding import years
from funding.models import Allocation, Statement
from ledger.actions import Refused, append, check_base, last_row, sent_twice


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
    """`base` is the version that its signer knew, 0 for none. Raises EditConflict, Refused."""
    force = allocation.recipient.force
    if force is None or not can(by, CERTIFY_CLAIM, force):
        raise Refused("", _("A year-end statement is signed by the chief finance officer, not by you."))
    if not years.is_over(allocation.year, today):
        raise Refused("", _("The statement is about a whole year: it can be signed from 1 April on."))
    last = last_row(allocation.statements)
    if sent_twice(last, {"spent": spent, "note": note}, by=by, base=base):
        return last
    conflict = _("%(who)s signed a statement while you had the page open. Read it, then sign yours.")
    check_base(last, base, conflict)
    if spent < 0:
        raise Refused("spent", _("The year's spend cannot be below 0."))
    if last and not reason.strip():
        raise Refused("reason", _("Say why the statement is corrected."))
    reason = reason.strip() if last else ""
    return append(
        Statement(allocation=allocation, spent=spent, note=note.strip(), reason=reason),
        last=last,
        by=by,
        action="funding.statement",
        organisation=force,
        after={"spent": str(spent)},
        now=now,
    )
