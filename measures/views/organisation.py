"""An organisation's measures: all of them, and the chart of one."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_MEASURES, VIEW_MEASURES
from charts.render import picture_response
from forces.access import can, get_force
from govuk.exports import FORMATS
from govuk.tables import export_or_none
from measures.figures.notes import note_text, note_texts
from measures.figures.own import ProcessChart, dated, in_place
from measures.figures.tables import InPlaceTable, OwnTable, QuarterTable, own_row, without_targets
from measures.figures.words import cases_text, reading, small_print
from measures.models import Measure
from measures.queries.charts import chart_of, find_measure, shown_of
from measures.queries.ledgers import is_demonstration
from measures.words import short_quarter, target_text


@require_safe
def organisation_measures(request, slug):
    force = get_force(request.user, slug, VIEW_MEASURES)
    found = shown_of(force, list(Measure.objects.all()), request.as_at)
    rows = [
        own_row(each, request.as_at.link(reverse("organisation_measure", args=[slug, each.measure.code])))
        for each in found
    ]
    table = OwnTable(rows, orderable=False, exclude=without_targets(each.process for each in found))
    RequestConfig(request).configure(table)
    context = {"organisation": force, "table": table, "demonstration": is_demonstration(request.as_at)}
    export = export_or_none(request, table, f"{slug}-measures-{request.as_at.day}")
    return export or render(request, "measures/organisation_measures.html", context)


@require_safe
def organisation_measure(request, slug, code):
    force = get_force(request.user, slug, VIEW_MEASURES)
    measure, everything = find_measure(code)
    shown, annotated, targets = chart_of(force, measure, request.as_at)
    chart = _chart(force, shown, request.as_at)
    tables = {
        "quarters": QuarterTable(shown),
        "standards": InPlaceTable([vars(each) for each in chart.standards], orderable=False, prefix="standards-"),
    }
    for table in tables.values():
        RequestConfig(request, paginate=False).configure(table)
    chosen = request.GET.get("list") if request.GET.get("list") in tables else "quarters"
    if export := export_or_none(request, tables[chosen], f"{slug}-{code}-{chosen}-{request.as_at.day}"):
        return export
    accepted = annotated.starts(force.pk, measure.pk)
    context = {
        "organisation": force,
        "measure": measure,
        "measures": everything,
        "chart": chart,
        "process": shown.process,
        "tables": tables,
        "formats": list(FORMATS),
        "kept": request.as_at.kept,
        "rebases": [(short_quarter(row.first), row) for row in reversed(annotated.rebases)],
        "candidates": [
            (each, short_quarter(each.quarter)) for each in chart.candidates if each.quarter not in accepted
        ],
        "notes": [(note_text(row), note_texts([row]), row) for row in shown.notes],
        "all_notes": [(note_text(row), note_texts([row]), row) for row in reversed(annotated.notes)],
        "targets": [(target_text(measure, row), row) for row in targets],
        "may_manage": can(request.user, MANAGE_MEASURES) and not request.as_at.is_past,
        "demonstration": is_demonstration(request.as_at),
    }
    if shown.process:
        context |= {"reading": reading(measure, shown.process), "small_print": small_print(measure, shown.process)}
        context["cases"] = cases_text(shown)
    return render(request, "measures/organisation_measure.html", context)


def _chart(force, shown, as_at) -> ProcessChart:
    standards = in_place(force, as_at)
    return ProcessChart(shown, dated(force, standards, shown.notes), standards)


@require_safe
def organisation_measure_chart(request, slug, code):
    force = get_force(request.user, slug, VIEW_MEASURES)
    measure, _everything = find_measure(code)
    shown, _annotated, _targets = chart_of(force, measure, request.as_at)
    if shown.process is None:
        raise Http404
    chart = _chart(force, shown, request.as_at)
    return picture_response(request, chart, f"{slug}-{code}-{request.as_at.day}", force.name)
