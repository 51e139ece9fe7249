"""Small charts of many forces, all on the same axes, with one key above."""

from collections.abc import Sequence

from charts import FONT_SIZE, INK, Size
from measures.figures.specs.base import MIDDLE, WHOLE, Ticks
from measures.figures.specs.process import ChartKey, chart_of, top_of
from measures.process import Process

WIDE = Size(width=160, height=80, margin=50, columns=5, words=False)
ALONE = Size(width=480, height=140, margin=50, columns=1, words=False)
NARROW = Size(width=230, height=80, margin=50, columns=1, words=False)
BETWEEN = {"row": 54, "column": 46}  # for titles and axes, so that all are in line
TITLE, AXIS, KEY_ROW = 26, 24, 20  # pixels above and below each, and of a row of the key
Box = tuple[int, int, int, int]  # left, top, width, height


def small_multiples(
    panels: Sequence[tuple[str, Process]], names: ChartKey, *, ticks: Ticks, size: Size, unit: str
) -> dict:
    """A small chart for each (title, process) in the order given. Nothing moves with what is drawn, so that `places`
    says where each is."""
    processes = [process for _title, process in panels]
    first = min(process.quarters[0] for process in processes)
    last = max(process.quarters[-1] for process in processes)
    parts = [
        chart_of(
            process, (), names,
            ticks=ticks, size=size, width=size.width, top=top_of(processes), unit=unit, target=lambda value: "",
            span=(first, last + 2 * MIDDLE),
        )
        | {"title": {"text": title, "anchor": "start", "fontSize": FONT_SIZE - 1, "color": INK, "offset": 4}}
        for title, process in panels
    ]  # fmt: skip
    (width, height), _boxes = places(len(panels), names, size)
    shared = dict.fromkeys(("stroke", "strokeDash", "shape", "fill"), "shared")
    top = _key_height(names, size)
    # Without a size of its own the picture is as large as its padding; of one column Vega-Lite knows the width.
    right = width - size.margin - (size.width if size.columns == 1 else 0)
    return WHOLE | {
        "autosize": {"type": "none"},
        "padding": {"left": size.margin, "top": top, "right": right, "bottom": height - top},
        "columns": size.columns,
        "bounds": "flush",
        "spacing": BETWEEN,
        "concat": parts,
        "resolve": {"scale": shared, "legend": shared},
    }


def places(number: int, names: ChartKey, size: Size) -> tuple[tuple[int, int], list[Box]]:
    """The width and height of a picture of so many, and where each of them lies on it."""
    across, down = size.width + BETWEEN["column"], size.height + BETWEEN["row"]
    rows, top = -(-number // size.columns), _key_height(names, size)
    boxes = [
        (
            at % size.columns * across + size.margin - BETWEEN["column"],
            at // size.columns * down + top - TITLE,
            across,
            size.height + TITLE + AXIS,
        )
        for at in range(number)
    ]
    return (size.margin + size.columns * across, top + rows * down), boxes


def _key_height(names, size) -> int:
    rows = sum(-(-len(key) // size.columns) for key in (names.lines, names.kinds))
    return TITLE + KEY_ROW * (rows + 1)
