"""One inspection with its findings, timeline and statutory responses, and one finding with the responses to it."""

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import MANAGE_INSPECTIONS, VIEW_NATIONAL, VIEW_RESPONSES
from forces.access import access_of, can, organisations_for
from forces.models import Organisation
from govuk.tables import lists_page
from inspections.access import get_finding, get_inspection
from inspections.counts import count, grouped, sentence, shown_to
from inspections.queries import addressees, comments_owed, findings_known, inspected, milestones, standings, terms
from inspections.tables import CommentsTable, FindingTable, MilestoneTable, ResponseTable, comments_row, response_row
from inspections.timeline import Step, timeline


@require_safe
def inspection(request, code):
    inspection = get_inspection(request, code)
    as_at, names = request.as_at, set(organisations_for(request.user, VIEW_RESPONSES).values_list("pk", flat=True))
    owed = comments_owed(Organisation.objects.all(), as_at, pk=inspection.pk)
    steps = milestones(as_at, [inspection])[inspection.pk]
    comments = []
    for each in owed:
        if each.organisation.pk in names:
            url = reverse("organisation_inspections", args=[each.organisation.slug])
            comments.append(comments_row(each, as_at, url=url, name=each.organisation.short_name))
    lists = {
        "findings": FindingTable(_findings(request, inspection)),
        "comments": CommentsTable(comments),
        "milestones": MilestoneTable([row for step in Step for row in steps.get(step.value, [])]),
    }
    context = {
        "inspection": inspection,
        "timeline": timeline(inspection, steps, as_at, owed),
        "inspected": get_text_list([each.short_name for each in inspected(inspection, as_at)], _("and")),
        "owes": owed,
        "may_manage": can(request.user, MANAGE_INSPECTIONS) and not as_at.is_past,
    }
    return lists_page(request, lists, inspection.code, "inspections/inspection.html", context)


def _findings(request, inspection) -> list[dict]:
    as_at, found = request.as_at, list(findings_known(request.as_at, inspection=inspection))
    known = terms(as_at)
    shown = _shown(request.user, standings(addressees(as_at, finding__in=found), as_at))
    by_finding = grouped(shown, lambda each: each.finding.pk)
    rows = []
    for finding in found:
        asks, counts = known.get(finding.pk), count(by_finding.get(finding.pk, ()), as_at.day)
        said = {
            "finding": finding.label,
            "order": finding.order,
            "under": _("under %(label)s") % {"label": finding.parent.label} if finding.parent else "",
            "url": as_at.link(finding.get_absolute_url()),
            "kind": finding.get_kind_display(),
            "text": asks.text if asks else _("The text is not known here yet."),
            "is_known": asks is not None,
            "due": asks and asks.due,
        }
        # Nobody has left open what was issued to nobody.
        rows.append((counts if counts["addressed"] else dict.fromkeys(counts)) | said)
    return rows


def _shown(user, found):
    own = {organisation.pk for organisation in access_of(user).own}
    return found if can(user, VIEW_NATIONAL) else shown_to(found, own)


@require_safe
def finding(request, code, label):
    finding = get_finding(request, code, label)
    as_at = request.as_at
    everyone = standings(addressees(as_at, finding=finding), as_at)
    names = set(organisations_for(request.user, VIEW_RESPONSES).values_list("pk", flat=True))
    national = can(request.user, VIEW_NATIONAL)
    seen = [each for each in everyone if national or each.addressee.organisation_id in names]
    rows = [response_row(each, as_at, name=each.addressee.name) for each in seen]
    counted = _shown(request.user, everyone)
    context = {
        "finding": finding,
        "terms": terms(as_at, finding=finding).get(finding.pk),
        "carries": findings_known(as_at, inspection=finding.inspection, parent=finding),
        "sentence": sentence(count(counted, as_at.day)) if counted else "",
        "addressed": _addressed(everyone),
        "everything": national,
        "may_manage": can(request.user, MANAGE_INSPECTIONS) and not as_at.is_past,
    }
    lists = {"responses": ResponseTable(rows, exclude=("text",))}
    return lists_page(request, lists, f"{code}-{label}".lower(), "inspections/finding.html", context)


def _addressed(everyone) -> str:
    """Like "All police forces (43); College of Policing"."""
    by_scope = grouped(everyone, lambda each: each.addressee.get_scope_display())
    return "; ".join(
        get_text_list([each.addressee.name for each in rows], _("and"))
        if rows[0].addressee.scope in ("named", "national", "inspected")
        else f"{scope} ({len(rows)})"
        for scope, rows in by_scope.items()
    )
