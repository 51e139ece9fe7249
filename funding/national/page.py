"""What the funding page shows of a financial year, read as at a moment."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from funding import years
from funding.models import FundYear
from funding.national.profile import Profile, profile
from funding.queries import ALLOCATIONS, AllocationAt, fund_years, positions
from funding.sums import FundSums, total, totals
from ledger.as_at import AsAt

FEWEST = 3  # recipients of a fund, for its totals to be shown to those who see no other force by name


@dataclass(frozen=True)
class FundingPage:
    """`rows` are the year's allocations that are counted, `all_years` those of every year, for what is still due."""

    year: int
    day: dt.date
    terms: list[FundYear]
    rows: list[AllocationAt]
    all_years: list[AllocationAt]
    left_out: list[FundYear]

    @property
    def is_over(self) -> bool:
        return years.is_over(self.year, self.day)

    @cached_property
    def totals(self) -> FundSums:
        return totals(row.standing for row in self.rows)

    @property
    def announced(self) -> Decimal:
        return total(row.total for row in self.terms)

    @property
    def warned(self) -> list[AllocationAt]:
        return [row for row in self.rows if row.is_warned]

    @property
    def warned_short(self) -> Decimal:
        return total(row.standing.underspend for row in self.warned if row.standing.underspend is not None)

    @property
    def unforeseen(self) -> int:
        """Warned of because nobody made a forecast."""
        return sum(row.standing.underspend is None for row in self.warned)

    @cached_property
    def profile(self) -> Profile:
        return profile(self.year, self.rows, self.day)


def funding_page(year: int, as_at: AsAt, *, everything: bool) -> FundingPage:
    """Ten queries however many recipients. Without `everything` funds of few recipients are left out of the totals."""
    terms = sorted(fund_years(as_at).values(), key=lambda each: (each.fund.name, each.year))
    rows = positions(ALLOCATIONS, as_at)
    recipients = Counter((row.allocation.fund_id, row.year) for row in rows)
    shown = [each for each in terms if everything or recipients[each.fund_id, each.year] >= FEWEST]
    counted = {(each.fund_id, each.year) for each in shown}
    in_years = [row for row in rows if (row.allocation.fund_id, row.year) in counted]
    return FundingPage(
        year,
        as_at.day,
        [each for each in shown if each.year == year],
        [row for row in in_years if row.year == year],
        in_years,
        [each for each in terms if each.year == year and each not in shown],
    )
