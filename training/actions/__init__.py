from training.actions.completions import Entry, check_entry, record_completions
from training.actions.quotas import add_course, set_quota, share_out, spread_by_officers, spread_equally
from training.actions.workforce import record_headcount, record_workforce

__all__ = [
    "Entry",
    "add_course",
    "check_entry",
    "record_completions",
    "record_headcount",
    "record_workforce",
    "set_quota",
    "share_out",
    "spread_by_officers",
    "spread_equally",
]
