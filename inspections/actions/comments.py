"""The statutory response of a local policing body: that it was published, when and where."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import RESPOND_FINDING
from forces.access import check_right, is_on_behalf
from inspections.actions.responses import FIRST
from inspections.models import StatutoryResponse
from inspections.queries.statutory import OwedComments
from ledger.actions import Refused, append, check_base, last_row, says


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
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> StatutoryResponse | None:
    """None when it says what is there. Raises EditConflict, Refused."""
    check_right(by, RESPOND_FINDING, owed.organisation)
    last = last_row(StatutoryResponse.objects.filter(inspection=owed.inspection, organisation=owed.organisation))
    if last and says(last, {"published": published, "where": where}):
        return None
    check_base(last, base, FIRST)
    if published > today:
        raise Refused("published", _("The date must be today or in the past."))
    if published < owed.report:
        raise Refused("published", _("Comments cannot be published before the report was."))
    if last and not reason.strip():
        raise Refused("reason", _("Say why what was recorded before is corrected."))
    return append(
        StatutoryResponse(
            inspection=owed.inspection,
            organisation=owed.organisation,
            published=published,
            where=where,
            reason=reason.strip() if last else "",
            on_behalf=is_on_behalf(by, RESPOND_FINDING, owed.organisation),
            token=token,
        ),
        last=last,
        by=by,
        action="inspection.comments",
        organisation=owed.organisation,
        after={"published": str(published), "where": where},
        now=now,
    )
