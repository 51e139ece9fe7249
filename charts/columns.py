"""Columns, and what they are held against."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from charts.base import (
    CONFIG,
    DASHED,
    FONT_SIZE,
    INK,
    SOLID,
    Band,
    Size,
    legend,
    quoted,
    time_axis,
    whole_ticks,
)

TWO_LINES = {"labelExpr": "split(datum.label, ' ')", "labelAngle": 0}  # the month over its year: a phone is narrow


def columns_against(
    bands: Sequence[Band],
    columns: Sequence[tuple[dt.date, int, int]],
    levels: Sequence[tuple[Band, float, dt.date, dt.date]],
    *,
    marks: Sequence[tuple[dt.date, str]] = (),
    ticks: Sequence[tuple[dt.date, str]],
    size: Size,
) -> dict:
    """A column for each month that has a number, against levels that hold from one month to another.

    columns: (month, number, which of the bands). levels: (name, level, first month, last month), the first over all
    months. marks: (month, text) at the base line, where a column of nil and none at all would look alike. Months are
    their first days.
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
    fill = {"field": "band", "type": "nominal", "scale": named, "legend": legend(size, symbolType="square")}
    dash, stroke = _lines([band for band, *_of in levels], size)
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
            {
                "data": {"values": [{"from": _day_of(month, 15), "number": 0, "text": text} for month, text in marks]},
                "mark": {"type": "text", "baseline": "bottom", "fontSize": FONT_SIZE, "color": INK},
                "encoding": {"x": x, "y": y, "text": {"field": "text", "type": "nominal"}},
            },
        ],
    }


def columns_and_levels(
    column: Band,
    mark: Band,
    line: Band,
    places: Sequence[tuple[str, float | None, float | None]],
    *,
    level: float,
    top: float,
    label: Callable[[int], str],
    size: Size,
) -> dict:
    """A column at each of a few places, with a dashed mark of its own to compare it with, and one line across all.

    places: (name, column, mark); what is None is not drawn. label: the words of a number on the axis.
    """
    order = [name for name, *_of in places]
    values = whole_ticks(max(1, int(top)))
    names = ", ".join(f"'{value}': {quoted(label(value))}" for value in values)
    x = {
        "field": "place",
        "type": "ordinal",
        "scale": {"domain": order},
        "axis": {"title": None, "domain": True} | TWO_LINES,
    }
    axis = {"title": None, "values": values, "labelExpr": f"({{{names}}})[toString(datum.value)]"}
    y = {"field": "number", "type": "quantitative", "scale": {"domain": [0, max(top, 1) * 1.05], "nice": False}}
    fill = {"domain": [column.label], "range": [column.colour]}
    dash, stroke = _lines([replace(mark, dashed=True), replace(line, dashed=False)], size)
    columns = [
        {"place": name, "number": number, "name": column.label} for name, number, _m in places if number is not None
    ]
    marks = [{"place": name, "number": number, "name": mark.label} for name, _c, number in places if number is not None]
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
                    "fill": {"field": "name", "type": "nominal", "scale": fill, "legend": legend(size)},
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


def _lines(bands, size):
    """How lines with a name are dashed and coloured, with one key for both."""
    key = legend(size, symbolType="stroke", symbolSize=400)
    names = [band.label for band in bands]
    dashes, colours = [DASHED if band.dashed else SOLID for band in bands], [band.colour for band in bands]
    return tuple(
        {"field": "name", "type": "nominal", "scale": {"domain": names, "range": kinds}, "legend": key}
        for kinds in (dashes, colours)
    )
