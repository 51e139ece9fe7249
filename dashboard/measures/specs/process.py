"""XmR charts: points, means and limits by segment, dated marks; and small ones of many forces."""

import itertools
from collections.abc import Callable, Sequence
from operator import itemgetter

from dashboard.charts import CONTEXT, DARK, DASHED, FONT_SIZE, INK, NAVY, ORANGE, PLUM, SOLID, Size
from dashboard.measures.specs.base import AXIS, LITERAL, MIDDLE, WHOLE, Ticks, layer, time, values
from dashboard.measures.specs.marks import Mark, marks_layers
from measures.process import Process

USUAL, BETTER, WORSE, HIGH, LOW = "usual", "better", "worse", "high", "low"
KINDS = {
    "common_cause": USUAL,
    "special_cause_improvement": BETTER,
    "special_cause_concern": WORSE,
    "special_cause_neutral_high": HIGH,
    "special_cause_neutral_low": LOW,
}
COLOURS = {USUAL: DARK, BETTER: NAVY, WORSE: ORANGE, HIGH: PLUM, LOW: PLUM}
TARGET = [9, 2, 2, 2]  # dashes


def kind_of(label: str) -> str:
    return KINDS[label]


def _shape(kind: str, high: bool) -> str:
    """Shape as well as colour: circle usual, triangle up or down, diamond neutral."""
    if kind == USUAL:
        return "circle"
    if kind in (HIGH, LOW):
        return "diamond"
    return "triangle-up" if high else "triangle-down"


def process_chart(
    process: Process,
    marks: Sequence[Mark],
    *,
    ticks: Ticks,
    size: Size,
    unit: str,
    target: Callable[[float], str],
) -> dict:
    """`target`: the words of a target, beside its line."""
    width = size.width - AXIS
    return WHOLE | _chart(process, marks, ticks=ticks, width=width, height=size.height, unit=unit, target=target)


def small_multiples(panels: Sequence[tuple[str, Process]], *, ticks: Ticks, size: Size, unit: str) -> dict:
    """A small chart for each (title, process), each on its own scale, in the order given."""
    width = size.width - size.margin
    parts = [
        _chart(process, (), ticks=ticks, width=width, height=size.height, unit=unit, target=lambda value: "")
        | {"title": {"text": title, "anchor": "start", "fontSize": FONT_SIZE - 1, "color": INK, "offset": 4}}
        for title, process in panels
    ]
    spacing = {"row": 54, "column": 46}  # for titles and axes, so that all charts are in line
    return WHOLE | {"columns": size.columns, "bounds": "flush", "spacing": spacing, "concat": parts}


def _chart(process, marks, *, ticks, width, height, unit, target):
    small = height < 150
    reaching = [*process.values, *process.targets, *(piece.upper for piece in process.pieces)]
    top = max(value for value in reaching if value is not None)
    y = values(top, unit, ticks=3 if small else 5)
    layers = [
        *marks_layers(marks, process, ticks, width, height),
        *_lines(process, ticks, y),
        *_targets(process, ticks, y, target),
        *_points(process, ticks, y, size=28 if small else 70),
    ]
    return {"width": width, "height": height, "layer": layers}


def _lines(process, ticks, y):
    centres, limits = [], []
    for piece in process.pieces:
        across = {
            "from": process.quarters[piece.start].isoformat(),
            "to": (process.quarters[piece.end - 1] + 2 * MIDDLE).isoformat(),
        }
        centres.append(across | {"value": piece.centre})
        if piece.lower is not None:
            limits += [across | {"value": max(0, piece.lower)}, across | {"value": piece.upper}]
    return [
        layer(
            rows,
            {"type": "rule", "strokeWidth": 1.5, "stroke": INK, "strokeDash": dash},
            x=time("from", ticks), x2={"field": "to"}, y=y,
        )
        for rows, dash in ((centres, SOLID), (limits, DASHED))
        if rows
    ]  # fmt: skip


def _targets(process, ticks, y, words):
    """A line for each run of quarters that are held against the same target, with its words where it ends."""
    rows = []
    for value, run in itertools.groupby(zip(process.targets, process.quarters, strict=True), key=itemgetter(0)):
        if value is not None:
            days = [quarter for _value, quarter in run]
            across = {"from": days[0].isoformat(), "to": (days[-1] + 2 * MIDDLE).isoformat()}
            rows.append(across | {"value": value, "text": words(value)})
    line = {"type": "rule", "stroke": NAVY, "strokeWidth": 2, "strokeDash": TARGET}
    name = {"type": "text", "fontSize": FONT_SIZE, "color": INK, "align": "right", "baseline": "bottom", "dy": -3}
    x = time("from", ticks)
    layers = [
        layer(rows, line, x=x, x2={"field": "to"}, y=y),
        layer([row for row in rows if row["text"]], name, x=time("to", ticks), y=y, text={"field": "text"}),
    ]
    return [each for each in layers if each["data"]["values"]]


def _points(process, ticks, y, *, size):
    rows, run, starts = [], 0, {piece.start for piece in process.pieces}
    for at, value in enumerate(process.values):
        run += value is None or at in starts  # a gap and a new segment break the line
        if value is not None:
            kind = kind_of(process.types[at])
            shape = _shape(kind, process.highs[at])
            day = (process.quarters[at] + MIDDLE).isoformat()
            rows.append({"day": day, "value": value, "run": run, "shape": shape, "colour": COLOURS[kind]})
    x = time("day", ticks)
    return [
        layer(rows, {"type": "line", "stroke": CONTEXT, "strokeWidth": 1.5}, x=x, y=y, detail={"field": "run"}),
        layer(
            rows,
            {"type": "point", "filled": True, "opacity": 1, "size": size},
            x=x, y=y, shape={"field": "shape", **LITERAL}, color={"field": "colour", **LITERAL},
        ),
    ]  # fmt: skip
