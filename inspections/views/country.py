from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import MANAGE_INSPECTIONS, VIEW_TOTALS
from forces.access import can, require
from inspections.country import kept_country
from inspections.lists import configured, downloads, export
from inspections.models import Milestone
from inspections.queries import findings_known, inspections_known, milestones
from inspections.tables import FindingCountsTable, InspectionTable, OrganisationCountsTable
from inspections.timeline import timeline
from inspections.words import moved, sentence
from ledger.middleware import compares


@compares
@require_safe
def inspections(request):
    require(request.user, VIEW_TOTALS)
    page = kept_country(request)
    without = ("due",) if page.movement else ("moved",)
    tables = configured(
        request,
        findings=FindingCountsTable(page.findings, exclude=without, order_by="finding"),
        organisations=OrganisationCountsTable(page.organisations, exclude=() if page.movement else ("moved",)),
        inspections=InspectionTable(_inspections(request.as_at)),
    )
    context = {
        "page": page,
        "sentence": sentence(page.counts),
        "moved": moved(page.movement) if page.movement else "",
        "tables": tables,
        "may_manage": can(request.user, MANAGE_INSPECTIONS) and not request.as_at.is_past,
        **downloads(request),
    }
    return export(request, tables, "inspections") or render(request, "inspections/country.html", context)


def _inspections(as_at) -> list[dict]:
    known = list(inspections_known(as_at))
    steps = milestones(as_at, known)
    findings = list(findings_known(as_at).values_list("inspection", flat=True))
    return [
        {
            "title": inspection.title,
            "url": as_at.link(reverse("inspection", args=[inspection.code])),
            "inspectorate": inspection.get_inspectorate_display(),
            "kind": inspection.get_kind_display(),
            "stands": _stands(inspection, steps[inspection.pk], as_at),
            "findings": findings.count(inspection.pk),
            "source": inspection.source,
        }
        for inspection in known
    ]


def _stands(inspection, steps, as_at) -> str:
    """The last step that is done, and the next that has a date."""
    entries = [entry for entry in timeline(inspection, steps, as_at, []) if entry.step in Milestone.Step.values]
    done = [entry for entry in entries if entry.state == "done"]
    ahead = [entry for entry in entries if entry.state in ("coming", "late")]
    words = [_("%(step)s done %(day)s") % {"step": entry.title, "day": entry.when} for entry in done[-1:]]
    words += [f"{entry.title}: {entry.when[:1].lower()}{entry.when[1:]}" for entry in ahead[:1]]
    return "; ".join(words) or _("No date is known")
