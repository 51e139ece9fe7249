"""From when something is owed."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forces.models import OwedFrom
from ledger.actions import Refused, audit, lock_ledger


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
    Refused."""
    lock_ledger()
    now = now or timezone.now()
    last = OwedFrom.objects.filter(obligation=obligation).select_related("recorded_by").first()
    if last and (last.day, last.reason, last.recorded_by_id) == (day, reason.strip(), by.pk):
        return last  # the same form twice
    if base is not None and base != (last.pk if last else 0):
        said = _("%(who)s changed this first. Check what is set now, then send yours again if it is still right.")
        raise Refused("", said % {"who": last.recorded_by if last else _("Somebody")})
    if not reason.strip():
        raise Refused("reason", _("Say why this day."))
    row = OwedFrom.objects.create(
        obligation=obligation, day=day, reason=reason.strip(), recorded_at=now, recorded_by=by
    )
    after = {"obligation": obligation, "day": str(day) if day else None}
    before = {"day": str(last.day) if last.day else None} if last else None
    audit(by=by, action="owed_from.set", subject=row, before=before, after=after, now=now)
    return row
