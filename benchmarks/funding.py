"""Grants of the benchmark: five years of one fund, an allocation for every force, every quarter claimed and paid."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from funding import years
from funding.models import Allocation, Claim, ClaimEvent, Forecast, Fund, FundYear, Recipient
from funding.reference import load_funding
from funding.scales import State

YEARS, SOURCE, KNOWN = 5, "made up for the benchmark", dt.date(2021, 1, 1)
STATES = (State.DRAFT, State.READY, State.CERTIFIED, State.APPROVED, State.PAID)
CLAIMED, ALLOCATED = Decimal("21250.75"), Decimal("100000.00")


def load_grants(*, officer, unit, payer) -> None:
    """`officer` certifies, `unit` approves, `payer` marks as paid: three people."""
    last = years.year_of(timezone.localdate())
    fund = Fund.objects.create(code="grant", name="Grant", purpose=SOURCE, source=SOURCE, known_from=KNOWN)
    load_funding()
    recipients = list(Recipient.objects.filter(force__isnull=False))
    for year in range(last - YEARS + 1, last + 1):
        _year(fund, year, recipients, officer, unit, payer)


def _year(fund, year, recipients, officer, unit, payer) -> None:
    common = {"recorded_at": _at(years.first_day(year)), "recorded_by": unit, "source": SOURCE}
    terms = FundYear.objects.create(
        fund=fund, year=year, total=Decimal(10_000_000), statement_due=dt.date(year + 1, 6, 30), **common
    )
    rows = Allocation.objects.bulk_create(
        Allocation(fund=fund, year=year, recipient=recipient, amount=ALLOCATED, **common) for recipient in recipients
    )
    over = [span for span in terms.periods if span.due < timezone.localdate()]
    claims = Claim.objects.bulk_create(_claim(row, span, officer, unit, payer) for row in rows for span in over)
    ClaimEvent.objects.bulk_create(event for claim in claims for event in _events(claim, officer, unit, payer))
    Forecast.objects.bulk_create(
        Forecast(allocation=row, number=number, amount=ALLOCATED, recorded_at=_at(span.due), recorded_by=officer)
        for row in rows
        for number, span in enumerate(over, start=1)
    )


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), dt.UTC)


def _claim(row, span, officer, unit, payer) -> Claim:
    said = {"certified": officer, "approved": unit, "paid": payer}
    acts = {f"{act}_by": by for act, by in said.items()} | {f"{act}_at": _at(span.due) for act in said}
    return Claim(allocation=row, starts=span.starts, ends=span.ends, state=State.PAID, amount=CLAIMED, **acts)


def _events(claim, officer, unit, payer):
    came_from = ""
    for number, state in enumerate(STATES, start=1):
        counts = CLAIMED if number > 2 else Decimal(0)
        by, at = (officer, officer, officer, unit, payer)[number - 1], claim.certified_at + dt.timedelta(hours=number)
        yield ClaimEvent(
            claim=claim,
            number=number,
            came_from=came_from,
            state=state,
            amount=counts,
            recorded_at=at,
            recorded_by=by,
        )
        came_from = state
