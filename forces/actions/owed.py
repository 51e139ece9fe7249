"""From when something is owed."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_PERIODS
from forces.access import check_right
from forces.models import OwedFrom
from ledger.actions import Refused, append, check_base, last_row


@transaction.atomic
def set_owed_from(
    *,
    obligation: str,
    day: dt.date | None,
    reason: str,
    by,
    base: int | None = None,
    now: dt.datetime | None = None,
) -> OwedFrom:
    """Without a day: as it is without one set. `base`: the last row that its writer knew, 0 for none. Raises
    EditConflict, Refused."""
    check_right(by, MANAGE_PERIODS)
    last, reason = last_row(OwedFrom.objects.filter(obligation=obligation)), reason.strip()
    if last and (last.day, last.reason, last.recorded_by_id) == (day, reason, by.pk):
        return last  # the same form twice
    check_base(last, base)
    if not reason:
        raise Refused("reason", _("Say why this day."))
    return append(
        OwedFrom(obligation=obligation, day=day, reason=reason),
        last=last,
        by=by,
        action="owed_from.set",
        before={"day": str(last.day) if last.day else None} if last else None,
        after={"obligation": obligation, "day": str(day) if day else None},
        now=now,
    )
