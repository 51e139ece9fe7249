import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forces.models import Organisation
from ledger.actions import Refused, audit, lock_ledger
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
    knew, 0 for none. Raises Refused."""
    lock_ledger()
    now = now or timezone.now()
    of_chart = Rebase.objects.filter(organisation=organisation, measure=measure).select_related("recorded_by")
    last = of_chart.order_by("-pk").first()
    standing = of_chart.filter(quarter=quarter).order_by("-pk").first()
    if base is not None and base != (last.pk if last else 0):
        said = _("%(who)s changed this chart first. Check what stands now, then send yours again if it is still right.")
        raise Refused("", said % {"who": last.recorded_by if last else _("Somebody")})
    if not reason.strip():
        raise Refused("reason", _("Say why."))
    if bool(standing and standing.stands) == stands:
        already = _("The chart has new limits from this quarter on already.")
        raise Refused("quarter", already if stands else _("The chart has no new limits from this quarter on."))
    row = Rebase.objects.create(
        organisation=organisation,
        measure=measure,
        quarter=quarter,
        event=event,
        stands=stands,
        reason=reason.strip(),
        recorded_at=max(now, last.recorded_at) if last else now,
        recorded_by=by,
    )
    after = {"measure": measure.code, "quarter": quarter.isoformat(), "stands": stands}
    audit(by=by, action="measure.rebased", subject=row, organisation=organisation.slug, after=after, now=now)
    return row
