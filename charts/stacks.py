"""Categories of whole numbers over time, one upon the other."""

import datetime as dt
import itertools
from collections.abc import Sequence

from charts.base import (
    CONFIG,
    DASHED,
    FONT_SIZE,
    INK,
    LABEL_GAP,
    SOLID,
    Band,
    Size,
    legend,
    time_axis,
    whole_ticks,
)


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
        "legend": legend(
            size, symbolType="square", symbolSize=200, symbolStrokeColor=INK, symbolStrokeWidth=1, offset=12
        ),
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


def _stacked(bands, day, numbers):
    bottom = 0
    for band, number in zip(bands, numbers, strict=True):
        yield {"day": day.isoformat(), "band": band.label, "from": bottom, "to": bottom + number}
        bottom += number


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
