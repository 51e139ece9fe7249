"""Who may do what: permissions are asked for by name, roles are one table."""

UNIT = "unit"
UNIT_MANAGER = "unit_manager"
LEAD = "lead"
CONTRIBUTOR = "contributor"
CHIEF_OFFICER = "chief_officer"
FINANCE_OFFICER = "finance_officer"
OBSERVER = "observer"

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
VIEW_MEASURES = "view_measures"  # an organisation's published figures, by name
MANAGE_MEASURES = "manage_measures"  # releases, and from when a chart has new limits
OWN, PARTNER, ANY = "own", "partner", "any"  # about which organisations a role may

_READER = {VIEW_STATUS, VIEW_DETAIL, VIEW_UNIT_VIEW, VIEW_TRAINING, VIEW_MEASURES}
_WRITER = _READER | {RECORD_UPDATE, RECORD_TRAINING}
_ANALYST = _WRITER | {VIEW_NATIONAL, VIEW_TOTALS, VIEW_LOG, WRITE_LOG, REVIEW_RETURN}


def _of_an_organisation(held):
    return {OWN: held, PARTNER: {VIEW_STATUS}, ANY: {VIEW_TOTALS}}


ROLES: dict[str, dict[str, set[str]]] = {
    LEAD: _of_an_organisation(_WRITER | {PREPARE_RETURN, CORRECT_RETURN}),
    CONTRIBUTOR: _of_an_organisation(_WRITER),
    CHIEF_OFFICER: _of_an_organisation(_READER | {SIGN_RETURN}),
    FINANCE_OFFICER: _of_an_organisation(_READER),
    UNIT: {ANY: _ANALYST},
    UNIT_MANAGER: {ANY: _ANALYST | {CORRECT_RETURN, MANAGE_PERIODS, MANAGE_TRAINING, MANAGE_MEASURES}},
    OBSERVER: {ANY: {VIEW_STATUS, VIEW_NATIONAL, VIEW_TOTALS, VIEW_UNIT_VIEW, VIEW_TRAINING, VIEW_MEASURES}},
}
PERMISSIONS = frozenset().union(*(held for scope in ROLES.values() for held in scope.values()))
ORGANISATION_ROLES = frozenset({LEAD, CONTRIBUTOR, CHIEF_OFFICER, FINANCE_OFFICER})
NATIONAL_ROLES = frozenset(ROLES) - ORGANISATION_ROLES


def scopes(role: str, permission: str) -> frozenset[str]:
    """The scopes ("own", "partner", "any") in which a role holds a permission; empty when it does not."""
    if permission not in PERMISSIONS:
        raise ValueError(f"no such permission: {permission}")
    return frozenset(scope for scope, held in ROLES[role].items() if permission in held)
