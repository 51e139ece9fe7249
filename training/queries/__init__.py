from training.queries.completions import counted_by_month, latest_completions, monthly
from training.queries.quotas import courses, quotas, shared_out, shares
from training.queries.workforce import latest_headcounts, latest_workforce

__all__ = [
    "counted_by_month",
    "courses",
    "latest_completions",
    "latest_headcounts",
    "latest_workforce",
    "monthly",
    "quotas",
    "shared_out",
    "shares",
]
