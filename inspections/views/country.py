"""Every inspection, and the responses across the country by finding and organisation, with what moved."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import MANAGE_INSPECTIONS, VIEW_NATIONAL, VIEW_RESPONSES, VIEW_TOTALS
from forces.access import access_of, can, organisations_for, require
from govuk.tables import lists_page
from inspections.counts import count, grouped, moved, movement, sentence, shown_to
from inspections.models import Milestone
from inspections.queries import addressees, findings_known, inspections_known, milestones, standings
from inspections.tables import FindingCountsTable, InspectionTable, OrganisationCountsTable
from inspections.timeline import timeline
from ledger.as_at import AsAt
from ledger.head import head_of
from ledger.kept import kept
from ledger.middleware import compares


@compares
@require_safe
def inspections(request):
    require(request.user, VIEW_TOTALS)
    user, as_at, compare = request.user, request.as_at, request.compare
    # The same for all of one right until something is recorded, so it is worked out once under the ledger's head.
    own = sorted(organisation.pk for organisation in access_of(user).own)
    what = ("inspections", head_of(request), as_at, compare, can(user, VIEW_NATIONAL), own)
    page = kept(what, lambda: _country(user, as_at, compare, set(own)))
    context = {
        "page": page,
        "sentence": sentence(page["counts"]),
        "moved": moved(page["movement"] or {}),
        "may_manage": can(user, MANAGE_INSPECTIONS) and not as_at.is_past,
    }
    moves = bool(page["movement"])
    lists = {
        "findings": FindingCountsTable(page["findings"], exclude=("due",) if moves else ("moved",), order_by="finding"),
        "organisations": OrganisationCountsTable(page["organisations"], exclude=() if moves else ("moved",)),
        "inspections": InspectionTable(_inspections(as_at)),
    }
    return lists_page(request, lists, "inspections", "inspections/country.html", context)


def _country(user, as_at: AsAt, compare: AsAt | None, own: set[int]) -> dict:
    """Plain, because it is kept. Those who do not see every organisation get totals that tell nothing about one, and
    their own."""
    everything, addressed = can(user, VIEW_NATIONAL), addressees(as_at)
    now = standings(addressed, as_at)
    now = now if everything else shown_to(now, own)
    moves = compare is not None and compare.day < as_at.day
    then = standings(addressed, as_at, compare.moment) if moves else []

    def row(rows):
        since = moved(movement(rows, then)) if moves else ""
        return count(rows, as_at.day) | {"moved": since or None}

    findings = []
    for rows in grouped(now, lambda each: each.finding.pk).values():
        first, finding = rows[0], rows[0].finding
        said = {
            "finding": str(finding),
            "inspection": finding.inspection.title,
            "order": (finding.inspection.code, finding.order),
            "url": as_at.link(finding.get_absolute_url()),
            "text": first.text,
            "due": first.terms and first.terms.due,
        }
        findings.append(row(rows) | said)
    by_organisation = grouped(now, lambda each: each.addressee.organisation_id)
    return {
        "counts": count(now, as_at.day),
        "movement": movement(now, then) if moves else None,
        "findings": findings,
        "organisations": [
            row(by_organisation[each.pk])
            | {
                "organisation": each.short_name,
                "url": as_at.link(reverse("organisation_inspections", args=[each.slug])),
            }
            for each in organisations_for(user, VIEW_RESPONSES)
            if each.pk in by_organisation
        ],
        "everything": everything,
    }


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
