"""Vega-Lite specs of measures. Pure: what is written on a chart comes in translated."""

from dashboard.measures.specs.base import MIDDLE
from dashboard.measures.specs.funnel import Dot, funnel_chart
from dashboard.measures.specs.lines import lines_over_time
from dashboard.measures.specs.marks import Mark
from dashboard.measures.specs.process import kind_of, process_chart, small_multiples

__all__ = ["MIDDLE", "Dot", "Mark", "funnel_chart", "kind_of", "lines_over_time", "process_chart", "small_multiples"]
