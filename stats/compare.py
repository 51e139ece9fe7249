"""Two quarters compared: counts, denominators, interval, exact test. Pure: counts in, numbers out.

Two quarters that were chosen afterwards are the weakest evidence there is; a chart over time comes first. Wilson 1927;
Newcombe, Statistics in Medicine 1998;17:857 and 873 (method 10); Boschloo 1970; Fisher 1935; exact conditional Poisson
as R's poisson.test. Agreement: tests/vectors/proportion.json.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from scipy.stats import beta, binomtest, fisher_exact, norm

from stats.boschloo import boschloo_p

LEVEL = 0.95
SMALL = 10  # events in either quarter below which the page says "small numbers"
VISIBLE, EDGE, NOT_VISIBLE = "visible", "edge", "not_visible"
Interval = tuple[float, float]


@dataclass(frozen=True)
class Proportions:
    """Counts of events and of what they are out of, before and after. Intervals are of proportions, 0 to 1; p values
    are two-sided; `difference` is after less before."""

    before: tuple[int, int]
    after: tuple[int, int]
    wilson_before: Interval
    wilson_after: Interval
    difference: float
    newcombe: Interval
    boschloo_p: float
    fisher_p: float

    @property
    def is_small(self) -> bool:
        return min(self.before[0], self.after[0]) < SMALL

    @property
    def verdict(self) -> str:
        """VISIBLE when the interval leaves 0 out and both exact tests agree, NOT_VISIBLE when none of the three does,
        else EDGE."""
        lower, upper = self.newcombe
        found = {lower > 0 or upper < 0, *(p < 1 - LEVEL for p in (self.boschloo_p, self.fisher_p))}
        return EDGE if len(found) > 1 else VISIBLE if found == {True} else NOT_VISIBLE


@dataclass(frozen=True)
class Counts:
    """Two counts over equally long times. `ratio` is after over before, None where that is 0; its interval's upper end
    is then infinite."""

    before: int
    after: int
    ratio: float | None
    interval: Interval
    p: float

    @property
    def is_small(self) -> bool:
        return min(self.before, self.after) < SMALL

    @property
    def verdict(self) -> str:
        return VISIBLE if self.p < 1 - LEVEL else NOT_VISIBLE


@cache
def proportions(x0: int, n0: int, x1: int, n1: int) -> Proportions:
    """x0 of n0 before, x1 of n1 after. Raises ValueError unless 0 <= x <= n and n >= 1 in both."""
    table = [[x1, x0], [n1 - x1, n0 - x0]]
    before, after = wilson(x0, n0), wilson(x1, n1)
    return Proportions(
        (x0, n0),
        (x1, n1),
        before,
        after,
        x1 / n1 - x0 / n0,
        newcombe(x1, n1, x0, n0),
        boschloo_p(x0, n0, x1, n1),
        min(1.0, float(fisher_exact(table).pvalue)),
    )


def wilson(x: int, n: int) -> Interval:
    """The 95% score interval of x of n, as proportions. Raises ValueError unless 0 <= x <= n and n >= 1."""
    if not 0 <= x <= n or n < 1:
        raise ValueError("a count from 0 to what it is out of, which is at least 1")
    z = float(norm.ppf((1 + LEVEL) / 2))
    middle, half = x + z * z / 2, z * math.sqrt(x * (n - x) / n + z * z / 4)
    lower, upper = (middle - half) / (n + z * z), (middle + half) / (n + z * z)
    return (0.0 if x == 0 else lower, 1.0 if x == n else upper)


def newcombe(x1: int, n1: int, x0: int, n0: int) -> Interval:
    """The 95% interval of x1/n1 - x0/n0 from the two Wilson intervals (method 10). Raises as `wilson`."""
    (l1, u1), (l0, u0), p1, p0 = wilson(x1, n1), wilson(x0, n0), x1 / n1, x0 / n0
    return p1 - p0 - math.hypot(p1 - l1, u0 - p0), p1 - p0 + math.hypot(u1 - p1, p0 - l0)


@cache
def counts(before: int, after: int) -> Counts:
    """Two counts over equally long times: the exact conditional test of one rate, and the interval of their ratio.
    Raises ValueError for a count below 0."""
    if min(before, after) < 0:
        raise ValueError("counts cannot be below 0")
    total, tail = before + after, (1 - LEVEL) / 2
    if not total:
        return Counts(0, 0, None, (0.0, math.inf), 1.0)
    lower = float(beta.ppf(tail, after, before + 1)) if after else 0.0
    upper = float(beta.ppf(1 - tail, after + 1, before)) if before else 1.0
    interval = (lower / (1 - lower), upper / (1 - upper) if upper < 1 else math.inf)
    return Counts(before, after, after / before if before else None, interval, float(binomtest(after, total).pvalue))


def denominators(count: int, percentage: Decimal) -> tuple[int, int] | None:
    """The smallest and the largest whole number of which `count` is `percentage` when printed with one decimal, that
    is, off by at most 0.05; None when there is none, and when the count is 0. Raises ValueError outside 0 to 100."""
    if count < 0 or not 0 <= percentage <= 100:
        raise ValueError("a count from 0, and a percentage from 0 to 100")
    low, high = percentage - Decimal("0.05"), percentage + Decimal("0.05")
    if not count or low <= 0:
        return None
    first, last = math.ceil(100 * count / high), math.floor(100 * count / low)
    return (max(first, count), last) if max(first, count) <= last else None


def common_denominators(*shown: tuple[int, Decimal]) -> tuple[int, int] | None:
    """The whole numbers that reproduce every printed percentage of its count; None when none does."""
    possible = [denominators(count, percentage) for count, percentage in shown]
    found = [each for each in possible if each]
    if not found or len(found) < len(possible):
        return None
    first, last = max(each[0] for each in found), min(each[1] for each in found)
    return (first, last) if first <= last else None
