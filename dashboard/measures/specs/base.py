"""What the specs of measures have in common."""

import datetime as dt
from collections.abc import Sequence

from dashboard.charts import CONFIG, time_axis

WHOLE = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "config": CONFIG,
    "padding": {"left": 4, "top": 4, "bottom": 4, "right": 8},
}
LITERAL = {"type": "nominal", "scale": None, "legend": None}  # the rows say the colour and the shape themselves
MIDDLE = dt.timedelta(days=45)  # a quarter's point stands in its middle
Ticks = Sequence[tuple[dt.date, str]]
AXIS = 70  # pixels for the labels of the values


def time(field: str, ticks) -> dict:
    return {"field": field, "type": "temporal", "scale": {"type": "utc"}, "axis": time_axis(ticks)}


def values(top: float, unit: str, *, ticks: int = 5) -> dict:
    """Quantities from 0 to a little above `top`."""
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, top * 1.08 or 1], "nice": False},
        "axis": {"title": None, "tickCount": ticks, "format": ",~f", "labelExpr": f"datum.label + '{unit}'"},
    }


def layer(rows: Sequence[dict], mark: dict, **encoding) -> dict:
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": encoding}
