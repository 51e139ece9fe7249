"""Where allocations stand at a moment: read whole, in eight queries whatever their number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet
from django.utils.timezone import localdate

from forces.models import Organisation
from forces.periods import Span
from forces.queries import OwedDays
from funding import years
from funding.clocks import Clocks, clocks
from funding.models import (
    Allocation,
    Claim,
    ClaimEvent,
    Forecast,
    FundYear,
    Plan,
    PlannedSpend,
    Statement,
    Variation,
)
from funding.queries.funds import fund_obligation, fund_years
from funding.scales import APPROVED, CLAIMED, IN_WORK, Kind, State
from funding.sums import Standing, total
from ledger.as_at import AsAt


@dataclass(frozen=True)
class ClaimAt:
    """A claim with those of its events that were known."""

    claim: Claim
    events: list[ClaimEvent]

    @property
    def last(self) -> ClaimEvent:
        return self.events[-1]

    @property
    def state(self) -> State:
        return State(self.last.state)

    @property
    def amount(self) -> Decimal:
        """What counted against the allocation."""
        return self.last.amount

    @property
    def is_recovery(self) -> bool:
        return self.claim.kind == Kind.RECOVERY

    @property
    def counts(self) -> bool:
        return self.state in CLAIMED

    @property
    def in_work(self) -> bool:
        return self.state in IN_WORK

    def last_to(self, state: str) -> ClaimEvent | None:
        return next((event for event in reversed(self.events) if event.state == state), None)

    @property
    def certified(self) -> ClaimEvent | None:
        """The finance officer's act, as long as it counts; answering a query is none."""
        ready = (event for event in reversed(self.events) if event.came_from == State.READY)
        return next((event for event in ready if event.state == State.CERTIFIED), None) if self.counts else None

    def clocks(self, today: dt.date) -> Clocks:
        moves = [(event.state, localdate(event.recorded_at)) for event in self.events]
        return clocks(moves, ended=self.claim.ends, today=today)


@dataclass(frozen=True)
class AllocationAt:
    allocation: Allocation
    terms: FundYear
    day: dt.date
    owed_days: OwedDays
    variations: list[Variation] = field(default_factory=list)
    claims: list[ClaimAt] = field(default_factory=list)
    forecasts: list[Forecast] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)  # every version
    planned: dict[dt.date, Decimal] = field(default_factory=dict)  # by first day of a period

    @property
    def force(self) -> Organisation | None:
        return self.allocation.recipient.force

    @property
    def year(self) -> int:
        return self.allocation.year

    @cached_property
    def amount(self) -> Decimal:
        return self.allocation.amount + total(variation.change for variation in self.variations)

    @property
    def forecast(self) -> Forecast | None:
        return self.forecasts[-1] if self.forecasts else None

    @property
    def statement(self) -> Statement | None:
        return self.statements[-1] if self.statements else None

    @property
    def is_over(self) -> bool:
        return years.is_over(self.year, self.day)

    @cached_property
    def standing(self) -> Standing:
        def amount(states):
            return total(claim.amount for claim in self.claims if claim.state in states)

        return Standing(
            allocated=self.amount,
            claimed=amount(CLAIMED),
            approved=amount(APPROVED),
            paid=amount([State.PAID]),
            forecast=self.forecast and self.forecast.amount,
            over=self.is_over,
            claims=self.force is not None,
            certified=sum(claim.counts for claim in self.claims),
        )

    @cached_property
    def periods(self) -> list[Span]:
        return self.terms.periods

    def of(self, starts: dt.date, kind: str = Kind.CLAIM) -> ClaimAt | None:
        return next((each for each in self.claims if (each.claim.starts, each.claim.kind) == (starts, kind)), None)

    @property
    def owed(self) -> list[Span]:
        """The periods whose claim is not certified. After the year-end statement nothing is owed any more."""
        if self.statement or self.force is None:
            return []
        certified = {each.claim.starts for each in self.claims if each.counts and not each.is_recovery}
        return [span for span in self.periods if span.starts not in certified]

    def asks_until(self, ends: dt.date) -> bool:
        """Whether the fund asks for what is about time up to a day: not when all of it lies before claims are owed."""
        return self.owed_days.owes(self.force.pk, fund_obligation(self.allocation.fund.code), ends=ends)

    def was_due(self, span: Span) -> bool:
        """By now, and asked for: nobody is late with the claim of a period from before claims are owed."""
        return span.due < self.day and self.asks_until(span.ends)

    @property
    def is_warned(self) -> bool:
        """From the third quarter on: an underspend is forecast, or nobody has made a forecast."""
        short = self.standing.underspend
        return self.force is not None and years.warns(self.year, self.day) and (short is None or short > 0)


ALLOCATIONS = Allocation.objects.select_related("fund", "recipient__force", "recorded_by")


def positions(rows: QuerySet[Allocation], as_at: AsAt) -> list[AllocationAt]:
    """Of those of the allocations that were known, by fund, year and recipient."""
    terms, moment = fund_years(as_at), as_at.moment
    known = list(rows.known_at(moment).order_by("fund__name", "-year", "-recipient__kind", "recipient__name"))
    if not known:
        return []
    of = {"allocation__in": rows.known_at(moment).order_by().values("pk")}
    variations = _grouped(Variation.objects.filter(**of).select_related("recorded_by").known_at(moment))
    forecasts = _grouped(Forecast.objects.filter(**of).select_related("recorded_by").known_at(moment))
    statements = _grouped(Statement.objects.filter(**of).select_related("recorded_by").known_at(moment))
    claims, planned, days = _claims(of, moment), _planned(of, moment), OwedDays(moment)
    return [
        AllocationAt(
            row,
            terms[row.fund_id, row.year],
            as_at.day,
            days,
            variations[row.pk],
            claims[row.pk],
            forecasts[row.pk],
            statements[row.pk],
            planned[row.pk],
        )
        for row in known
    ]


def _grouped(rows: Iterable) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.allocation_id].append(row)
    return found


def _claims(of: dict, moment) -> dict[int, list[ClaimAt]]:
    events = defaultdict(list)
    in_scope = ClaimEvent.objects.filter(claim__in=Claim.objects.filter(**of).order_by().values("pk"))
    for event in in_scope.select_related("recorded_by").order_by("claim", "number").known_at(moment):
        events[event.claim_id].append(event)
    found = defaultdict(list)
    for claim in Claim.objects.filter(**of).order_by("starts", "kind"):
        if claim.pk in events:
            found[claim.allocation_id].append(ClaimAt(claim, events[claim.pk]))
    return found


def _planned(of: dict, moment) -> dict[int, dict[dt.date, Decimal]]:
    plans = Plan.objects.filter(**of).last_of("allocation", moment=moment).order_by()
    found = defaultdict(dict)
    lines = PlannedSpend.objects.filter(plan__in=plans.values("pk")).order_by("starts")
    for allocation, starts, amount in lines.values_list("plan__allocation", "starts", "amount"):
        found[allocation][starts] = found[allocation].get(starts, 0) + amount
    return found
