"""One line about the latest period's returns. `as_at.moment` is exclusive; None is now."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery

from forces.as_at import AsAt
from forces.models import Extension, Organisation, ReportingPeriod
from forces.queries import owes, periods
from rollout.models import ReturnEvent
from rollout.scales import State

PERIOD = ("pk", "starts", "ends", "due", "owed_by")


@dataclass(frozen=True)
class Standings:
    period: ReportingPeriod
    total: int
    accepted: int
    late: int


def latest_standings(as_at: AsAt) -> Standings | None:
    """Of the latest period that has ended by the day; None before there is one. One query, for pages that have few to
    spare: the board itself says the same of any period."""
    moment = as_at.moment
    latest = periods(moment).filter(ends__lt=as_at.day)
    of_period = {f"period_{name}": Subquery(latest.values(name)[:1]) for name in PERIOD}
    events = _before(ReturnEvent.objects.filter(of_return__organisation=OuterRef("pk")), moment)
    events = events.filter(of_return__period=OuterRef("period_pk"))
    extended = _before(Extension.objects.filter(period=OuterRef("period_pk")), moment).order_by("-recorded_at", "-pk")
    rows = Organisation.objects.annotate(**of_period).filter(period_pk__isnull=False)
    rows = rows.annotate(
        accepted=Exists(events.filter(state=State.ACCEPTED)),
        signed=Exists(events.filter(state=State.SIGNED)),
        own_due=Subquery(extended.filter(organisation=OuterRef("pk")).values("due")[:1]),
        due_for_all=Subquery(extended.filter(organisation=None).values("due")[:1]),
    )
    found = [(row, _period(row)) for row in rows.order_by(F("pk"))]
    owing = [row for row, period in found if owes(row, period)]
    if not owing:
        return None
    late = sum(not row.signed and _due(row) < as_at.day for row in owing)
    return Standings(found[0][1], len(owing), sum(row.accepted for row in owing), late)


def _before(rows, moment):
    return rows.filter(recorded_at__lt=moment) if moment else rows


def _period(row) -> ReportingPeriod:
    return ReportingPeriod(**{name: getattr(row, f"period_{name}") for name in PERIOD})


def _due(row):
    """As `forces.queries.DueDates` has it."""
    return max(due for due in (row.period_due, row.own_due, row.due_for_all) if due)
