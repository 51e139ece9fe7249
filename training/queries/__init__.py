from training.queries.completions import latest_completions, monthly
from training.queries.quotas import courses, quotas, shares
from training.queries.workforce import latest_headcounts, latest_workforce

__all__ = [
    "courses",
    "latest_completions",
    "latest_headcounts",
    "latest_workforce",
    "monthly",
    "quotas",
    "shares",
]
