from inspections.models.inspections import Addressee, Finding, Inspected, Inspection, Milestone, Terms
from inspections.models.responses import Response, ResponseEvidence, StatutoryResponse, Verification

__all__ = [
    "Addressee",
    "Finding",
    "Inspected",
    "Inspection",
    "Milestone",
    "Response",
    "ResponseEvidence",
    "StatutoryResponse",
    "Terms",
    "Verification",
]
