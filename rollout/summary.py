"""How many standards become one cell: pure, and the rule is printed under the grid."""

from collections.abc import Iterable
from typing import NamedTuple

NEVER_REPORTED = 0
IN_PLACE = 4


class Summary(NamedTuple):
    """`status` is None when the lower median is a standard never reported; `confidence` None when none has one."""

    status: int | None
    confidence: int | None
    in_place: int
    total: int


def summarise(positions: Iterable[tuple[int, int] | None]) -> Summary:
    """The lower median status, the worst confidence, and how many are in place or better.

    Each position is (status 1 to 5, confidence 1 to 3), or None when never reported, which counts lowest.
    The lower median of n values is the one at rank ceil(n / 2). The rule is in docs/how-it-is-built.md.
    """
    found = list(positions)
    if not found:
        return Summary(None, None, 0, 0)
    statuses = [position[0] if position else NEVER_REPORTED for position in found]
    confidence = max([position[1] for position in found if position], default=None)
    in_place = sum([status >= IN_PLACE for status in statuses])
    return Summary(middle(statuses), confidence, in_place, len(found))


def middle(statuses: list[int]) -> int | None:
    """The lower median of statuses 0 (never reported) to 5; None when that is never reported, or there are none."""
    return sorted(statuses)[(len(statuses) - 1) // 2] or None if statuses else None
