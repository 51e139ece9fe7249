from django.db.models import Count, Max
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_MEASURES, VIEW_MEASURES, VIEW_NATIONAL, VIEW_TOTALS
from dashboard.measures.national import national
from dashboard.measures.own import ProcessChart, candidates, in_place
from dashboard.measures.pictures import CohortChart, FunnelChart, Panels
from dashboard.measures.tables import (
    FunnelTable,
    InPlaceTable,
    MeasureTable,
    NationalTable,
    OwnTable,
    QuarterTable,
    cohort_table,
    funnel_rows,
    national_row,
    own_row,
    quarter_rows,
)
from dashboard.measures.words import reading, small_print
from dashboard.render import svg_response
from forces.access import can, organisations_for, require
from forces.models import Organisation, OrganisationKind
from govuk.exports import FORMATS
from govuk.tables import export_or_none
from measures.access import get_force
from measures.models import Measure
from measures.queries import is_demonstration, rebases_of, shown_of, starts
from measures.queries.observations import published
from measures.words import short_quarter

FORCES = Organisation.objects.filter(kind=OrganisationKind.FORCE)


def get_measure(code: str) -> Measure:
    measure = Measure.objects.filter(code=code).first()
    if measure is None:
        raise Http404
    return measure


@require_safe
def measures(request):
    require(request.user, VIEW_TOTALS)
    found = published(request.as_at).filter(value__isnull=False).order_by().values("measure")
    known = {
        row["measure"]: row for row in found.annotate(last=Max("quarter"), forces=Count("organisation", distinct=True))
    }
    rows = [_listed(measure, known.get(measure.pk), request.as_at) for measure in Measure.objects.all()]
    table = MeasureTable(rows)
    RequestConfig(request).configure(table)
    context = {
        "table": table,
        "everything": can(request.user, VIEW_NATIONAL),
        "may_manage": can(request.user, MANAGE_MEASURES) and not request.as_at.is_past,
        "own": organisations_for(request.user, VIEW_MEASURES).filter(kind=OrganisationKind.FORCE)[:2],
        "demonstration": is_demonstration(request.as_at),
    }
    export = export_or_none(request, table, f"measures-{request.as_at.day}")
    return export or render(request, "dashboard/measures.html", context)


def _listed(measure, known, as_at):
    row = {"measure": measure.name, "definition": measure.definition, "source": measure.source}
    row["url"] = as_at.link(reverse("measure", args=[measure.code]))
    return row | {"until": short_quarter(known["last"]) if known else None, "forces": known["forces"] if known else 0}


@require_safe
def organisation_measures(request, slug):
    force = get_force(request.user, slug)
    found = shown_of(force, list(Measure.objects.all()), request.as_at)
    table = OwnTable([own_row(each, _own_url(request, force, each.measure)) for each in found])
    RequestConfig(request).configure(table)
    context = {"organisation": force, "table": table, "demonstration": is_demonstration(request.as_at)}
    export = export_or_none(request, table, f"{slug}-measures-{request.as_at.day}")
    return export or render(request, "dashboard/organisation_measures.html", context)


def _own_url(request, force, measure):
    return request.as_at.link(reverse("organisation_measure", args=[force.slug, measure.code]))


@require_safe
def organisation_measure(request, slug, code):
    force = get_force(request.user, slug)
    measure = get_measure(code)
    chart = _chart(force, measure, request.as_at)
    tables = {
        "quarters": QuarterTable(quarter_rows(chart.shown), measure=measure, orderable=False),
        "standards": InPlaceTable([vars(each) for each in chart.standards], orderable=False, prefix="standards-"),
    }
    for table in tables.values():
        RequestConfig(request, paginate=False).configure(table)
    chosen = request.GET.get("list", "quarters")
    export_name = f"{slug}-{code}-{chosen if chosen in tables else 'quarters'}-{request.as_at.day}"
    if export := export_or_none(request, tables.get(chosen, tables["quarters"]), export_name):
        return export
    may_manage = can(request.user, MANAGE_MEASURES) and not request.as_at.is_past
    process = chart.shown.process
    rebased = rebases_of(force, measure, request.as_at.moment)
    standing = starts(rebased[::-1]).get((force.pk, measure.pk), [])
    offered = candidates(force, chart.standards, chart.shown, standing)
    context = {
        "organisation": force,
        "measure": measure,
        "chart": chart,
        "process": process,
        "tables": tables,
        "formats": list(FORMATS),
        "kept": f"&as-at={request.as_at.day}" if request.as_at.is_past else "",
        "reading": reading(measure, process) if process else "",
        "small_print": small_print(measure, process) if process else "",
        "rebases": [(short_quarter(row.quarter), row) for row in rebased],
        "candidates": [(*each, short_quarter(each[1])) for each in offered],
        "may_manage": may_manage,
        "measures": Measure.objects.all(),
        "demonstration": is_demonstration(request.as_at),
    }
    return render(request, "dashboard/organisation_measure.html", context)


@require_safe
def organisation_measure_chart(request, slug, code):
    force = get_force(request.user, slug)
    chart = _chart(force, get_measure(code), request.as_at)
    if chart.shown.process is None:
        raise Http404
    return svg_response(request, chart.spec(narrow=request.GET.get("size") == "narrow"))


def _chart(force, measure, as_at) -> ProcessChart:
    (shown,) = shown_of(force, [measure], as_at)
    return ProcessChart(shown, force.joined, in_place(force, as_at))


@require_safe
def measure(request, code):
    require(request.user, VIEW_TOTALS)
    page = national(get_measure(code), list(FORCES), request.as_at)
    seen = _seen(request)
    rows = [national_row(force, shown, request.as_at) for force, shown in page.rows if force.pk in seen]
    tables = {
        "forces": NationalTable(rows),
        "funnel": FunnelTable(funnel_rows(page, seen, request.as_at), prefix="funnel-"),
        "cohorts": cohort_table(page),
    }
    for table in tables.values():
        RequestConfig(request, paginate=False).configure(table)
    chosen = request.GET.get("list", "forces")
    export_name = f"{code}-{chosen if chosen in tables else 'forces'}-{request.as_at.day}"
    if export := export_or_none(request, tables.get(chosen, tables["forces"]), export_name):
        return export
    pictures = _pictures(page, seen, request)
    context = {
        "measure": page.measure,
        "page": page,
        "tables": tables,
        "pictures": pictures,
        "funnel_svg": mark_safe(pictures["funnel"].inline) if page.funnel else "",  # noqa: S308 - drawn by us
        "formats": list(FORMATS),
        "kept": f"&as-at={request.as_at.day}" if request.as_at.is_past else "",
        "everything": can(request.user, VIEW_NATIONAL),
        "measures": Measure.objects.all(),
        "demonstration": is_demonstration(request.as_at),
    }
    return render(request, "dashboard/measure.html", context)


@require_safe
def measure_chart(request, code):
    require(request.user, VIEW_TOTALS)
    page = national(get_measure(code), list(FORCES), request.as_at)
    picture = _pictures(page, _seen(request), request).get(request.GET.get("of", "panels"))
    if picture is None or not picture.has_something:
        raise Http404
    return svg_response(request, picture.spec(narrow=request.GET.get("size") == "narrow"))


def _pictures(page, seen, request):
    return {
        "panels": Panels(page, seen),
        "funnel": FunnelChart(page, seen, request.as_at),
        "cohorts": CohortChart(page),
    }


def _seen(request) -> frozenset[int]:
    """The forces whose figures the person sees by name."""
    return frozenset(organisations_for(request.user, VIEW_MEASURES).values_list("pk", flat=True))
