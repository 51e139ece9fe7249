"""What is to be reached, and whether it was. Pure."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

CHEAPEST = "The cheapest page"
GRIDS = ("National grid, now", "National grid, as at", "National grid, compared")
COLD, WARM = ", cold", ", warm"
TRAINING = "Training"
POST = "Recording an update (POST)"
MEASURE, MULTIPLES = "A measure across the country", "Its small multiples"  # twelve years of quarters, 43 forces
OWN_MEASURE = "An organisation's measure"
MEASURE_QUERIES, MEASURE_WARM = 12, 6.0
GRID_QUERIES, GRID_COLD, GRID_WARM, POST_TIMES, HISTORY = 10, 8.0, 2.0, 2.0, 1.2
TRAINING_QUERIES, TRAINING_COLD, TRAINING_WARM = 14, 20.0, 2.0  # cold: five years of forecasts worked out anew


@dataclass(frozen=True)
class Measured:
    """One page at one size of ledger: the most queries that a request made, and the seconds of each."""

    queries: int
    seconds: Sequence[float]

    @property
    def p50(self) -> float:
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """The smallest value that 95 of 100 do not exceed."""
        return sorted(self.seconds)[math.ceil(0.95 * len(self.seconds)) - 1]


Run = dict[int, dict[str, Measured]]  # by size of the ledger, by page


@dataclass(frozen=True)
class Check:
    what: str
    found: float
    bound: float

    @property
    def passed(self) -> bool:
        return self.found <= self.bound

    def __str__(self):
        return f"{'reached' if self.passed else 'MISSED '} {self.what}: {self.found:.4g}, at most {self.bound:g}"


def times(run: Run, updates: int, page: str) -> float:
    """The p50 as a multiple of the cheapest page's, at the same size in the same run."""
    return run[updates][page].p50 / run[updates][CHEAPEST].p50


def history(run: Run, page: str) -> float | None:
    """The p50 with the longest history as a multiple of that with the shortest."""
    shortest, longest = min(run), max(run)
    return run[longest][page].p50 / run[shortest][page].p50 if longest >= 100 * shortest else None


def checks(run: Run) -> Iterator[Check]:
    for updates, pages in run.items():
        at = f"with {updates:,} updates"
        for grid in GRIDS:
            yield Check(f"{grid}, queries {at}", pages[grid + COLD].queries, GRID_QUERIES)
            yield Check(f"{grid + COLD}, times the cheapest page {at}", times(run, updates, grid + COLD), GRID_COLD)
            yield Check(f"{grid + WARM}, times the cheapest page {at}", times(run, updates, grid + WARM), GRID_WARM)
        yield Check(f"{TRAINING}, queries {at}", pages[TRAINING + COLD].queries, TRAINING_QUERIES)
        cold, warm = (times(run, updates, TRAINING + when) for when in (COLD, WARM))
        yield Check(f"{TRAINING + COLD}, times the cheapest page {at}", cold, TRAINING_COLD)
        yield Check(f"{TRAINING + WARM}, times the cheapest page {at}", warm, TRAINING_WARM)
        for page in (MEASURE + COLD, MULTIPLES + COLD, OWN_MEASURE):
            yield Check(f"{page}, queries {at}", pages[page].queries, MEASURE_QUERIES)
        for page in (MEASURE + WARM, MULTIPLES + WARM):
            yield Check(f"{page}, times the cheapest page {at}", times(run, updates, page), MEASURE_WARM)
        yield Check(f"{POST}, times the cheapest page {at}", times(run, updates, POST), POST_TIMES)
    for page in run[min(run)]:
        if (found := history(run, page)) is not None:
            yield Check(f"{page}, a hundred times the history", found, HISTORY)
