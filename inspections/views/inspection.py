from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import MANAGE_INSPECTIONS, VIEW_NATIONAL, VIEW_RESPONSES
from forces.access import access_of, can, organisations_for
from forces.models import Organisation
from inspections.access import get_finding, get_inspection
from inspections.counts import count, grouped, shown_to
from inspections.lists import configured, downloads, export
from inspections.queries import (
    addressees_before,
    comments_owed,
    findings_known,
    inspected,
    milestones,
    standings,
    terms,
)
from inspections.rows import comments_row, finding_row, response_row
from inspections.tables import CommentsTable, FindingTable, MilestoneTable, ResponseTable
from inspections.timeline import Step, timeline
from inspections.words import listed, sentence


@require_safe
def inspection(request, code):
    inspection = get_inspection(request.user, code, request.as_at)
    as_at, seen = request.as_at, organisations_for(request.user, VIEW_RESPONSES)
    comments = comments_owed(Organisation.objects.all(), as_at, inspection=inspection)
    names = set(seen.values_list("pk", flat=True))
    steps = milestones(as_at, [inspection])[inspection.pk]
    tables = configured(
        request,
        findings=FindingTable(_findings(request, inspection)),
        comments=CommentsTable([_comments(owed, as_at) for owed in comments if owed.organisation.pk in names]),
        milestones=MilestoneTable([row for step in Step for row in steps.get(step.value, [])]),
    )
    context = {
        "inspection": inspection,
        "timeline": timeline(inspection, steps, as_at, comments),
        "inspected": listed(organisation.short_name for organisation in inspected(inspection, as_at)),
        "tables": tables,
        "owes": comments,
        "may_manage": can(request.user, MANAGE_INSPECTIONS) and not as_at.is_past,
        **downloads(request),
    }
    return export(request, tables, inspection.code) or render(request, "inspections/inspection.html", context)


def _findings(request, inspection) -> list[dict]:
    as_at, found = request.as_at, list(findings_known(request.as_at, inspection=inspection))
    known = terms(as_at)
    rows = _shown(request.user, standings(addressees_before(as_at.moment).filter(finding__in=found), as_at))
    by_finding = grouped(rows, lambda each: each.finding.pk)
    return [
        finding_row(each, known.get(each.pk), count(by_finding.get(each.pk, ()), as_at.day), as_at) for each in found
    ]


def _shown(user, rows):
    own = {organisation.pk for organisation in access_of(user).own}
    return rows if can(user, VIEW_NATIONAL) else shown_to(rows, own)


def _comments(owed, as_at) -> dict:
    url = reverse("organisation_inspections", args=[owed.organisation.slug])
    return comments_row(owed, as_at, url=url, name=owed.organisation.short_name)


@require_safe
def finding(request, code, label):
    finding = get_finding(request.user, code, label, request.as_at)
    as_at = request.as_at
    everyone = standings(addressees_before(as_at.moment).filter(finding=finding), as_at)
    names = set(organisations_for(request.user, VIEW_RESPONSES).values_list("pk", flat=True))
    national = can(request.user, VIEW_NATIONAL)
    seen = [each for each in everyone if national or each.addressee.organisation_id in names]
    rows = [response_row(each, as_at, name=each.addressee.name) for each in seen]
    tables = configured(request, responses=ResponseTable(rows, exclude=("text",)))
    counted = _shown(request.user, everyone)
    context = {
        "finding": finding,
        "terms": terms(as_at, finding=finding).get(finding.pk),
        "carries": findings_known(as_at, inspection=finding.inspection).filter(parent=finding),
        "tables": tables,
        "sentence": sentence(count(counted, as_at.day)) if counted else "",
        "addressed": _addressed(everyone),
        "everything": national,
        "may_manage": can(request.user, MANAGE_INSPECTIONS) and not as_at.is_past,
    }
    name = f"{code}-{label}".lower()
    return export(request, tables, name) or render(request, "inspections/finding.html", context)


def _addressed(everyone) -> str:
    """Like "All police forces (43); College of Policing"."""
    by_scope = grouped(everyone, lambda each: each.addressee.get_scope_display())
    return "; ".join(
        listed(each.addressee.name for each in rows)
        if rows[0].addressee.scope in ("named", "national", "inspected")
        else f"{scope} ({len(rows)})"
        for scope, rows in by_scope.items()
    )
