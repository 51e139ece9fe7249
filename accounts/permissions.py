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
VIEW_LOG = "view_log"
WRITE_LOG = "write_log"
PERMISSIONS = frozenset({VIEW_STATUS, VIEW_DETAIL, RECORD_UPDATE, VIEW_NATIONAL, VIEW_TOTALS, VIEW_LOG, WRITE_LOG})

OWN, PARTNER, ANY = "own", "partner", "any"  # about which organisations a role may

_READER = {OWN: {VIEW_STATUS, VIEW_DETAIL}, PARTNER: {VIEW_STATUS}, ANY: {VIEW_TOTALS}}
_WRITER = _READER | {OWN: {VIEW_STATUS, VIEW_DETAIL, RECORD_UPDATE}}
ROLES: dict[str, dict[str, set[str]]] = {
    LEAD: _WRITER,
    CONTRIBUTOR: _WRITER,
    CHIEF_OFFICER: _READER,
    FINANCE_OFFICER: _READER,
    UNIT: {ANY: set(PERMISSIONS)},
    UNIT_MANAGER: {ANY: set(PERMISSIONS)},
    OBSERVER: {ANY: {VIEW_STATUS, VIEW_NATIONAL, VIEW_TOTALS}},
}
ORGANISATION_ROLES = frozenset({LEAD, CONTRIBUTOR, CHIEF_OFFICER, FINANCE_OFFICER})
NATIONAL_ROLES = frozenset(ROLES) - ORGANISATION_ROLES


def scopes(role: str, permission: str) -> frozenset[str]:
    """The scopes ("own", "partner", "any") in which a role holds a permission; empty when it does not."""
    if permission not in PERMISSIONS:
        raise ValueError(f"no such permission: {permission}")
    return frozenset(scope for scope, held in ROLES[role].items() if permission in held)
