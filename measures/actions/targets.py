import datetime as dt
import uuid
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_MEASURES
from forces.access import check_right
from forces.models import Organisation
from ledger.actions import Refused, append, check_base, last_row
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
    is one. `base`: the measure's last row that the writer knew, 0 for none. Raises EditConflict, Refused."""
    check_right(by, MANAGE_MEASURES)
    last = last_row(measure.targets)
    if there := Target.objects.filter(token=token).first() if token else None:
        return there
    check_base(last, base, _("%(who)s set a target first. Check what stands now, then send yours again if it is still "
                             "right."))  # fmt: skip
    _check(measure, organisation, starts_on, value, reason)
    said = {"starts_on": starts_on, "value": value, "reason": reason.strip(), "token": token}
    return append(
        Target(measure=measure, organisation=organisation, **said),
        last=last,
        by=by,
        action="measure.target_set",
        organisation=organisation,
        after={"measure": measure.code, "from": starts_on.isoformat(), "value": None if value is None else str(value)},
        now=now,
    )


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
