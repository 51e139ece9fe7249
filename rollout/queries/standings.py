"""One line about the latest period's returns. `as_at.moment` is exclusive; None is now."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from forces.models import EVERYTHING, Extension, Membership, OwedFrom, ReportingPeriod
from forces.queries import owing, periods, returns_obligation
from ledger.as_at import AsAt
from rollout.models import ReturnEvent
from rollout.scales import State

REACHED = [State.ACCEPTED, State.SIGNED]  # in this order by name too: what was accepted was signed before


@dataclass(frozen=True)
class Standings:
    period: ReportingPeriod
    total: int
    accepted: int
    late: int


def latest_standings(as_at: AsAt) -> Standings | None:
    """Of the latest period that has ended by the day; None before there is one. Four queries, for pages that have few
    to spare: the board itself says the same of any period."""
    moment = as_at.moment
    period = periods(moment).filter(ends__lt=as_at.day).first()
    if period is None:
        return None
    events = ReturnEvent.objects.known_at(moment)
    events = events.filter(of_return__organisation=OuterRef("pk"), of_return__period=period)
    extended = Extension.objects.known_at(moment).filter(period=period).order_by("-recorded_at", "-pk").values("due")
    people = Membership.objects.known_at(moment).filter(organisation=OuterRef("pk")).order_by("granted_at")
    # The day that the Unit has set for the schedule, else for everything, as `forces.queries.OwedDays` has it.
    set_days = OwedFrom.objects.known_at(moment).order_by("-recorded_at", "-pk").values("day")
    codes = (returns_obligation(period.owed_by), EVERYTHING)
    found = (
        owing(period)
        .order_by()
        .values_list(
            Subquery(events.filter(state__in=REACHED).order_by("state").values("state")[:1]),
            Subquery(extended.filter(organisation=OuterRef("pk"))[:1]),
            Subquery(extended.filter(organisation=None)[:1]),
            Coalesce(*(Subquery(set_days.filter(obligation=code)[:1]) for code in codes)),
            Subquery(people.values("granted_at")[:1]),
        )
    )
    total = accepted = late = 0
    for state, own, for_all, owed_since, first_person in found:
        total += 1
        accepted += state == State.ACCEPTED
        due = max(day for day in (period.due, own, for_all) if day)  # as `forces.queries.DueDates` has it
        since = owed_since or (first_person and localdate(first_person))
        late += not state and due < as_at.day and since is not None and since <= period.ends
    return Standings(period, total, accepted, late) if total else None
