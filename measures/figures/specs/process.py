"""XmR charts: points, means and limits by segment, dated marks, and a key of lines and shapes."""

import datetime as dt
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from charts import CONTEXT, DARK, DASHED, FONT_SIZE, INK, NAVY, ORANGE, PAPER, PLUM, SOLID, TEAL, Size, legend, spread
from measures.figures.specs.base import AXIS, MIDDLE, WHOLE, Ticks, layer, named, reach, time, values
from measures.process import Piece, Process
from stats import spc

USUAL, BETTER, WORSE, HIGH, LOW, NOTED = "usual", "better", "worse", "high", "low", "noted"
KINDS = {
    "common_cause": USUAL,
    "special_cause_improvement": BETTER,
    "special_cause_concern": WORSE,
    "special_cause_neutral_high": HIGH,
    "special_cause_neutral_low": LOW,
}
# Two circles, the inner one the other way round, so that it is left free.
RING = "M-1.2,0A1.2,1.2,0,1,0,1.2,0A1.2,1.2,0,1,0,-1.2,0ZM-0.8,0A0.8,0.8,0,1,1,0.8,0A0.8,0.8,0,1,1,-0.8,0Z"
# By kind and whether the point is a high one: shape as well as colour, circle usual, triangle up or down, diamond
# neutral, hollow what a note leaves out.
SHAPES = {
    (USUAL, False): ("circle", DARK),
    (BETTER, True): ("triangle-up", NAVY),
    (BETTER, False): ("triangle-down", NAVY),
    (WORSE, True): ("triangle-up", ORANGE),
    (WORSE, False): ("triangle-down", ORANGE),
    (HIGH, True): ("diamond", PLUM),
    (LOW, False): ("diamond", PLUM),
    (NOTED, False): (RING, DARK),
}
STROKES = {
    "figures": (CONTEXT, SOLID),
    "centre": (INK, SOLID),
    "limits": (INK, DASHED),
    "target": (NAVY, [9, 2, 2, 2]),
}
LABEL_GAP, LABEL_SIZE = 16, 13  # pixels between what is written beside lines, and its size
KEY = 400  # pixels that a name in the key may be wide


LETTER, ROW = 8, 17  # pixels that a letter and a row of what is written take


@dataclass(frozen=True)
class Mark:
    """Something dated: a line across the chart, or a short one at its foot, with words."""

    day: dt.date
    text: str
    strong: bool = True


@dataclass(frozen=True)
class ChartKey:
    """The key: what each line ("figures", "centre", "limits", "target") and each (kind, is high) is called. What has no
    name is not drawn."""

    lines: Mapping[str, str]
    kinds: Mapping[tuple[str, bool], str]


def kind_at(process: Process, at: int) -> tuple[str, bool]:
    if process.quarters[at] in dict(process.noted):
        return NOTED, False
    return KINDS[process.types[at]], process.causes[at] in spc.HIGH


def process_chart(
    process: Process,
    marks: Sequence[Mark],
    names: ChartKey,
    *,
    ticks: Ticks,
    size: Size,
    unit: str,
    target: Callable[[float], str],
    beside: Callable[[Piece], Mapping[str, str]],
) -> dict:
    """`target`: the words of a target. `beside`: those of the last segment's lines, by "centre", "upper" and "lower".
    They stand beside the lines where the picture is wide enough; in a narrow one they are in the key."""
    width, top = size.width - AXIS, top_of([process])
    chart = chart_of(process, marks, names, ticks=ticks, size=size, width=width, top=top, unit=unit, target=target)
    if size.words:
        lines = [(getattr(process.last, line), text) for line, text in beside(process.last).items()]
        if process.targets[-1] is not None:
            lines.append((process.targets[-1], target(process.targets[-1])))
        chart["layer"].append(_beside(lines, reach(top, unit) or 1, width, size.height))
    return WHOLE | chart


def top_of(processes) -> float:
    """The highest of all that is drawn."""
    reaching = [
        value
        for process in processes
        for value in (*process.drawn, *process.targets, *(piece.upper for piece in process.pieces))
    ]
    centres = [piece.centre for process in processes for piece in process.pieces]
    return max(*(value for value in reaching if value is not None), *centres)


def chart_of(process, marks, names, *, ticks, size, width, top, unit, target, span=None):
    small, height = size.height < 150, size.height
    y = values(top, unit, ticks=3 if small else 5)

    def x(field):
        return time(field, ticks, span)

    layers = [
        *marks_layers(marks, process, ticks, width, height),
        *_lines(process, names, size, x, y),
        *_targets(process, x, y, target),
        _points(process, names, size, x, y, size_of=28 if small else 70),
        *names_layers(marks, process, ticks, width),
    ]
    return {"width": width, "height": height, "layer": layers}


def _lines(process, names, size, x, y):
    """The figures joined, and the straight lines of each segment and target, under one key."""
    rows = []
    for piece in process.pieces:
        across = {
            "from": process.quarters[piece.start].isoformat(),
            "to": (process.quarters[piece.end - 1] + 2 * MIDDLE).isoformat(),
        }
        rows.append(across | {"value": piece.centre, "name": names.lines["centre"]})
        for limit in (piece.lower, piece.upper):
            if limit is not None:
                rows.append(across | {"value": limit, "name": names.lines["limits"]})
    rows += [row | {"name": names.lines["target"]} for row in _held(process)]
    key = legend(size, symbolType="stroke", symbolSize=400, labelLimit=KEY)
    drawn = [STROKES[line] for line in names.lines]
    look = {
        "stroke": named(names.lines.values(), [colour for colour, _dash in drawn], key),
        "strokeDash": named(names.lines.values(), [dash for _colour, dash in drawn], key),
    }
    figures, run, starts = [], 0, {piece.start for piece in process.pieces}
    for at, value in enumerate(process.values):
        run += value is None or at in starts  # a gap and a new segment break the line
        if value is not None:
            day = (process.quarters[at] + MIDDLE).isoformat()
            figures.append({"day": day, "value": value, "run": run, "name": names.lines["figures"]})
    return [
        layer(rows, {"type": "rule", "strokeWidth": 1.5}, x=x("from"), x2={"field": "to"}, y=y, **look),
        layer(figures, {"type": "line", "strokeWidth": 1.5}, x=x("day"), y=y, detail={"field": "run"}, **look),
    ]


def _held(process) -> list[dict]:
    """A line for each run of quarters that are held against the same target."""
    rows = []
    for value, run in itertools.groupby(zip(process.targets, process.quarters, strict=True), key=itemgetter(0)):
        if value is not None:
            days = [quarter for _value, quarter in run]
            to = (days[-1] + 2 * MIDDLE).isoformat()
            rows.append({"from": days[0].isoformat(), "to": to, "value": value})
    return rows


def _targets(process, x, y, words):
    """What is written where the line of an earlier target ends."""
    held = _held(process) if process.targets[-1] is None else _held(process)[:-1]
    rows = [row | {"text": words(row["value"])} for row in held]
    text = {"type": "text", "fontSize": FONT_SIZE, "color": INK, "align": "right", "baseline": "bottom", "dy": -3}
    shown = [row for row in rows if row["text"]]
    return [layer(shown, text, x=x("to"), y=y, text={"field": "text"})] if shown else []


def _beside(lines, top, width, height):
    """(value, text) each, moved apart where they lie close."""
    lines = sorted(lines)
    places = spread([value for value, _text in lines], gap=LABEL_GAP * top / height, low=0, high=top)
    rows = [{"value": place, "text": text} for place, (_value, text) in zip(places, lines, strict=True)]
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "fontSize": LABEL_SIZE, "color": INK}
    return layer(rows, mark, x={"value": width}, y={"field": "value", "type": "quantitative"}, text={"field": "text"})


def _points(process, names, size, x, y, *, size_of):
    rows = [
        {"day": (quarter + MIDDLE).isoformat(), "value": value, "name": names.kinds[kind_at(process, at)]}
        for at, (quarter, value) in enumerate(zip(process.quarters, process.drawn, strict=True))
        if value is not None
    ]
    looks = [SHAPES[kind] for kind in names.kinds]
    key = legend(size, symbolSize=90, labelLimit=KEY)
    return layer(
        rows,
        {"type": "point", "filled": True, "opacity": 1, "size": size_of, "strokeWidth": 0},
        x=x("day"), y=y,
        shape=named(names.kinds.values(), [shape for shape, _colour in looks], key),
        fill=named(names.kinds.values(), [colour for _shape, colour in looks], key),
    )  # fmt: skip


def marks_layers(marks, process, ticks, width, height):
    x, text = time("day", ticks), {"field": "text"}
    strong, light = ([_mark(mark) for mark in marks if mark.strong is kind] for kind in (True, False))
    numbers = _apart([mark for mark in marks if not mark.strong], process, width)
    layers = [
        layer(light, {"type": "rule", "stroke": TEAL, "strokeWidth": 2, "y": height, "y2": height - 12}, x=x),
        layer(numbers, {"type": "text", "fontSize": 12, "color": INK, "y": height - 19}, x=x, text=text),
        layer(strong, {"type": "rule", "stroke": PLUM, "strokeWidth": 2, "strokeDash": [6, 3]}, x=x),
    ]
    return [each for each in layers if each["data"]["values"]]


def names_layers(marks, process, ticks, width):
    """What is written beside each line across, above all else: to its left where there is room, and in the first row in
    which it covers nothing that is written already."""
    x, text, ends = time("day", ticks), {"field": "text"}, []
    first, last = process.quarters[0], process.quarters[-1] + 2 * MIDDLE
    layers = []
    for mark in sorted((mark for mark in marks if mark.strong), key=lambda mark: mark.day):
        at, letters = width * (mark.day - first) / (last - first), LETTER * len(mark.text)
        left = at > letters
        start, end = (at - letters, at) if left else (at, at + letters)
        row = next((row for row, covered in enumerate(ends) if covered < start), len(ends))
        ends[row : row + 1] = [end]
        look = {"type": "text", "fontSize": FONT_SIZE, "y": 9 + ROW * row}
        look |= {"align": "right", "dx": -5} if left else {"align": "left", "dx": 5}
        for drawn in ({"stroke": PAPER, "strokeWidth": 4, "aria": False}, {"color": INK}):
            layers.append(layer([_mark(mark)], look | drawn, x=x, text=text))
    return layers


def _mark(mark):
    return {"day": mark.day.isoformat(), "text": mark.text}


def _apart(marks, process, width):
    """What is written above short lines, moved so far apart that it can be read."""
    first, last = process.quarters[0].toordinal(), (process.quarters[-1] + 2 * MIDDLE).toordinal()
    letters = max((len(mark.text) for mark in marks), default=0)
    gap = min((7 * letters + 5) * (last - first) / width, (last - first) / max(1, len(marks)))
    days = spread([mark.day.toordinal() for mark in marks], gap=gap, low=first, high=last)
    return [
        _mark(mark) | {"day": dt.date.fromordinal(round(day)).isoformat()}
        for mark, day in zip(marks, days, strict=True)
    ]
