"""The pictures of a measure's national page with their words."""

from measures.figures.pictures.cohorts import CohortChart
from measures.figures.pictures.funnel import FunnelChart
from measures.figures.pictures.panels import Panels

__all__ = ["CohortChart", "FunnelChart", "Panels"]
