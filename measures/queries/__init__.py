from measures.queries.observations import Point, Series, all_series, head, is_demonstration, latest_keys, series_of
from measures.queries.processes import Shown, shown_everywhere, shown_of
from measures.queries.rebases import rebases, rebases_of, starts
from measures.queries.releases import releases

__all__ = [
    "Point",
    "Series",
    "Shown",
    "all_series",
    "head",
    "is_demonstration",
    "latest_keys",
    "rebases",
    "rebases_of",
    "releases",
    "series_of",
    "shown_everywhere",
    "shown_of",
    "starts",
]
