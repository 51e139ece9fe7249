import datetime as dt
import uuid
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forces.models import Organisation
from ledger.actions import Refused, audit, lock_ledger
from measures.models import Measure, Target


@transaction.atomic
def set_target(
    *,
    measure: Measure,
    organisation: Organisation | None,
    starts_on: dt.date,
    value: Decimal | None,
    reason: str,
    by,
    base: int | None = None,
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> Target:
    """A target from a day on, or (`value` None) none any more; for all forces without an `organisation`. Sent twice it
    is one. `base`: the measure's last row that the writer knew, 0 for none. Raises Refused."""
    lock_ledger()
    if there := Target.objects.filter(token=token).first() if token else None:
        return there
    now = now or timezone.now()
    last = measure.targets.select_related("recorded_by").order_by("-pk").first()
    if base is not None and base != (last.pk if last else 0):
        said = _("%(who)s set a target first. Check what stands now, then send yours again if it is still right.")
        raise Refused("", said % {"who": last.recorded_by if last else _("Somebody")})
    _check(measure, organisation, starts_on, value, reason)
    row = Target.objects.create(
        measure=measure,
        organisation=organisation,
        starts_on=starts_on,
        value=value,
        reason=reason.strip(),
        token=token or uuid.uuid4(),
        recorded_at=max(now, last.recorded_at) if last else now,
        recorded_by=by,
    )
    after = {"measure": measure.code, "from": starts_on.isoformat(), "value": None if value is None else str(value)}
    slug = organisation.slug if organisation else ""
    audit(by=by, action="measure.target_set", subject=row, organisation=slug, after=after, now=now)
    return row


def _check(measure, organisation, starts_on, value, reason):
    if not measure.may_have_target:
        raise Refused("", _("Neither way is better for this measure, so it cannot have a target."))
    if not reason.strip():
        raise Refused("reason", _("Say who set it, and where that is written."))
    if value is not None and measure.is_percentage and value > 100:
        raise Refused("value", _("The target must be a percentage from 0 to 100."))
    before = measure.targets.filter(organisation=organisation, starts_on__lte=starts_on)
    standing = before.order_by("starts_on", "pk").values_list("value", flat=True).last()
    if standing == value:
        none = _("There is no target that day to end.")
        raise Refused("starts_on", none if value is None else _("That is the target on that day already."))
