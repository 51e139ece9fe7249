"""Vega-Lite specs from data. Pure: what is written on a chart comes in translated, so no language is known here.

Headline, statistic and text alternative are in the page, which can be read out and translated; the picture holds the
key, the axes and the marks. Every chart has its table beside it.
"""

import datetime as dt
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

NAVY, TEAL, PLUM, ORANGE, DARK, LILAC = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"
FOCUS, CONTEXT, PAPER, INK, LINE = NAVY, "#BFBFBF", "#FFFFFF", "#0B0C0C", "#D9DCDE"
SOLID, DASHED = [1, 0], [3, 2]
FONT_SIZE, LABEL_GAP = 14, 17
CONFIG = {
    "font": "Arial, Liberation Sans, sans-serif",
    "background": PAPER,
    "view": {"stroke": None},
    "axis": {
        "labelAngle": 0,
        "labelFontSize": FONT_SIZE,
        "labelColor": INK,
        "gridColor": LINE,
        "domainColor": INK,
        "tickColor": INK,
    },
    "legend": {"labelFontSize": FONT_SIZE, "labelColor": INK, "title": None},
}


@dataclass(frozen=True)
class Band:
    """One category of a stack, named in the page's language."""

    label: str
    colour: str
    dashed: bool = False


@dataclass(frozen=True)
class Size:
    """In pixels. A narrow chart has its own picture: a wide one made smaller could not be read."""

    width: int
    height: int
    margin: int
    columns: int
    words: bool

    @classmethod
    def wide(cls):
        return cls(width=640, height=300, margin=170, columns=4, words=True)

    @classmethod
    def narrow(cls):
        return cls(width=270, height=260, margin=30, columns=1, words=False)

    @classmethod
    def panel(cls, *, columns: int):
        """One of several on a picture."""
        return cls(width=290, height=100, margin=30, columns=columns, words=False)


def stack_over_time(
    bands: Sequence[Band],
    points: Sequence[tuple[dt.date, Sequence[int]]],
    *,
    ticks: Sequence[tuple[dt.date, str]],
    size: Size,
) -> dict:
    """Whole numbers of up to four categories over time as steps, the first at the bottom.

    points: (day, a number for each band), by day. ticks: days to label, with their labels. Bands meet in a dark
    line and run from dark to light, so that the picture does not rest on colour; each ends in its last number.
    """
    if len(bands) > 4:
        raise ValueError("at most four categories")
    rows = [row for day, numbers in points for row in _stacked(bands, day, numbers)]
    names = [band.label for band in bands]
    top = max((row["to"] for row in rows), default=1)
    x = {
        "field": "day",
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": time_axis(ticks),
    }
    y = {
        "field": "from",
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {"title": None, "format": "d", "values": whole_ticks(top)},
    }
    colour = {
        "field": "band",
        "type": "nominal",
        "scale": {"domain": names, "range": [band.colour for band in bands]},
        "legend": {
            "orient": "top",
            "direction": "horizontal",
            "columns": size.columns,
            "symbolType": "square",
            "symbolSize": 200,
            "symbolStrokeColor": INK,
            "symbolStrokeWidth": 1,
            "labelLimit": size.width,
            "offset": 12,
        },
    }
    edge = {"interpolate": "step-after", "stroke": INK, "strokeWidth": 1}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": size.width - size.margin,
        "height": size.height,
        "padding": {"left": 4, "top": 4, "bottom": 4, "right": 4},
        "config": CONFIG,
        "data": {"values": rows},
        "encoding": {"x": x},
        "layer": [
            {
                "mark": {"type": "area", "interpolate": "step-after"},
                "encoding": {"y": y, "y2": {"field": "to"}, "fill": colour},
            },
            *(
                {
                    "mark": {"type": "line", **edge, "strokeDash": DASHED if band.dashed else SOLID},
                    "transform": [{"filter": {"field": "band", "equal": band.label}}],
                    "encoding": {"y": {"field": "to", "type": "quantitative"}},
                }
                for band in reversed(bands)
            ),
            _end_labels(bands, points, top, size),
        ],
    }


def panels_over_time(
    bands: Sequence[Band],
    panels: Sequence[tuple[str, Sequence[tuple[dt.date, Sequence[int]]]]],
    *,
    ticks: Sequence[tuple[dt.date, str]],
    size: Size,
) -> dict:
    """A small `stack_over_time` for each (title, points), with one key for all. `size.columns` panels to a row."""
    whole = {"$schema", "config", "padding"}
    parts = []
    for title, points in panels:
        stack = stack_over_time(bands, points, ticks=ticks, size=size)
        heading = {"text": title, "anchor": "start", "fontSize": FONT_SIZE, "color": INK, "offset": 4}
        parts.append({key: value for key, value in stack.items() if key not in whole} | {"title": heading})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": CONFIG,
        "padding": {"left": 4, "top": 4, "bottom": 4, "right": 4},
        "columns": size.columns,
        "spacing": 24,
        "concat": parts,
        "resolve": {"scale": {"fill": "shared"}, "legend": {"fill": "shared"}},
    }


def columns_against(
    bands: Sequence[Band],
    columns: Sequence[tuple[dt.date, int, int]],
    levels: Sequence[tuple[Band, float, dt.date, dt.date]],
    *,
    ticks: Sequence[tuple[dt.date, str]],
    size: Size,
) -> dict:
    """A column for each month that has a number, against levels that hold from one month to another.

    columns: (month, number, which of the bands). A month without a column has a gap, a month of nil its base line.
    levels: (name, level, first month, last month), the first over all months. Months are their first days.
    """
    rows = [
        {"from": _day_of(month, 4), "to": _day_of(month, 26), "number": number, "band": bands[band].label}
        for month, number, band in columns
    ]
    lines = [
        {"from": _day_of(first, 1), "to": _day_of(last, 28), "number": level, "name": band.label}
        for band, level, first, last in levels
    ]
    top = max(row["number"] for row in rows + lines)
    x = {"field": "from", "type": "temporal", "scale": {"type": "utc"}, "axis": time_axis(ticks)}
    y = {
        "field": "number",
        "type": "quantitative",
        "scale": {"domain": [0, top * 1.05], "nice": False},
        "axis": {"title": None, "format": ",d", "values": whole_ticks(int(top))},
    }
    used = [band for number, band in enumerate(bands) if any(column[2] == number for column in columns)] or bands[:1]
    named = {"domain": [band.label for band in used], "range": [band.colour for band in used]}
    legend = {
        "orient": "top",
        "direction": "horizontal",
        "columns": size.columns,
        "labelLimit": size.width,
        "offset": 8,
    }
    fill = {"field": "band", "type": "nominal", "scale": named, "legend": legend | {"symbolType": "square"}}
    dash, stroke = (
        {
            "field": "name",
            "type": "nominal",
            "scale": {"domain": [band.label for band, *_of in levels], "range": kinds},
            "legend": legend | {"symbolType": "stroke", "symbolSize": 400},
        }
        for kinds in (
            [DASHED if band.dashed else SOLID for band, *_of in levels],
            [band.colour for band, *_of in levels],
        )
    )
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": size.width - 60,
        "height": size.height,
        "padding": {"left": 4, "top": 4, "bottom": 4, "right": 4},
        "config": CONFIG,
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1},
                "encoding": {"x": x, "x2": {"field": "to"}, "y": y, "y2": {"datum": 0}, "fill": fill},
            },
            {
                "data": {"values": lines},
                "mark": {"type": "rule", "strokeWidth": 3},
                "encoding": {"x": x, "x2": {"field": "to"}, "y": y, "strokeDash": dash, "stroke": stroke},
            },
        ],
    }


def columns_and_levels(
    column: Band,
    mark: Band,
    line: Band,
    places: Sequence[tuple[str, float | None, float]],
    *,
    level: float,
    top: float,
    label: Callable[[int], str],
    size: Size,
) -> dict:
    """A column at each of a few places, with a dashed mark of its own to compare it with, and one line across all.

    places: (name, column, mark); a column that is None is not drawn. label: the words of a number on the axis.
    """
    order = [name for name, *_of in places]
    values = whole_ticks(max(1, int(top)))
    names = ", ".join(f"'{value}': {_quoted(label(value))}" for value in values)
    x = {"field": "place", "type": "ordinal", "scale": {"domain": order}, "axis": {"title": None, "domain": True}}
    axis = {"title": None, "values": values, "labelExpr": f"({{{names}}})[toString(datum.value)]"}
    y = {"field": "number", "type": "quantitative", "scale": {"domain": [0, max(top, 1) * 1.05], "nice": False}}
    legend = {
        "orient": "top",
        "direction": "horizontal",
        "columns": size.columns,
        "labelLimit": size.width,
        "offset": 8,
    }
    fill = {"domain": [column.label], "range": [column.colour]}
    dash, stroke = (
        {
            "field": "name",
            "type": "nominal",
            "scale": {"domain": [mark.label, line.label], "range": kinds},
            "legend": legend | {"symbolType": "stroke", "symbolSize": 400},
        }
        for kinds in ([DASHED, SOLID], [mark.colour, line.colour])
    )
    columns = [
        {"place": name, "number": number, "name": column.label} for name, number, _m in places if number is not None
    ]
    marks = [{"place": name, "number": number, "name": mark.label} for name, _c, number in places]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": size.width - 100,
        "height": size.height,
        "padding": {"left": 4, "top": 4, "bottom": 4, "right": 4},
        "config": CONFIG,
        "layer": [
            {
                "data": {"values": columns},
                "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1, "width": {"band": 0.5}},
                "encoding": {
                    "x": x,
                    "y": y | {"axis": axis},
                    "fill": {"field": "name", "type": "nominal", "scale": fill, "legend": legend},
                },
            },
            {
                "data": {"values": marks},
                "mark": {"type": "rule", "strokeWidth": 3},
                "encoding": {
                    "x": x | {"bandPosition": 0.1},
                    "x2": {"field": "place", "bandPosition": 0.9},
                    "y": y,
                    "strokeDash": dash,
                    "stroke": stroke,
                },
            },
            {
                "data": {"values": [{"number": level, "name": line.label}]},
                "mark": {"type": "rule", "strokeWidth": 3},
                "encoding": {"y": y, "strokeDash": dash, "stroke": stroke},
            },
        ],
    }


def _day_of(month, day):
    return month.replace(day=day).isoformat()


def year_ticks(days: Sequence[dt.date]) -> list[dt.date]:
    """The Januaries between the first and the last day; the firsts of months when there are fewer than two."""
    if not days:
        return []
    first, last = days[0], days[-1]
    months = [dt.date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    months = [month for month in months if first <= month <= last]
    years = [month for month in months if month.month == 1]
    if len(years) > 1:
        return years
    return months[:: max(1, -(-len(months) // 4))]


def whole_ticks(top: int) -> list[int]:
    """Whole numbers from 0 to top, at most seven, in steps of 1, 2, 5, 10 and so on."""
    steps = (digit * 10**power for power in itertools.count() for digit in (1, 2, 5))
    step = next(step for step in steps if top <= 6 * step)
    return list(range(0, top + 1, step))


def _stacked(bands, day, numbers):
    bottom = 0
    for band, number in zip(bands, numbers, strict=True):
        yield {"day": day.isoformat(), "band": band.label, "from": bottom, "to": bottom + number}
        bottom += number


def time_axis(ticks):
    """Days are labelled here, not by the renderer, whose months are English."""
    names = ", ".join(f"'{_milliseconds(day)}': {_quoted(label)}" for day, label in ticks)
    return {
        "title": None,
        "grid": False,
        "values": [{"year": day.year, "month": day.month, "date": day.day, "utc": True} for day, _label in ticks],
        "labelExpr": f"({{{names}}})[toString(time(datum.value))]",
        "labelFlush": True,
    }


def _milliseconds(day):
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp() * 1000)


def _quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _end_labels(bands, points, top, size):
    """The last number of each band at the right, moved apart where bands are thin."""
    last = list(_stacked(bands, *points[-1])) if points else []
    shown = [row for row in last if row["to"] > row["from"]]
    gap = LABEL_GAP * top / size.height
    at = spread([(row["from"] + row["to"]) / 2 for row in shown], gap=gap, low=0, high=top)
    values = [
        {
            "at": place,
            "text": f"{row['to'] - row['from']} {row['band']}" if size.words else str(row["to"] - row["from"]),
        }
        for place, row in zip(at, shown, strict=True)
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "fontSize": FONT_SIZE, "color": INK},
        "encoding": {
            "x": {"value": size.width - size.margin},
            "y": {"field": "at", "type": "quantitative"},
            "text": {"field": "text"},
        },
    }


def spread(places: Sequence[float], *, gap: float, low: float, high: float) -> list[float]:
    """Rising places moved as little as a sweep up and a sweep down need to be `gap` apart, inside low to high."""
    found = [max(place, low) for place in places]
    for index, (below, above) in enumerate(itertools.pairwise(list(found)), start=1):
        found[index] = max(above, found[index - 1] + gap, below)
    ceiling = high
    for index in reversed(range(len(found))):
        found[index] = min(found[index], ceiling)
        ceiling = found[index] - gap
    return found
