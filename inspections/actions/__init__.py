from inspections.actions.findings import add_finding, issue, not_issued_to, set_terms
from inspections.actions.inspections import add_inspection, name_inspected, set_milestone
from inspections.actions.responses import Answered, record_comments, respond, verify
from ledger.actions import EditConflict

__all__ = [
    "Answered",
    "EditConflict",
    "add_finding",
    "add_inspection",
    "issue",
    "name_inspected",
    "not_issued_to",
    "record_comments",
    "respond",
    "set_milestone",
    "set_terms",
    "verify",
]
