"""The statutory response of a local policing body: that it was published, when and where."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections.actions.versions import check_base, is_same
from inspections.models import StatutoryResponse
from inspections.queries.statutory import OwedComments
from ledger.actions import Refused, audit, lock_ledger


@transaction.atomic
def record_comments(
    *,
    owed: OwedComments,
    published: dt.date,
    where: str,
    base: int,
    by,
    today: dt.date,
    reason: str = "",
    on_behalf: bool = False,
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> StatutoryResponse | None:
    """None when it says what is there. Raises CameFirst, Refused."""
    lock_ledger()
    of = {"inspection": owed.inspection, "organisation": owed.organisation}
    last = StatutoryResponse.objects.filter(**of).select_related("recorded_by").order_by("-version").first()
    if last and is_same(last, {"published": published, "where": where}):
        return None
    check_base(last, base)
    if published > today:
        raise Refused("published", _("The date must be today or in the past."))
    if published < owed.report:
        raise Refused("published", _("Comments cannot be published before the report was."))
    if last and not reason.strip():
        raise Refused("reason", _("Say why what was recorded before is corrected."))
    now = max(now or timezone.now(), last.recorded_at) if last else now or timezone.now()
    row = StatutoryResponse.objects.create(
        **of,
        version=base + 1,
        published=published,
        where=where,
        reason=reason.strip() if last else "",
        on_behalf=on_behalf,
        recorded_at=now,
        recorded_by=by,
        token=token or uuid.uuid4(),
    )
    slug, after = owed.organisation.slug, {"published": str(published), "where": where}
    audit(by=by, action="inspection.comments", subject=row, organisation=slug, after=after, now=now)
    return row
