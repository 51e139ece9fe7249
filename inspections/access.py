"""Inspections, findings and whom they are addressed to, for those who may see, answer and verify. What was not known on
the day, and what is not addressed to them, is 404."""

from django.shortcuts import get_object_or_404

from accounts.permissions import (
    RESPOND_FINDING,
    VERIFY_HMCPSI,
    VERIFY_HMICFRS,
    VIEW_NATIONAL,
    VIEW_TOTALS,
)
from forces.access import can, get_organisation, require
from inspections.models import Addressee, Finding, Inspection, Verification
from inspections.queries import addressees, findings_known, inspections_known

VERIFY = {Inspection.Inspectorate.HMICFRS: VERIFY_HMICFRS, Inspection.Inspectorate.HMCPSI: VERIFY_HMCPSI}


def get_inspection(request, code: str, permission: str = VIEW_TOTALS) -> Inspection:
    require(request.user, permission)
    return get_object_or_404(inspections_known(request.as_at), code=code)


def get_finding(request, code: str, label: str, permission: str = VIEW_TOTALS) -> Finding:
    require(request.user, permission)
    return get_object_or_404(findings_known(request.as_at), inspection__code=code, label=label)


def get_addressee(request, permission: str, *, code: str, label: str, slug: str = "", body: str = "") -> Addressee:
    """An organisation, or a national body: about these may who may everywhere."""
    if slug:
        of = {"organisation": get_organisation(request.user, slug, permission)}
    else:
        require(request.user, VIEW_NATIONAL)
        require(request.user, permission)
        of = {"body": body}
    return get_object_or_404(addressees(request.as_at, finding__inspection__code=code, finding__label=label, **of))


def verify_permission(inspection: Inspection) -> str:
    return VERIFY[Inspection.Inspectorate(inspection.inspectorate)]


def voice_of(user, inspection: Inspection) -> str | None:
    """As whom a person verifies, None for not at all: who may answer for everybody is of the Unit."""
    if not can(user, verify_permission(inspection)):
        return None
    voices = Verification.Voice
    return voices.UNIT if can(user, RESPOND_FINDING) else voices.INSPECTORATE
