"""One standard across organisations, and all standards across the country."""

from collections import Counter
from itertools import groupby
from operator import itemgetter

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import VIEW_RESPONSES, VIEW_STATUS, VIEW_TOTALS, VIEW_UNIT_VIEW
from dashboard.filters import StandardFilter
from dashboard.tables import OrganisationsOfStandardTable, StandardTable, position
from dashboard.three_views import ThreeViews, answers_about, findings_about, unit_sentence
from forces.access import can, organisations_for
from govuk.tables import export_or_none
from ledger.as_at import AsAt
from ledger.head import head_of
from ledger.kept import kept
from rollout.models import Commitment, Standard
from rollout.queries import position_rows, positions
from rollout.queries.views import unit_views
from rollout.scales import Status


@require_safe
def standards(request):
    totals = None
    if can(request.user, VIEW_TOTALS):
        what = ("in-place-and-never-by-standard", head_of(request), request.as_at)
        totals = kept(what, lambda: _totals_by_standard(request.as_at))
    rows = [_listed(standard, totals, request.as_at) for standard in _known_on(request.as_at.day)]
    whole = _table(rows, totals)
    if export := export_or_none(request, whole, f"standards-{request.as_at.day}"):
        return export
    models = [
        (model, [(theme, _table(list(part), totals, theme)) for theme, part in groupby(of_model, itemgetter("theme"))])
        for model, of_model in groupby(rows, itemgetter("model"))
    ]
    return render(request, "dashboard/standards.html", {"models": models, "count": len(rows), "whole": whole})


def _known_on(day):
    return Standard.objects.exclude(known_from__gt=day).select_related("theme__model")


def _totals_by_standard(as_at: AsAt) -> dict[int, tuple[int, int, int]]:
    """For each standard's id how many organisations have it in place or better, of how many, and how many of those
    never reported it."""
    total, in_place, never = Counter(), Counter(), Counter()
    for _organisation, standard, row, _former in position_rows(Commitment.objects.known_on(as_at.day), as_at.moment):
        total[standard] += 1
        in_place[standard] += bool(row and row.status >= Status.IN_PLACE)
        never[standard] += row is None
    return {standard: (in_place[standard], number, never[standard]) for standard, number in total.items()}


def _listed(standard, totals, as_at):
    in_place, total, never = (totals or {}).get(standard.pk, (None, None, None))  # nobody owes it: that is not nil
    return {
        "standard": str(standard),
        "url": as_at.link(reverse("standard", args=[standard.code])),
        "model": standard.theme.model,
        "theme": standard.theme,
        "kind": standard.get_kind_display(),
        "provenance": standard.get_provenance_display(),
        "source": standard.source,
        "in_place": in_place,
        "never": never,
        "total": total,
    }


def _table(rows, totals, caption=None):
    without = () if totals is not None else ("in_place", "never", "total")
    return StandardTable(rows, exclude=without, orderable=False, caption=caption)


@require_safe
def standard(request, code):
    standard, as_at = _known_on(request.as_at.day).filter(code=code).first(), request.as_at
    if standard is None:
        raise Http404
    chosen = StandardFilter(request.GET, queryset=organisations_for(request.user, VIEW_STATUS))
    everyone = _positions_of(standard, as_at)
    seen, wanted = set(chosen.qs.values_list("pk", flat=True)), chosen.wanted
    beside, views = can(request.user, VIEW_UNIT_VIEW), {}
    if beside:
        found = unit_views(Commitment.objects.filter(standard=standard), as_at.moment).values()
        views = {view.organisation: view for view in found}
    findings, answers = findings_about(standard, as_at), {}
    if findings:
        answers = answers_about(standard, organisations_for(request.user, VIEW_RESPONSES), as_at)
    rows = [
        _row(
            ThreeViews(organisation, update, views.get(organisation.pk), answers.get(organisation.pk, [])), code, as_at
        )
        for organisation, update in everyone
        if organisation.pk in seen and (update and update.status) in wanted
    ]
    without = () if beside else ("unit", "stance")
    without += () if findings else ("found", "differs")
    table = OrganisationsOfStandardTable(rows, exclude=without)
    for name in ("region", "cohort", "target_date", "last_updated") if findings else ():
        table.columns.hide(name)  # seven columns on the page; the file has them all
    RequestConfig(request).configure(table)
    if export := export_or_none(request, table, f"{standard.code}-{as_at.day}"):
        return export
    counted = Counter(update and update.status for _organisation, update in everyone)
    statuses = [*sorted(Status.values, reverse=True), None] if can(request.user, VIEW_TOTALS) else []
    context = {
        "standard": standard,
        "table": table,
        "filter": chosen,
        "count": len(rows),
        "totals": [{"status": each, "number": counted[each], "total": len(everyone)} for each in statuses],
        "in_place": sum(counted[each] for each in statuses if (each or 0) >= Status.IN_PLACE),
        "unit_thinks": unit_sentence(row["stance"] for row in rows) if beside and rows else "",
        "everyone": len(everyone),
        "never": counted[None],
        "findings": findings,
        "apart": sum(row["differs"] is not None for row in rows),
    }
    return render(request, "dashboard/standard.html", context)


def _positions_of(standard: Standard, as_at: AsAt):
    """(organisation, its last update or None) for every organisation that owes the standard."""
    owed = Commitment.objects.filter(standard=standard).known_on(as_at.day)
    found = positions(owed, as_at.moment)
    commitments = owed.select_related("organisation").order_by("organisation__short_name")
    return [(commitment.organisation, found.get(commitment.pk)) for commitment in commitments]


def _row(views: ThreeViews, code, as_at):
    """What an organisation says, what the Unit thinks, what an inspectorate found there, and where these differ."""
    organisation, has_answers = views.organisation, bool(views.answers)
    return {
        "organisation": organisation.short_name,
        "url": as_at.link(reverse("commitment", args=[organisation.slug, code])),
        "region": organisation.region,
        "cohort": organisation.get_cohort_display(),
        **position(views.said, views.unit),
        "found": views.text if has_answers else None,
        "cell": views.cell(as_at) if has_answers else "",
        "differs": (views.briefly or None) if has_answers else None,
    }
