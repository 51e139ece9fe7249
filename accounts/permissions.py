"""Who may do what: permissions are asked for by name, roles are one table."""

UNIT = "unit"
UNIT_MANAGER = "unit_manager"
LEAD = "lead"
CONTRIBUTOR = "contributor"
CHIEF_OFFICER = "chief_officer"
FINANCE_OFFICER = "finance_officer"
OBSERVER = "observer"
HMICFRS = "hmicfrs"  # observers of an inspectorate: they read answers to its findings and say whether they hold
HMCPSI = "hmcpsi"

VIEW_STATUS = "view_status"  # status, confidence and dates of an organisation's commitments
VIEW_DETAIL = "view_detail"  # notes, reasons and evidence beside them
RECORD_UPDATE = "record_update"
VIEW_NATIONAL = "view_national"  # the grid: every organisation by name
VIEW_TOTALS = "view_totals"  # national totals and distributions
VIEW_UNIT_VIEW = "view_unit_view"  # what the Unit thinks beside what an organisation says
VIEW_LOG = "view_log"
WRITE_LOG = "write_log"
PREPARE_RETURN = "prepare_return"
SIGN_RETURN = "sign_return"
REVIEW_RETURN = "review_return"
CORRECT_RETURN = "correct_return"  # a new revision of one that was accepted
MANAGE_PERIODS = "manage_periods"  # the schedule, extensions, and from when a rule stops a return
VIEW_TRAINING = "view_training"  # an organisation's completions, posts and headcounts
RECORD_TRAINING = "record_training"
MANAGE_TRAINING = "manage_training"  # courses, quotas and shares
VIEW_FUNDING = "view_funding"  # what a force is given, claims and forecasts
RECORD_CLAIM = "record_claim"  # a claim's figures and evidence, and forecasts; nobody does that on a force's behalf
CERTIFY_CLAIM = "certify_claim"  # and sign year-end statements
REVIEW_CLAIM = "review_claim"  # query, return, approve, mark as paid
MANAGE_FUNDING = "manage_funding"  # funds, their years, allocations, variations, plans and published totals
VIEW_RESPONSES = "view_responses"  # how far an organisation is with what an inspectorate found
VIEW_RESPONSE_DETAIL = "view_response_detail"  # owner, evidence and reasons: they are written to the inspectorate
VIEW_OWN_INSPECTION = "view_own_inspection"  # by when one's own organisation is inspected; the Unit has its own list
RESPOND_FINDING = "respond_finding"
SETTLE_RESPONSE = "settle_response"  # say that it is complete, or not ours
VERIFY_HMICFRS = "verify_hmicfrs"
VERIFY_HMCPSI = "verify_hmcpsi"
MANAGE_INSPECTIONS = "manage_inspections"  # inspections, their milestones, findings and whom they are addressed to
VIEW_DEADLINES = "view_deadlines"  # the list of what is due; each kind asks for its own permission too
MANAGE_REMINDERS = "manage_reminders"  # who is mailed what: sees it, sends one now, holds an organisation's
VIEW_MEASURES = "view_measures"  # an organisation's published figures, by name
MANAGE_MEASURES = "manage_measures"  # releases, from when a chart has new limits, and notes on figures
OWN, PARTNER, ANY = "own", "partner", "any"  # about which organisations a role may

_READER = {VIEW_STATUS, VIEW_DETAIL, VIEW_UNIT_VIEW, VIEW_DEADLINES}
_READER |= {VIEW_TRAINING, VIEW_FUNDING, VIEW_RESPONSES, VIEW_RESPONSE_DETAIL, VIEW_MEASURES}
_WRITER = _READER | {RECORD_UPDATE, RECORD_TRAINING, RESPOND_FINDING}
_ANALYST = _WRITER | {VIEW_NATIONAL, VIEW_TOTALS, VIEW_LOG, WRITE_LOG, REVIEW_RETURN, REVIEW_CLAIM}
_ANALYST |= {SETTLE_RESPONSE, VERIFY_HMICFRS, VERIFY_HMCPSI, MANAGE_REMINDERS}
_MANAGER = _ANALYST | {CORRECT_RETURN, MANAGE_PERIODS, MANAGE_TRAINING, MANAGE_FUNDING, MANAGE_INSPECTIONS}
_MANAGER |= {MANAGE_MEASURES}
_OBSERVER = {VIEW_STATUS, VIEW_NATIONAL, VIEW_TOTALS, VIEW_UNIT_VIEW, VIEW_TRAINING, VIEW_FUNDING, VIEW_RESPONSES}
_OBSERVER |= {VIEW_MEASURES}


def _of_an_organisation(held):
    return {OWN: held | {VIEW_OWN_INSPECTION}, PARTNER: {VIEW_STATUS}, ANY: {VIEW_TOTALS}}


ROLES: dict[str, dict[str, set[str]]] = {
    LEAD: _of_an_organisation(_WRITER | {PREPARE_RETURN, CORRECT_RETURN, SETTLE_RESPONSE, RECORD_CLAIM}),
    CONTRIBUTOR: _of_an_organisation(_WRITER | {RECORD_CLAIM}),
    CHIEF_OFFICER: _of_an_organisation(_READER | {SIGN_RETURN}),
    FINANCE_OFFICER: _of_an_organisation(_READER | {CERTIFY_CLAIM}),
    UNIT: {ANY: _ANALYST},
    UNIT_MANAGER: {ANY: _MANAGER},
    OBSERVER: {ANY: _OBSERVER},
    HMICFRS: {ANY: _OBSERVER | {VIEW_RESPONSE_DETAIL, VERIFY_HMICFRS}},
    HMCPSI: {ANY: _OBSERVER | {VIEW_RESPONSE_DETAIL, VERIFY_HMCPSI}},
}
PERMISSIONS = frozenset().union(*(held for scope in ROLES.values() for held in scope.values()))
ORGANISATION_ROLES = frozenset(role for role, held in ROLES.items() if OWN in held)
NATIONAL_ROLES = frozenset(role for role, held in ROLES.items() if set(held) == {ANY})


def scopes(role: str, permission: str) -> frozenset[str]:
    """The scopes ("own", "partner", "any") in which a role holds a permission; empty when it does not."""
    if permission not in PERMISSIONS:
        raise ValueError(f"no such permission: {permission}")
    return frozenset(scope for scope, held in ROLES[role].items() if permission in held)
