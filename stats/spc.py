"""SPC (XmR) charts by the NHS "Making Data Count" reading. Pure: numbers in, limits and labels out.

Rules of NHSRplotthedots 0.2.2 (the vectors in tests/vectors/spc.json), and three of our own where that misbehaves: a
series without variation has no limits, a missing value breaks every rule, and the last point of one of two trends that
do not share a point keeps its own trend's direction.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

RULES, VERSION = "NHS Making Data Count, XmR", 1
SCREEN, WIDTH = 3.267, 2.66  # D4 for ranges of two; 3 / d2 for ranges of two
RUN, FEWEST = 7, 13  # points of a shift or trend; points from which a chart has limits
COMMON = "Common Cause"
ABOVE, BELOW = "Above UCL", "Below LCL"
RISING, FALLING = "7 Point Trend (Increasing)", "7 Point Trend (Decreasing)"
NEAR_ABOVE, NEAR_BELOW = "2 in 3 Above CL", "2 in 3 Below CL"
SHIFT_ABOVE, SHIFT_BELOW = "7 Points Above CL", "7 Points Below CL"
HIGH = {ABOVE, RISING, NEAR_ABOVE, SHIFT_ABOVE}
Value = float | None


@dataclass(frozen=True)
class Segment:
    """Points `start` to `end` (exclusive), their mean and their limits, in the values' own unit. Limits are None where
    nothing varies: screened ranges are all zero, or there are none."""

    start: int
    end: int
    mean: float
    lower: float | None
    upper: float | None

    @property
    def near(self) -> tuple[float, float] | None:
        """The lines two thirds of the way to the limits."""
        if self.lower is None or self.upper is None:
            return None
        third = (self.upper - self.mean) * 2 / 3
        return self.mean - third, self.mean + third


@dataclass(frozen=True)
class Chart:
    segments: list[Segment]
    special_causes: list[str]


def xmr(
    values: Sequence[Value], *, rebase_at: Sequence[int] = (), fix_after: int | None = None, screen: bool = True
) -> Chart:
    """`rebase_at`: indices at which a segment starts; `fix_after`: limits from the first so many points of a segment
    (at least 12). None among the values is a gap. Raises ValueError for no value or a bad index."""
    if fix_after is not None and fix_after < 12:
        raise ValueError("limits are fixed from at least 12 points")
    starts = sorted({0, *rebase_at})
    if not values or starts[0] < 0 or starts[-1] >= len(values):
        raise ValueError("a segment starts inside the series")
    ends = [*starts[1:], len(values)]
    segments = [_segment(values, start, end, fix_after, screen) for start, end in zip(starts, ends, strict=True)]
    causes = [cause for segment in segments for cause in _causes(values[segment.start : segment.end], segment)]
    return Chart(segments, causes)


def _segment(values, start, end, fix_after, screen) -> Segment:
    used = values[start : min(end, start + fix_after) if fix_after else end]
    present = [value for value in used if value is not None]
    if not present:
        raise ValueError("a segment needs a value")
    centre = _mean(present)
    ranges = [abs(b - a) for a, b in itertools.pairwise(used) if a is not None and b is not None]
    if not ranges:
        return Segment(start, end, centre, None, None)
    mean_range = _mean(ranges)
    if screen:
        kept = [each for each in ranges if each < SCREEN * mean_range]
        mean_range = _mean(kept) if kept else 0.0
    if mean_range == 0:
        return Segment(start, end, centre, None, None)
    return Segment(start, end, centre, centre - WIDTH * mean_range, centre + WIDTH * mean_range)


def _mean(numbers) -> float:
    """Sums are exact, also that of what dividing left over: a point 1e-16 off the mean must not make or break a run."""
    mean = math.fsum(numbers) / len(numbers)
    return mean + math.fsum([*numbers, *[-mean] * len(numbers)]) / len(numbers)


def _causes(values, segment: Segment) -> list[str]:
    """A label a point; the first rule that holds gives it."""
    if segment.near is None:
        return [COMMON] * len(values)
    sides = [None if value is None else _sign(value - segment.mean) for value in values]
    outside = [_outside(value, segment) for value in values]
    near = [_is_near(value, out, segment.near) for value, out in zip(values, outside, strict=True)]
    trend, twos, shift = trends(values), two_in_three(near, sides), shifts(sides)
    labels = []
    for at in range(len(values)):
        if outside[at]:
            labels.append(ABOVE if outside[at] > 0 else BELOW)
        elif trend[at]:
            labels.append(RISING if trend[at] > 0 else FALLING)
        elif twos[at]:
            labels.append(NEAR_ABOVE if sides[at] == 1 else NEAR_BELOW)
        elif shift[at]:
            labels.append(SHIFT_ABOVE if sides[at] == 1 else SHIFT_BELOW)
        else:
            labels.append(COMMON)
    return labels


def _sign(number) -> int:
    return (number > 0) - (number < 0)


def _outside(value, segment) -> int:
    if value is None:
        return 0
    return (value > segment.upper) - (value < segment.lower)


def _is_near(value, outside, near) -> bool:
    return value is not None and not outside and (value < near[0] or value > near[1])


def shifts(sides: Sequence[int | None]) -> list[int]:
    """For each point the side (1 above, -1 below) of the run of 7 or more on one side of the mean that it is part of,
    else 0. A point on the mean (0) and a gap (None) break a run."""
    flags = [0] * len(sides)
    for last in range(RUN - 1, len(sides)):
        side = sides[last]
        if side and all(each == side for each in sides[last - RUN + 1 : last]):
            flags[last - RUN + 1 : last + 1] = [side] * RUN
    return flags


def trends(values: Sequence[Value]) -> list[int]:
    """For each point 1 or -1 when it is one of 7 or more points that strictly rise or fall, else 0. A tie and a gap
    break a trend. A turning point that belongs to a rise and to a fall takes the later one's direction."""
    flags = [0] * len(values)
    for last in range(RUN - 1, len(values)):
        window = [value for value in values[last - RUN + 1 : last + 1] if value is not None]
        if len(window) < RUN:
            continue
        steps = {_sign(b - a) for a, b in itertools.pairwise(window)}
        if steps in ({1}, {-1}):
            (way,) = steps
            flags[last - RUN + 1 : last + 1] = [way] * RUN
    return flags


def two_in_three(near: Sequence[bool], sides: Sequence[int | None]) -> list[bool]:
    """`near`: beyond a near line and inside the limits. Which of those are two or more of three points in a row that
    are all on one side of the mean. A point on the mean (0) and a gap (None) break it."""
    flags = [False] * len(near)
    for last in range(2, len(near)):
        window = range(last - 2, last + 1)
        one_side = sides[last] and all(sides[at] == sides[last] for at in window)
        if one_side and sum(near[at] for at in window) >= 2:
            for at in window:
                flags[at] = flags[at] or bool(near[at])
    return flags


INCREASE, DECREASE, NEUTRAL = "increase", "decrease", "neutral"


def point_types(chart: Chart, direction: str) -> list[str]:
    """`direction`: which way is better, "increase", "decrease" or "neutral". A label a point: improvement, concern,
    neutral high or low, or common cause."""
    return [_point_type(cause, direction) for cause in chart.special_causes]


def _point_type(cause, direction) -> str:
    if cause == COMMON:
        return "common_cause"
    high = cause in HIGH
    if direction == NEUTRAL:
        return "special_cause_neutral_high" if high else "special_cause_neutral_low"
    return "special_cause_improvement" if high == (direction == INCREASE) else "special_cause_concern"


def assurance(direction: str, target: float | None, lower: float | None, upper: float | None) -> str | None:
    """Whether the process will meet the target: "consistent_pass", "consistent_fail" or "inconsistent"; None without a
    target, a direction or limits. A target on a limit is inconsistent."""
    if target is None or lower is None or upper is None or direction == NEUTRAL:
        return None
    if lower <= target <= upper:
        return "inconsistent"
    return "consistent_pass" if (target < lower) == (direction == INCREASE) else "consistent_fail"
