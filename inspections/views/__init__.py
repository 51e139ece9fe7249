from inspections.views.country import inspections
from inspections.views.inspection import finding, inspection
from inspections.views.manage import (
    add_finding,
    add_inspection,
    issue_finding,
    name_inspected,
    set_milestone,
    set_terms,
)
from inspections.views.organisation import organisation_inspections, record_comments
from inspections.views.responses import (
    body_evidence,
    body_respond,
    body_response,
    body_verify,
    finding_response,
    respond,
    response_evidence,
    verify,
)

__all__ = [
    "add_finding",
    "add_inspection",
    "body_evidence",
    "body_respond",
    "body_response",
    "body_verify",
    "finding",
    "finding_response",
    "inspection",
    "inspections",
    "issue_finding",
    "name_inspected",
    "organisation_inspections",
    "record_comments",
    "respond",
    "response_evidence",
    "set_milestone",
    "set_terms",
    "verify",
]
