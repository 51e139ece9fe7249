"""How one series is shown: the rules of measures/spc.py with the gates that stand above them. Pure.

Fewer than 13 points in a segment: its median, no limits, no icon. No variation: its mean, no limits, no icon. Average
days are skewed, so they are worked out on the logarithm and shown in days again.
"""

import datetime as dt
import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from measures import spc
from measures.quarters import run

LIMITS, FEW, FLAT = "limits", "few", "flat"


@dataclass(frozen=True)
class Piece:
    """A segment as it is drawn, in the measure's own unit. `start` and `end` (exclusive) count quarters; `centre` is a
    mean, or a median where there are too few points. `lower` and `upper` are None without limits."""

    start: int
    end: int
    kind: str
    centre: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Process:
    """`values` has None for a quarter that is missing. `types` has a label a quarter (measures.spc.point_types),
    `highs` whether its special cause is a high one, `targets` what it is held against, None for nothing. `variation` is
    the last point's and `assurance` what the last limits say of its target; None without an icon."""

    quarters: list[dt.date]
    values: list[float | None]
    pieces: list[Piece]
    types: list[str]
    highs: list[bool]
    targets: list[float | None]
    variation: str | None
    is_high: bool
    assurance: str | None

    @property
    def last(self) -> Piece:
        return self.pieces[-1]

    @property
    def last_at(self) -> int:
        """Which quarter has the last figure."""
        return max(at for at, value in enumerate(self.values) if value is not None)

    @property
    def target(self) -> float | None:
        """What the last figure is held against."""
        return self.targets[self.last_at]

    @property
    def points(self) -> int:
        return sum(value is not None for value in self.values)

    @property
    def flagged(self) -> int:
        return sum(each != "common_cause" for each in self.types)


def process(
    figures: Mapping[dt.date, float | None],
    *,
    direction: str,
    on_log: bool = False,
    rebase_at: Sequence[dt.date] = (),
    target_at: Callable[[dt.date], float | None] = lambda quarter: None,
) -> Process | None:
    """`figures` by quarter; a quarter between the first and the last that is not there, or None, is a gap. `rebase_at`
    outside the series, or before a segment without figures, is left out. `target_at` a quarter, in the figures' unit.
    None when there is no figure."""
    known = sorted(quarter for quarter, value in figures.items() if value is not None)
    if not known:
        return None
    quarters = run(known[0], known[-1])
    values = [figures.get(quarter) for quarter in quarters]
    scaled = [_scaled(value, on_log) for value in values]
    if not any(value is not None for value in scaled):
        return None
    chart = spc.xmr(scaled, rebase_at=_starts(quarters, scaled, rebase_at))
    pieces = [_piece(segment, scaled, on_log) for segment in chart.segments]
    types, highs = _types(chart, pieces, direction)
    last, at = pieces[-1], max(at for at, value in enumerate(scaled) if value is not None)
    shown = last.kind == LIMITS
    targets = [target_at(quarter) for quarter in quarters]
    return Process(
        quarters,
        values,
        pieces,
        types,
        highs,
        targets,
        types[at] if shown else None,
        highs[at],
        spc.assurance(direction, targets[at], last.lower, last.upper) if shown else None,
    )


def _scaled(value, on_log):
    if value is None or (on_log and value <= 0):
        return None
    return math.log(value) if on_log else float(value)


def _starts(quarters, values, rebase_at) -> list[int]:
    """Indices at which a segment can start: every segment keeps a value."""
    starts = sorted({quarters.index(quarter) for quarter in rebase_at if quarter in quarters[1:]})
    kept, begin = [], 0
    for start in starts:
        if any(value is not None for value in values[begin:start]) and any(v is not None for v in values[start:]):
            kept.append(start)
            begin = start
    return kept


def _piece(segment, values, on_log) -> Piece:
    present = [value for value in values[segment.start : segment.end] if value is not None]
    back = math.exp if on_log else float
    if len(present) < spc.FEWEST:
        return Piece(segment.start, segment.end, FEW, back(statistics.median(present)), None, None)
    if segment.lower is None:
        return Piece(segment.start, segment.end, FLAT, back(segment.mean), None, None)
    return Piece(segment.start, segment.end, LIMITS, *map(back, (segment.mean, segment.lower, segment.upper)))


def _types(chart, pieces, direction):
    """A label counts only where its segment has limits."""
    types, causes = spc.point_types(chart, direction), list(chart.special_causes)
    for piece in pieces:
        if piece.kind != LIMITS:
            for at in range(piece.start, piece.end):
                types[at], causes[at] = "common_cause", spc.COMMON
    return types, [cause in spc.HIGH for cause in causes]
