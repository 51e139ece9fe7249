"""Findings that are addressed to somebody, and who may see, answer and verify. One not addressed to them is 404."""

from django.http import Http404

from accounts.permissions import (
    RESPOND_FINDING,
    VERIFY_HMCPSI,
    VERIFY_HMICFRS,
    VIEW_NATIONAL,
    VIEW_TOTALS,
)
from forces.access import can, get_organisation, require
from inspections.models import Addressee, Finding, Inspection, Verification
from inspections.queries import addressees_before, find_inspection, findings_known
from ledger.as_at import AsAt

VERIFY = {Inspection.Inspectorate.HMICFRS: VERIFY_HMICFRS, Inspection.Inspectorate.HMCPSI: VERIFY_HMCPSI}


def get_inspection(user, code: str, as_at: AsAt, permission: str = VIEW_TOTALS) -> Inspection:
    require(user, permission)
    inspection = find_inspection(code, as_at)
    if inspection is None:
        raise Http404
    return inspection


def get_finding(user, code: str, label: str, as_at: AsAt, permission: str = VIEW_TOTALS) -> Finding:
    require(user, permission)
    finding = findings_known(as_at).filter(inspection__code=code, label=label).first()
    if finding is None:
        raise Http404
    return finding


def get_addressee(user, slug: str, code: str, label: str, as_at: AsAt, permission: str) -> Addressee:
    """An organisation's."""
    organisation = get_organisation(user, slug, permission)
    return _addressee(code, label, as_at, organisation=organisation)


def get_body(user, body: str, code: str, label: str, as_at: AsAt, permission: str) -> Addressee:
    """A national body's: those may that may everywhere."""
    require(user, VIEW_NATIONAL)
    require(user, permission)
    return _addressee(code, label, as_at, body=body)


def _addressee(code, label, as_at, **of) -> Addressee:
    findings = findings_known(as_at).filter(inspection__code=code, label=label)
    found = addressees_before(as_at.moment).filter(finding__in=findings, **of).first()
    if found is None:
        raise Http404
    return found


def verify_permission(inspection: Inspection) -> str:
    return VERIFY[Inspection.Inspectorate(inspection.inspectorate)]


def voice_of(user, inspection: Inspection) -> str | None:
    """As whom a person verifies, None for not at all: who may answer for everybody is of the Unit."""
    if not can(user, verify_permission(inspection)):
        return None
    voices = Verification.Voice
    return voices.UNIT if can(user, RESPOND_FINDING) else voices.INSPECTORATE
