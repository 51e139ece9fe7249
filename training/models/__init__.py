from training.models.courses import Audience, Course, PublishedResult
from training.models.ledger import Completion, Headcount, Workforce
from training.models.quotas import Quota, Share

__all__ = [
    "Audience",
    "Completion",
    "Course",
    "Headcount",
    "PublishedResult",
    "Quota",
    "Share",
    "Workforce",
]
