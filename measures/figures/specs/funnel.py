"""Funnel plots: a dot for each force between limits, named where the person may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charts import CONTEXT, DASHED, FONT_SIZE, INK, NAVY, ORANGE, PLUM, SOLID, Size, legend, spread
from measures.figures.specs.base import AXIS, LITERAL, WHOLE, layer, named

LINES = {
    "all": (CONTEXT, SOLID),
    "95": (INK, DASHED),
    "99.8": (INK, SOLID),
    "95 widened": (ORANGE, [9, 3]),
    "99.8 widened": (ORANGE, SOLID),
}
GAP = 14  # pixels between what is written at the ends of lines
SHAPES = {"above": "triangle-up", "below": "triangle-down", "within": "circle"}


@dataclass(frozen=True)
class Dot:
    """`rate` from 0 to 1; `side` is above, below or within. Written beside the dot is the name, "" for nothing; it is
    a link where there is a `url`, read out as `said`. An `own` one has a ring and always its name."""

    name: str
    denominator: int
    rate: float
    side: str
    url: str = ""
    said: str = ""
    own: bool = False


def funnel_chart(
    dots: Sequence[Dot],
    curves: Mapping[str, Sequence[tuple[int, float, float]]],
    target: float,
    names: Mapping[str, str],
    ends: Mapping[str, str],
    *,
    across: str,
    size: Size,
) -> dict:
    """`curves`: by the names of `LINES`, (denominator, lower, upper) as shares from 0 to 1. `names`: of those and of
    "all", the line of all together; `ends`: shorter ones, where they leave the picture. `across`: of the axis."""
    most = max(dot.denominator for dot in dots) * 1.05
    # The limits of the smallest may leave the picture, those of the largest may not.
    reached = [max(points)[2] for points in curves.values()]
    highest = 1.2 * max(target, *reached, *(dot.rate for dot in dots))
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
    top = min(1, highest) or 1
    y = {
        "field": "rate",
        "type": "quantitative",
        "scale": {"domain": [0, top], "nice": False},
        "axis": {"title": None, "format": ".0%", "tickCount": 6},
    }
    key, drawn = legend(size, symbolType="stroke", symbolSize=400), ["all", *curves]
    look = {
        "stroke": named([names[line] for line in drawn], [LINES[line][0] for line in drawn], key),
        "strokeDash": named([names[line] for line in drawn], [LINES[line][1] for line in drawn], key),
    }
    all_of = [{"n": n, "rate": target, "name": names["all"], "side": ""} for n in (0, most)]
    rows = [
        {"n": n, "rate": limit, "name": names[line], "side": f"{line} {side}"}
        for line, points in curves.items()
        for n, *limits in points
        for side, limit in zip(("lower", "upper"), limits, strict=True)
    ]
    mark = {"type": "line", "strokeWidth": 1.5, "clip": True}
    width = size.width - AXIS
    return WHOLE | {
        "width": width,
        "height": size.height + 40,
        "layer": [
            layer(all_of + rows, mark, x=x, y=y, detail={"field": "side"}, **look),
            *_ends(curves, ends, most, top, width, size.height + 40),
            *_dots(dots, x, y, most),
        ],
    }


def _ends(curves, names, most, top, width, height):
    """The name of each line where it leaves the picture at the right."""
    ends = []
    for line, points in curves.items():
        _n, *limits = max(point for point in points if point[0] <= most)
        ends += [(limit, names[line]) for limit in limits if 0 < limit < top]
    ends.sort()
    places = spread([limit for limit, _level in ends], gap=GAP * top / height, low=0, high=top)
    rows = [{"rate": place, "text": level} for place, (_limit, level) in zip(places, ends, strict=True)]
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 5, "fontSize": 12, "color": INK}
    y = {"field": "rate", "type": "quantitative"}
    return [layer(rows, mark, x={"value": width}, y=y, text={"field": "text", "type": "nominal"})] if rows else []


def _dots(dots, x, y, most):
    rows = [
        {"n": dot.denominator, "rate": dot.rate, "name": dot.name, "url": dot.url, "said": dot.said, "own": dot.own}
        | {"shape": SHAPES[dot.side], "colour": NAVY if dot.side == "within" else PLUM}
        for dot in dots
    ]
    look = {"shape": {"field": "shape", **LITERAL}, "color": {"field": "colour", **LITERAL}}
    point = {"type": "point", "filled": True, "opacity": 1, "size": 70, "aria": False}
    ring = {"type": "point", "filled": False, "opacity": 1, "size": 260, "stroke": INK, "strokeWidth": 2.5}
    words = {"type": "text", "align": "left", "dx": 8, "fontSize": 13, "color": INK}
    text = {"text": {"field": "name", "type": "nominal"}, "description": {"field": "said"}}
    linked = {"href": {"field": "url"}} if any(dot.url for dot in dots) else {}
    others, own = ([row for row in rows if row["name"] and row["own"] is kind] for kind in (False, True))
    layers = [layer(rows, point, x=x, y=y, **look), layer(others, words, x=x, y=y, **text, **linked)]
    if own:
        # Its name is always there, so it is no link: names of links are shown on focus.
        layers.append(layer(own, ring, x=x, y=y, description={"field": "said"}, **linked))
        for left in (True, False):
            of_side = [row for row in own if (row["n"] < most / 2) is left]
            bold = words | {"fontWeight": "bold", "align": "left" if left else "right", "dx": 13 if left else -13}
            layers.append(layer(of_side, bold, x=x, y=y, text={"field": "name", "type": "nominal"}))
    return [each for each in layers if each["data"]["values"]]
