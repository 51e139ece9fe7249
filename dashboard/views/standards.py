from itertools import groupby

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import VIEW_RESPONSES, VIEW_STATUS, VIEW_TOTALS, VIEW_UNIT_VIEW
from dashboard.filters import StandardFilter
from dashboard.standards import in_place_by_standard, positions_of, shares, standards_known_on, unit_statuses_of
from dashboard.tables import OrganisationsOfStandardTable, StandardTable
from dashboard.three_views import Third, answers_about, findings_about, unit_sentence
from forces.access import can, organisations_for
from govuk.tables import export_or_none
from ledger.head import head_of
from rollout.differences import differing, stance_of


@require_safe
def standards(request):
    known = standards_known_on(request.as_at.day)
    totals = in_place_by_standard(request.as_at, head_of(request)) if can(request.user, VIEW_TOTALS) else None
    rows = [_listed(standard, totals, request.as_at) for standard in known]
    whole = _table(rows, totals)
    if export := export_or_none(request, whole, f"standards-{request.as_at.day}"):
        return export
    models = [
        (model, [(theme, _table(list(part), totals, theme)) for theme, part in groupby(of_model, _theme)])
        for model, of_model in groupby(rows, lambda row: row["model"])
    ]
    return render(request, "dashboard/standards.html", {"models": models, "count": len(rows), "whole": whole})


@require_safe
def standard(request, code):
    standard = standards_known_on(request.as_at.day).filter(code=code).first()
    if standard is None:
        raise Http404
    chosen = StandardFilter(request.GET, queryset=organisations_for(request.user, VIEW_STATUS))
    everyone = positions_of(standard, request.as_at)
    seen, wanted = set(chosen.qs.values_list("pk", flat=True)), chosen.wanted
    beside = can(request.user, VIEW_UNIT_VIEW)
    views = unit_statuses_of(standard, request.as_at) if beside else {}
    findings = findings_about(standard, request.as_at)
    answers = (
        answers_about(standard, organisations_for(request.user, VIEW_RESPONSES), request.as_at) if findings else {}
    )
    rows = [
        _position(organisation, update, views.get(organisation.pk), standard, request.as_at)
        | _third(organisation, update, views.get(organisation.pk), answers.get(organisation.pk), request.as_at)
        for organisation, update in everyone
        if organisation.pk in seen and (update and update.status) in wanted
    ]
    without = () if beside else ("unit", "stance")
    without += () if findings else ("found", "differs")
    table = OrganisationsOfStandardTable(rows, exclude=without)
    for name in ("region", "cohort", "target_date", "last_updated") if findings else ():
        table.columns.hide(name)  # seven columns on the page; the file has them all
    RequestConfig(request).configure(table)
    if export := export_or_none(request, table, f"{standard.code}-{request.as_at.day}"):
        return export
    totals = shares(everyone) if can(request.user, VIEW_TOTALS) else []
    in_place = sum(share["number"] for share in totals if (share["status"] or 0) >= 4)
    context = {
        "standard": standard,
        "table": table,
        "filter": chosen,
        "count": len(rows),
        "totals": totals,
        "in_place": in_place,
        "unit_thinks": unit_sentence(row["stance"] for row in rows) if beside and rows else "",
        "everyone": len(everyone),
        "never": sum(update is None for _organisation, update in everyone),
        "findings": findings,
        "apart": sum(row["differs"] is not None for row in rows),
    }
    return render(request, "dashboard/standard.html", context)


def _third(organisation, update, view, answers, as_at):
    """What an inspectorate found there, and where the three views differ."""
    if not answers:
        return {"found": None, "cell": "", "differs": None}
    third = Third(organisation, update, view, answers)
    return {"found": third.text, "cell": third.cell(as_at), "differs": third.briefly or None}


def _theme(row):
    return row["theme"]


def _table(rows, totals, caption=None):
    without = () if totals is not None else ("in_place", "never", "total")
    return StandardTable(rows, exclude=without, orderable=False, caption=caption)


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


def _position(organisation, update, view, standard, as_at):
    said = update and update.status
    differs = differing(view, said)
    return {
        "organisation": organisation.short_name,
        "url": as_at.link(reverse("commitment", args=[organisation.slug, standard.code])),
        "region": organisation.region,
        "cohort": organisation.get_cohort_display(),
        "status": said,
        "unit": differs and differs.status,
        "stance": stance_of(view, said),
        "confidence": update and update.confidence,
        "confirmed": bool(update and update.is_confirmed),
        "target_date": update and update.target_date,
        "last_updated": update and update.recorded_at,
    }
