"""What is dated on a chart besides its figures."""

import datetime as dt
from dataclasses import dataclass

from charts import FONT_SIZE, INK, PAPER, PLUM, TEAL, spread
from measures.figures.specs.base import MIDDLE, layer, time

LETTER, ROW = 8, 17  # pixels that a letter and a row of what is written take


@dataclass(frozen=True)
class Mark:
    """Something dated: a line across the chart, or a short one at its foot, with words."""

    day: dt.date
    text: str
    strong: bool = True


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
