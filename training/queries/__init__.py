from training.queries.completions import latest_completions, monthly, versions_of
from training.queries.quotas import courses, every_share, quotas, shared_out, shares
from training.queries.workforce import headcounts_of, latest_headcounts, latest_workforce, workforce_of

__all__ = [
    "courses",
    "every_share",
    "headcounts_of",
    "latest_completions",
    "latest_headcounts",
    "latest_workforce",
    "monthly",
    "quotas",
    "shared_out",
    "shares",
    "versions_of",
    "workforce_of",
]
