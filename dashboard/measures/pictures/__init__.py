"""The pictures of a measure's national page with their words."""

from dashboard.measures.pictures.cohorts import CohortChart
from dashboard.measures.pictures.funnel import FunnelChart
from dashboard.measures.pictures.panels import Panels

__all__ = ["CohortChart", "FunnelChart", "Panels"]
