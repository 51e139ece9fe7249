from measures.queries.heads import head_of, with_heads
from measures.queries.observations import Point, Series, all_series, latest_keys, series_of
from measures.queries.processes import Shown, chart_of, shown_everywhere, shown_of
from measures.queries.rebases import rebases, rebases_of, starts
from measures.queries.releases import is_demonstration, releases
from measures.queries.spellings import spellings, standing
from measures.queries.targets import Said, targets_of

__all__ = [
    "Point",
    "Said",
    "Series",
    "Shown",
    "all_series",
    "chart_of",
    "head_of",
    "is_demonstration",
    "latest_keys",
    "rebases",
    "rebases_of",
    "releases",
    "series_of",
    "shown_everywhere",
    "shown_of",
    "spellings",
    "standing",
    "starts",
    "targets_of",
    "with_heads",
]
