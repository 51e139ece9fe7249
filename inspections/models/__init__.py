from inspections.models.findings import Addressee, Finding, Terms
from inspections.models.inspections import Inspected, Inspection, Milestone
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
