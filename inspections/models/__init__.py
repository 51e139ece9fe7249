from inspections.models.findings import Addressee, Finding, Terms
from inspections.models.inspections import Inspected, Inspection, Milestone
from inspections.models.responses import Response, StatutoryResponse, Verification

__all__ = [
    "Addressee",
    "Finding",
    "Inspected",
    "Inspection",
    "Milestone",
    "Response",
    "StatutoryResponse",
    "Terms",
    "Verification",
]
