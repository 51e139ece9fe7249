"""Funnel plots: a dot for each force between limits, named where the person may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts import CONTEXT, DASHED, FONT_SIZE, INK, NAVY, PLUM, SOLID, Size
from dashboard.measures.specs.base import AXIS, LITERAL, WHOLE, layer

SHAPES = {"above": "triangle-up", "below": "triangle-down", "within": "circle"}


@dataclass(frozen=True)
class Dot:
    """`rate` from 0 to 1; `side` is above, below or within. Written beside the dot is the name, "" for nothing; it is
    a link where there is a `url`, read out as `said`."""

    name: str
    denominator: int
    rate: float
    side: str
    url: str = ""
    said: str = ""


def funnel_chart(
    dots: Sequence[Dot],
    curves: Mapping[str, Sequence[tuple[int, float, float]]],
    target: float,
    *,
    across: str,
    size: Size,
) -> dict:
    """`curves`: by level, "95" and "99.8", (denominator, lower, upper) as shares from 0 to 1. `across`: of the axis."""
    most = max(dot.denominator for dot in dots) * 1.05
    highest = 1.2 * max(target, *(dot.rate for dot in dots))  # the limits of the smallest may leave the picture
    x = {
        "field": "n",
        "type": "quantitative",
        "scale": {"domain": [0, most], "nice": False},
        "axis": {
            "title": across,
            "titleFontWeight": "normal",
            "titleFontSize": FONT_SIZE,
            "grid": False,
            "tickCount": 5,
        },
    }
    y = {
        "field": "rate",
        "type": "quantitative",
        "scale": {"domain": [0, min(1, highest) or 1], "nice": False},
        "axis": {"title": None, "format": ".0%", "tickCount": 6},
    }
    return WHOLE | {
        "width": size.width - AXIS,
        "height": size.height + 40,
        "layer": [
            *(_curve(level, rows, x, y) for level, rows in curves.items()),
            layer([{"rate": target}], {"type": "rule", "stroke": CONTEXT, "strokeWidth": 2}, y=y),
            *_dots(dots, x, y),
        ],
    }


def _curve(level, rows, x, y):
    points = [
        {"n": n, "rate": limit, "side": side} for n, *limits in rows for side, limit in zip("lu", limits, strict=True)
    ]
    dash = DASHED if level == "95" else SOLID
    mark = {"type": "line", "stroke": INK, "strokeWidth": 1.3, "strokeDash": dash, "clip": True}
    return layer(points, mark, x=x, y=y, detail={"field": "side"})


def _dots(dots, x, y):
    rows = [
        {"n": dot.denominator, "rate": dot.rate, "name": dot.name, "url": dot.url, "said": dot.said}
        | {"shape": SHAPES[dot.side], "colour": NAVY if dot.side == "within" else PLUM}
        for dot in dots
    ]
    look = {"shape": {"field": "shape", **LITERAL}, "color": {"field": "colour", **LITERAL}}
    point = {"type": "point", "filled": True, "opacity": 1, "size": 70, "aria": False}
    words = {"type": "text", "align": "left", "dx": 8, "fontSize": 13, "color": INK}
    named = {"text": {"field": "name", "type": "nominal"}, "description": {"field": "said"}}
    if any(dot.url for dot in dots):
        named["href"] = {"field": "url"}
    return [layer(rows, point, x=x, y=y, **look), layer([row for row in rows if row["name"]], words, x=x, y=y, **named)]
