"""Vega-Lite specs of measures. Pure: what is written on a chart comes in translated."""

from dashboard.measures.specs.base import MIDDLE
from dashboard.measures.specs.funnel import Dot, funnel_chart
from dashboard.measures.specs.lines import lines_over_time
from dashboard.measures.specs.marks import Mark
from dashboard.measures.specs.panels import ALONE as PANEL_ALONE
from dashboard.measures.specs.panels import NARROW as PANELS_NARROW
from dashboard.measures.specs.panels import WIDE as PANELS
from dashboard.measures.specs.panels import places, small_multiples
from dashboard.measures.specs.process import (
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
