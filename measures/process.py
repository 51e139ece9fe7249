"""How one series is shown: the rules of stats/spc.py with the gates that stand above them. Pure.

Fewer than 13 points in a segment: its median, no limits, no icon. A segment whose points are all equal has no limits
either, nor one in which points next to each other hardly ever differ (a step), nor one without points next to each
other: three things that are said in different words. Average days are skewed, so they are worked out on the logarithm
and shown in days again; a 0 has no logarithm, so it is listed beside the chart and in no rule.
"""

import datetime as dt
import itertools
import math
import statistics
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from measures.quarters import run
from stats import spc

LIMITS, FEW, FLAT, STEP, APART = "limits", "few", "flat", "step", "apart"
HIGHEST_LOG = math.log(sys.float_info.max)  # a limit may lie above what a number can hold


class Piece(NamedTuple):
    """A segment as it is said and drawn, in the measure's own unit. `start` and `end` (exclusive) count quarters;
    `centre` is a mean (of logarithms: the geometric mean), or a median where there are too few points. Limits, and the
    near lines two thirds of the way to them, are None where there are none. The rules know them unclamped; here they
    stay within what a figure can be."""

    start: int
    end: int
    kind: str
    centre: float
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None


class Process(NamedTuple):
    """`values` has None for a quarter that is missing, is one of the `zeros`, which are left out because 0 has no
    logarithm, or is `noted`: left out by a note, and drawn with the figure that is there. `types` has a label a quarter
    (stats.spc.point_types), `causes` the rule that gave it (stats.spc), `targets` what it is held against, None
    for nothing. `variation` is the last point's and `assurance` what the last limits say of its target; None without an
    icon."""

    quarters: list[dt.date]
    values: list[float | None]
    zeros: list[dt.date]
    noted: list[tuple[dt.date, float]]
    pieces: list[Piece]
    types: list[str]
    causes: list[str]
    targets: list[float | None]
    variation: str | None
    assurance: str | None

    @property
    def last(self) -> Piece:
        return self.pieces[-1]

    @property
    def last_at(self) -> int:
        """Which quarter has the last point: its figure, its icon and its target are about that quarter."""
        return max(at for at, value in enumerate(self.values) if value is not None)

    @property
    def is_high(self) -> bool:
        """Of the last point's special cause."""
        return self.causes[self.last_at] in spc.HIGH

    @property
    def target(self) -> float | None:
        """What the last figure is held against."""
        return self.targets[self.last_at]

    @property
    def points(self) -> int:
        return sum(value is not None for value in self.values)

    @property
    def flagged(self) -> int:
        return sum(each != spc.COMMON for each in self.causes)

    @property
    def drawn(self) -> list[float | None]:
        """`values` with what is noted."""
        noted = dict(self.noted)
        return [noted.get(quarter, value) for quarter, value in zip(self.quarters, self.values, strict=True)]

    def piece_of(self, at: int) -> Piece:
        return next(piece for piece in self.pieces if piece.start <= at < piece.end)

    def known(self, piece: Piece) -> list[tuple[dt.date, float]]:
        """The points of a piece."""
        pairs = zip(self.quarters, self.values, strict=True)
        return [(quarter, value) for quarter, value in list(pairs)[piece.start : piece.end] if value is not None]

    def changes(self, piece: Piece) -> list[tuple[dt.date, float, float]]:
        """(quarter, from, to) wherever a point of the piece differs from the one before it."""
        pairs = itertools.pairwise(self.known(piece))
        return [(quarter, before, after) for (_q, before), (quarter, after) in pairs if before != after]


def process(
    figures: Mapping[dt.date, float | None],
    *,
    direction: str,
    on_log: bool = False,
    most: float = math.inf,
    rebase_at: Sequence[dt.date] = (),
    left_out: Collection[dt.date] = (),
    target_at: Callable[[dt.date], float | None] = lambda quarter: None,
) -> Process | None:
    """`figures` by quarter; a quarter between the first and the last that is not there, or None, is a gap. No
    figure is below 0 or above `most`. `rebase_at` outside the series, or before a segment without points, is left out.
    `left_out`: quarters whose figures are in no limit and no rule. `target_at` a quarter, in the figures' unit. None
    when there is nothing to draw."""
    known = sorted(quarter for quarter, value in figures.items() if value is not None)
    quarters = run(known[0], known[-1]) if known else []
    noted = [(quarter, float(figures[quarter])) for quarter in known if quarter in left_out]
    zeros = [quarter for quarter in known if on_log and figures[quarter] <= 0 and quarter not in left_out]
    values = [None if quarter in zeros or quarter in left_out else figures.get(quarter) for quarter in quarters]
    if not any(value is not None for value in values):
        return None
    scaled = [None if value is None else math.log(value) if on_log else float(value) for value in values]
    chart = spc.xmr(scaled, rebase_at=_starts(quarters, scaled, rebase_at))
    pieces = [_piece(segment, values, on_log, most) for segment in chart.segments]
    # A label counts only where its segment has limits.
    shown = [piece.kind == LIMITS for piece in pieces for _at in range(piece.start, piece.end)]
    causes = [cause if limits else spc.COMMON for cause, limits in zip(chart.special_causes, shown, strict=True)]
    types = spc.point_types(spc.Chart(chart.segments, causes), direction)
    targets = [target_at(quarter) for quarter in quarters]
    read = Process(quarters, values, zeros, noted, pieces, types, causes, targets, None, None)
    if (last := read.last).kind != LIMITS:
        return read
    assurance = spc.assurance(direction, read.target, last.lower, last.upper)
    return read._replace(variation=types[read.last_at], assurance=assurance)


def _starts(quarters, values, rebase_at) -> list[int]:
    """Indices at which a segment can start: every segment keeps a value."""
    starts = sorted({quarters.index(quarter) for quarter in rebase_at if quarter in quarters[1:]})
    kept, begin = [], 0
    for start in starts:
        if any(value is not None for value in values[begin:start]) and any(v is not None for v in values[start:]):
            kept.append(start)
            begin = start
    return kept


def _piece(segment, values, on_log, most) -> Piece:
    inside = values[segment.start : segment.end]
    present = [value for value in inside if value is not None]
    back = (lambda line: math.exp(min(line, HIGHEST_LOG))) if on_log else float
    if len(present) < spc.FEWEST:
        return Piece(segment.start, segment.end, FEW, float(statistics.median(present)))
    if segment.near is None:
        apart = not any(a is not None and b is not None for a, b in itertools.pairwise(inside))
        kind = FLAT if len(set(present)) == 1 else APART if apart else STEP
        return Piece(segment.start, segment.end, kind, float(present[0]) if kind == FLAT else back(segment.mean))
    lines = (min(max(back(line), 0.0), most) for line in (segment.mean, segment.lower, segment.upper, *segment.near))
    return Piece(segment.start, segment.end, LIMITS, *lines)
