"""Up to four series over time. A quarter without a value breaks its line."""

import datetime as dt
from collections.abc import Sequence

from charts import SOLID, Size, legend
from measures.figures.specs.base import AXIS, MIDDLE, WHOLE, layer, time, values

DASHES = (SOLID, [7, 3], [2, 2], [9, 2, 2, 2])


def lines_over_time(
    series: Sequence[tuple[str, str, Sequence[tuple[dt.date, float | None]]]], *, ticks, size: Size, unit: str
) -> dict:
    """(name, colour, points by quarter) each, told apart by dashes as well as colours."""
    if len(series) > len(DASHES):
        raise ValueError("at most four categories")
    rows = [
        {"day": (quarter + MIDDLE).isoformat(), "value": value, "name": name}
        for name, _colour, points in series
        for quarter, value in points
    ]
    names = [name for name, *_rest in series]
    key = legend(size, symbolType="stroke", symbolSize=400)

    def by_name(kinds):
        return {"field": "name", "type": "nominal", "scale": {"domain": names, "range": kinds}, "legend": key}

    chart = layer(
        rows,
        {"type": "line", "strokeWidth": 2.5},
        x=time("day", ticks),
        y=values(max((row["value"] for row in rows if row["value"] is not None), default=1), unit),
        stroke=by_name([colour for _name, colour, _points in series]),
        strokeDash=by_name(list(DASHES[: len(names)])),
    )
    return WHOLE | {"width": size.width - AXIS, "height": size.height} | chart
