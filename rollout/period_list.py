"""The reporting periods with what became of them: extensions, and returns signed and accepted of those owed."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from forces.models import Extension, Organisation, ReportingPeriod
from forces.periods import working_days
from forces.queries import owes, periods
from ledger.as_at import AsAt
from rollout.queries.returns import events_before
from rollout.scales import State


@dataclass(frozen=True)
class Planned:
    """`days` are working days until the due date, negative since."""

    period: ReportingPeriod
    days: int
    owing: int
    signed: int
    accepted: int
    extensions: int


def period_list(as_at: AsAt) -> list[Planned]:
    """The latest first. Four queries, however many there are."""
    moment, organisations = as_at.moment, list(Organisation.objects.all())
    extended, signed, accepted = _extensions(moment), *_signed_and_accepted(moment)
    return [
        Planned(
            period,
            working_days(as_at.day, period.due),
            sum(owes(each, period) for each in organisations),
            signed[period.pk],
            accepted[period.pk],
            extended.get(period.pk, 0),
        )
        for period in periods(moment)
    ]


def _extensions(moment) -> dict[int, int]:
    return dict(Extension.objects.known_at(moment).order_by().values_list("period").annotate(Count("pk")))


def _signed_and_accepted(moment) -> tuple[Counter, Counter]:
    """By period, how many organisations have a sign-off that stands, and how many an accepted return."""
    later = events_before(moment).filter(of_return=OuterRef("of_return"), number__gt=OuterRef("number"))
    last = events_before(moment).filter(~Exists(later), state__in=[State.SIGNED, State.ACCEPTED]).order_by()
    rows = list(last.values_list("of_return__period", "of_return__organisation", "state"))
    signed = {(period, organisation) for period, organisation, _state in rows}
    accepted = {(period, organisation) for period, organisation, state in rows if state == State.ACCEPTED}
    return Counter(period for period, _who in signed), Counter(period for period, _who in accepted)
