from training.views.completions import record_completions
from training.views.national import training, training_chart
from training.views.organisation import organisation_training
from training.views.quotas import (
    add_course,
    add_quota,
    change_quota,
    share_quota,
    training_courses,
    training_quotas,
)
from training.views.snapshots import record_headcount, record_workforce

__all__ = [
    "add_course",
    "add_quota",
    "change_quota",
    "organisation_training",
    "record_completions",
    "record_headcount",
    "record_workforce",
    "share_quota",
    "training",
    "training_chart",
    "training_courses",
    "training_quotas",
]
