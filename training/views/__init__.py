from training.views.quotas import (
    add_course,
    add_quota,
    change_quota,
    share_quota,
    training_courses,
    training_quotas,
)

__all__ = [
    "add_course",
    "add_quota",
    "change_quota",
    "share_quota",
    "training_courses",
    "training_quotas",
]
