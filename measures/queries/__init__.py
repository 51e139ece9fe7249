from measures.queries.annotations import Annotation, Annotations, annotations
from measures.queries.heads import head_of, with_heads
from measures.queries.observations import Point, Series, all_series, latest_keys, series_of
from measures.queries.processes import Shown, chart_of, shown_everywhere, shown_of
from measures.queries.releases import is_demonstration, releases
from measures.queries.spellings import spellings, standing
from measures.queries.targets import Said, targets_of

__all__ = [
    "Annotation",
    "Annotations",
    "Point",
    "Said",
    "Series",
    "Shown",
    "all_series",
    "annotations",
    "chart_of",
    "head_of",
    "is_demonstration",
    "latest_keys",
    "releases",
    "series_of",
    "shown_everywhere",
    "shown_of",
    "spellings",
    "standing",
    "targets_of",
    "with_heads",
]
