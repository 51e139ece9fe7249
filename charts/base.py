"""Vega-Lite specs from data. Pure: what is written on a chart comes in translated, so no language is known here.

Headline, statistic and text alternative are in the page, which can be read out and translated; the picture holds the
key, the axes and the marks. Every chart has its table beside it.
"""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

NAVY, TEAL, PLUM, ORANGE, DARK = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D"
CONTEXT, PAPER, INK, LINE = "#BFBFBF", "#FFFFFF", "#0B0C0C", "#D9DCDE"
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


def legend(size: Size, **more) -> dict:
    """A key above the picture."""
    common = {"orient": "top", "direction": "horizontal", "columns": size.columns, "labelLimit": size.width}
    return common | {"offset": 8} | more


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


def time_axis(ticks):
    """Days are labelled here, not by the renderer, whose months are English."""
    names = ", ".join(f"'{_milliseconds(day)}': {quoted(label)}" for day, label in ticks)
    return {
        "title": None,
        "grid": False,
        "values": [{"year": day.year, "month": day.month, "date": day.day, "utc": True} for day, _label in ticks],
        "labelExpr": f"({{{names}}})[toString(time(datum.value))]",
        "labelFlush": True,
    }


def _milliseconds(day):
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp() * 1000)


def quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
