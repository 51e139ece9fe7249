"""Reads of inspections, their milestones and findings, by the day from which something was known."""

from collections.abc import Iterable

from django.db.models import QuerySet

from forces.models import Organisation
from inspections.models import Finding, Inspected, Inspection, Milestone, Terms
from ledger.as_at import AsAt

Steps = dict[str, list[Milestone]]


def inspections_known(as_at: AsAt) -> QuerySet[Inspection]:
    return Inspection.objects.filter(known_from__lte=as_at.day)


def find_inspection(code: str, as_at: AsAt) -> Inspection | None:
    return inspections_known(as_at).filter(code=code).first()


def findings_known(as_at: AsAt, *, inspection: Inspection | None = None) -> QuerySet[Finding]:
    found = Finding.objects.filter(known_from__lte=as_at.day, inspection__known_from__lte=as_at.day)
    found = found.filter(inspection=inspection) if inspection else found
    return found.select_related("inspection", "parent__inspection")


def terms(as_at: AsAt, *, finding: Finding | None = None) -> dict[int, Terms]:
    """By finding, the last version known. Two queries; the rows are few, a version for each edit."""
    known = Terms.objects.filter(known_from__lte=as_at.day).order_by("version").prefetch_related("standards")
    known = known.filter(finding=finding) if finding else known
    return {row.finding_id: row for row in known}


def milestones(as_at: AsAt, found: Iterable[Inspection]) -> dict[int, Steps]:
    """By inspection and step, the versions known, the last one last. One query."""
    by_inspection: dict[int, Steps] = {inspection.pk: {} for inspection in found}
    known = Milestone.objects.filter(inspection__in=by_inspection, known_from__lte=as_at.day)
    for row in known.select_related("recorded_by").order_by("version"):
        by_inspection[row.inspection_id].setdefault(row.step, []).append(row)
    return by_inspection


def inspected(inspection: Inspection, as_at: AsAt) -> list[Organisation]:
    """Whose names are known: none for an inspection of which no source names any."""
    rows = Inspected.objects.filter(inspection=inspection).known_at(as_at.moment)
    return list(Organisation.objects.filter(pk__in=rows.values("organisation")))
