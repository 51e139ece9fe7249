"""Vega-Lite specs of measures. Pure: what is written on a chart comes in translated."""

from measures.figures.specs.base import MIDDLE
from measures.figures.specs.funnel import Dot, funnel_chart
from measures.figures.specs.lines import lines_over_time
from measures.figures.specs.marks import Mark
from measures.figures.specs.panels import ALONE as PANEL_ALONE
from measures.figures.specs.panels import NARROW as PANELS_NARROW
from measures.figures.specs.panels import WIDE as PANELS
from measures.figures.specs.panels import places, small_multiples
from measures.figures.specs.process import (
    BETTER,
    HIGH,
    LOW,
    NOTED,
    SHAPES,
    USUAL,
    WORSE,
    Names,
    kind_at,
    kind_of,
    process_chart,
)

__all__ = [
    "BETTER",
    "HIGH",
    "LOW",
    "MIDDLE",
    "NOTED",
    "PANELS",
    "PANELS_NARROW",
    "PANEL_ALONE",
    "SHAPES",
    "USUAL",
    "WORSE",
    "Dot",
    "Mark",
    "Names",
    "funnel_chart",
    "kind_at",
    "kind_of",
    "lines_over_time",
    "places",
    "process_chart",
    "small_multiples",
]
