from inspections.queries.inspections import (
    find_inspection,
    findings_known,
    inspected,
    inspections_known,
    milestones,
    terms,
)
from inspections.queries.responses import addressees_before, evidence_of, history, standing_of, standings
from inspections.queries.statutory import COMMENTS, OwedComments, comments_owed, latest_comments

__all__ = [
    "COMMENTS",
    "OwedComments",
    "addressees_before",
    "comments_owed",
    "evidence_of",
    "find_inspection",
    "findings_known",
    "history",
    "inspected",
    "inspections_known",
    "latest_comments",
    "milestones",
    "standing_of",
    "standings",
    "terms",
]
