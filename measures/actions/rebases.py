import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_MEASURES
from forces.access import check_right
from forces.models import Organisation
from ledger.actions import Refused, append, check_base, last_row
from measures.models import Measure, Rebase


@transaction.atomic
def rebase(
    *,
    organisation: Organisation,
    measure: Measure,
    quarter: dt.date,
    event: str,
    reason: str,
    by,
    stands: bool = True,
    base: int | None = None,
    now: dt.datetime | None = None,
) -> Rebase:
    """New limits from a quarter on, or (`stands` false) none after all. `base`: the chart's last row that the writer
    knew, 0 for none. Raises EditConflict, Refused."""
    check_right(by, MANAGE_MEASURES)
    of_chart = Rebase.objects.filter(organisation=organisation, measure=measure)
    last, standing = last_row(of_chart), of_chart.filter(quarter=quarter).order_by("-pk").first()
    check_base(last, base, _("%(who)s changed this chart first. Check what stands now, then send yours again if it is "
                             "still right."))  # fmt: skip
    if not reason.strip():
        raise Refused("reason", _("Say why."))
    if bool(standing and standing.stands) == stands:
        already = _("The chart has new limits from this quarter on already.")
        raise Refused("quarter", already if stands else _("The chart has no new limits from this quarter on."))
    said = {"quarter": quarter, "event": event, "stands": stands, "reason": reason.strip()}
    return append(
        Rebase(organisation=organisation, measure=measure, **said),
        last=last,
        by=by,
        action="measure.rebased",
        organisation=organisation,
        after={"measure": measure.code, "quarter": quarter.isoformat(), "stands": stands},
        now=now,
    )
