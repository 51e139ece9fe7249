"""What the specs of measures have in common."""

import datetime as dt
from collections.abc import Sequence

from charts import CONFIG, time_axis

WHOLE = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "config": CONFIG | {"legend": CONFIG["legend"] | {"layout": {"top": {"direction": "vertical", "anchor": "start"}}}},
    "padding": {"left": 4, "top": 4, "bottom": 4, "right": 8},
}
LITERAL = {"type": "nominal", "scale": None, "legend": None}  # the rows say the colour and the shape themselves
MIDDLE = dt.timedelta(days=45)  # a quarter's point stands in its middle
Ticks = Sequence[tuple[dt.date, str]]
AXIS = 70  # pixels for the labels of the values


def time(field: str, ticks: Ticks, span: tuple[dt.date, dt.date] | None = None) -> dict:
    """`span`: the first and the last day of the axis, where the data shall not say it."""
    scale = {"type": "utc"}
    if span:
        scale["domain"] = [{"year": day.year, "month": day.month, "date": day.day, "utc": True} for day in span]
    return {"field": field, "type": "temporal", "scale": scale, "axis": time_axis(ticks)}


def named(names: Sequence[str], kinds: Sequence, legend: dict | None) -> dict:
    """A nominal scale of the field "name", with a key."""
    scale = {"domain": list(names), "range": list(kinds)}
    return {"field": "name", "type": "nominal", "scale": scale, "legend": legend}


def reach(top: float, unit: str) -> float:
    """A little above `top`, and of a share never above all."""
    return min(top * 1.08, 100) if unit == "%" and top <= 100 else top * 1.08


def values(top: float, unit: str, *, ticks: int = 5) -> dict:
    """Quantities from 0 to a little above `top`."""
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, reach(top, unit) or 1], "nice": False},
        "axis": {"title": None, "tickCount": ticks, "format": ",~f", "labelExpr": f"datum.label + '{unit}'"},
    }


def layer(rows: Sequence[dict], mark: dict, **encoding) -> dict:
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": encoding}
