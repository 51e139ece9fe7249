"""Reads of funding's ledgers: of funds and claims, and where allocations stand, as at a moment."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import F, Prefetch, Q, QuerySet
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
    ClaimEvidence,
    ClaimLine,
    ClaimVersion,
    Forecast,
    Fund,
    FundYear,
    Plan,
    PlannedSpend,
    PublishedTotal,
    Statement,
    Variation,
)
from funding.scales import APPROVED, CLAIMED, IN_WORK, Category, ClaimKind, State
from funding.sums import AllocationSums, total
from ledger.as_at import AsAt
from ledger.models import LedgerQuerySet


def fund_obligation(code: str) -> str:
    """The code under which a fund's claims and statements are owed."""
    return f"fund-{code}"


def funds(as_at: AsAt) -> QuerySet[Fund]:
    return Fund.objects.filter(known_from__lte=as_at.day)


def fund_years(as_at: AsAt) -> dict[tuple[int, int], FundYear]:
    """By fund's id and year, as they stood then. One query."""
    rows = FundYear.objects.select_related("fund").last_of("fund", "year", moment=as_at.moment)
    return {(row.fund_id, row.year): row for row in rows}


def known_years(as_at: AsAt) -> list[int]:
    return sorted({year for _fund, year in fund_years(as_at)}, reverse=True)


def fund_year_versions(fund: Fund, year: int, as_at: AsAt) -> list[FundYear]:
    """Every version known then, the last first."""
    rows = FundYear.objects.filter(fund=fund, year=year).select_related("fund", "recorded_by").order_by("-version")
    return list(rows.known_at(as_at.moment))


def published_totals(as_at: AsAt) -> QuerySet[PublishedTotal]:
    """One whose day of publication is not known stands on today's page alone."""
    known = Q(known_from__lte=as_at.day)
    rows = PublishedTotal.objects.filter(known if as_at.is_past else known | Q(known_from__isnull=True))
    return rows.order_by(F("known_from").asc(nulls_last=True), "code")


LINES = Prefetch("lines", ClaimLine.objects.order_by("pk"))


def versions(claim: Claim, moment: dt.datetime | None) -> list[ClaimVersion]:
    """Every version known then, the first first. Two queries."""
    rows = claim.versions.select_related("recorded_by").prefetch_related(LINES).order_by("number")
    return list(rows.known_at(moment))


def last_version(claim: Claim) -> ClaimVersion | None:
    return claim.versions.select_related("recorded_by").prefetch_related(LINES).order_by("-number").first()


def amounts(version: ClaimVersion | None) -> dict[Category, Decimal]:
    return {Category(line.category): line.amount for line in version.lines.all()} if version else {}


def amount_of(version: ClaimVersion | None) -> Decimal:
    """Summed here, in Decimal: on SQLite the database would sum floats."""
    return total(amounts(version).values())


def evidence(claim: Claim, moment: dt.datetime | None):
    return ClaimEvidence.objects.filter(claim=claim).select_related("recorded_by").known_at(moment)


def plan_of(allocation: Allocation, moment: dt.datetime | None) -> Plan | None:
    rows = Plan.objects.filter(allocation=allocation).last_of("allocation", moment=moment)
    return rows.select_related("recorded_by").prefetch_related("lines").first()


def planned(plan: Plan | None, starts: dt.date) -> dict[Category, Decimal]:
    return {Category(line.category): line.amount for line in plan.lines.all() if line.starts == starts} if plan else {}


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
        return self.claim.kind == ClaimKind.RECOVERY

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

    @property
    def address(self) -> list:
        """Of the page of a force's allocation."""
        return [self.force.slug, self.allocation.fund.code, self.year]  # type: ignore[union-attr]

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
    def standing(self) -> AllocationSums:
        def amount(states):
            return total(claim.amount for claim in self.claims if claim.state in states)

        return AllocationSums(
            allocated=self.amount,
            claimed=amount(CLAIMED),
            approved=amount(APPROVED),
            paid=amount([State.PAID]),
            forecast=self.forecast.amount if self.forecast else None,
            over=self.is_over,
            claims=self.force is not None,
            certified=sum(claim.counts for claim in self.claims),
        )

    @cached_property
    def periods(self) -> list[Span]:
        return self.terms.periods

    def of(self, starts: dt.date, kind: str = ClaimKind.CLAIM) -> ClaimAt | None:
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
        obligation = fund_obligation(self.allocation.fund.code)
        return self.force is not None and self.owed_days.owes(self.force.pk, obligation, ends=ends)

    def was_due(self, span: Span) -> bool:
        """By now, and asked for: nobody is late with the claim of a period from before claims are owed."""
        return span.due < self.day and self.asks_until(span.ends)

    @property
    def is_warned(self) -> bool:
        """From the third quarter on: an underspend is forecast, or nobody has made a forecast."""
        short = self.standing.underspend
        return self.force is not None and years.warns(self.year, self.day) and (short is None or short > 0)


ALLOCATIONS = Allocation.objects.select_related("fund", "recipient__force", "recorded_by")


def positions(rows: LedgerQuerySet, as_at: AsAt) -> list[AllocationAt]:
    """Of those of the allocations that were known, by fund, year and recipient."""
    terms, moment = fund_years(as_at), as_at.moment
    known = list(rows.known_at(moment).order_by("fund__name", "-year", "-recipient__kind", "recipient__name"))
    if not known:
        return []
    of = {"allocation__in": rows.known_at(moment).order_by().values("pk")}

    def grouped(model) -> dict[int, list]:
        found = defaultdict(list)
        for row in model.objects.filter(**of).select_related("recorded_by").known_at(moment):
            found[row.allocation_id].append(row)
        return found

    variations, forecasts, statements = grouped(Variation), grouped(Forecast), grouped(Statement)
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
    found: dict[int, dict[dt.date, Decimal]] = defaultdict(dict)
    lines = PlannedSpend.objects.filter(plan__in=plans.values("pk")).order_by("starts")
    for allocation, starts, amount in lines.values_list("plan__allocation", "starts", "amount"):
        found[allocation][starts] = found[allocation].get(starts, Decimal(0)) + amount
    return found
