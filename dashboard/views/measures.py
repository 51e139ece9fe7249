from django.db.models import Count, Max
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_MEASURES, VIEW_MEASURES, VIEW_NATIONAL, VIEW_TOTALS
from dashboard.cache import cached
from dashboard.measures.national import kept_under, national
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
from dashboard.render import kept_svg_response, svg_response
from forces.access import can, get_force, organisations_for, require
from forces.models import Organisation, OrganisationKind
from govuk.exports import FORMATS
from govuk.tables import export_or_none
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
    force = get_force(request.user, slug, VIEW_MEASURES)
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
    force = get_force(request.user, slug, VIEW_MEASURES)
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
    force = get_force(request.user, slug, VIEW_MEASURES)
    chart = _chart(force, get_measure(code), request.as_at)
    if chart.shown.process is None:
        raise Http404
    return svg_response(request, chart.spec(narrow=request.GET.get("size") == "narrow"))


def _chart(force, measure, as_at) -> ProcessChart:
    (shown,) = shown_of(force, [measure], as_at)
    return ProcessChart(shown, force.joined, in_place(force, as_at))


@require_safe
def measure(request, code):
    """The part below the heading is the same for everybody who sees the same forces, so it is kept."""
    require(request.user, VIEW_TOTALS)
    found, seen = get_measure(code), _seen(request)
    kept = kept_under(found, request.as_at)
    if "_export" in request.GET:
        page = national(found, list(FORCES), request.as_at, kept)
        return _measure_export(request, page, _measure_tables(request, page, seen))

    def body():
        page = national(found, list(FORCES), request.as_at, kept)
        return render_to_string("dashboard/_measure_body.html", _measure_context(request, page, seen), request)

    name = f"measure-page:{kept}:{_seen_by(request, seen)}:{get_language()}"
    shown = body() if set(request.GET) - {"as-at"} else cached(name, body)
    context = {"measure": found, "measures": Measure.objects.all(), "body": shown}
    return render(request, "dashboard/measure.html", context)


def _measure_context(request, page, seen):
    pictures = _pictures(page, seen, request)
    return {
        "measure": page.measure,
        "page": page,
        "tables": _measure_tables(request, page, seen),
        "pictures": pictures,
        # Drawn here from the data alone; the renderer escapes every text.
        "funnel_svg": SafeString(pictures["funnel"].inline) if page.funnel else "",
        "formats": list(FORMATS),
        "kept": f"&as-at={request.as_at.day}" if request.as_at.is_past else "",
        "everything": can(request.user, VIEW_NATIONAL),
        "demonstration": is_demonstration(request.as_at),
    }


def _measure_tables(request, page, seen):
    rows = [national_row(force, shown, request.as_at) for force, shown in page.rows if force.pk in seen]
    tables = {
        "forces": NationalTable(rows),
        "funnel": FunnelTable(funnel_rows(page, seen, request.as_at), prefix="funnel-"),
        "cohorts": cohort_table(page),
    }
    for table in tables.values():
        RequestConfig(request, paginate=False).configure(table)
    return tables


def _measure_export(request, page, tables):
    chosen = request.GET.get("list") if request.GET.get("list") in tables else "forces"
    name = f"{page.measure.code}-{chosen}-{request.as_at.day}"
    found = export_or_none(request, tables[chosen], name)
    return found or redirect(request.as_at.link(request.path))


@require_safe
def measure_chart(request, code):
    require(request.user, VIEW_TOTALS)
    found, seen = get_measure(code), _seen(request)
    of, narrow = request.GET.get("of", "panels"), request.GET.get("size") == "narrow"
    if of not in PICTURES:
        raise Http404
    kept = kept_under(found, request.as_at)

    def spec():
        picture = _pictures(national(found, list(FORCES), request.as_at, kept), seen, request)[of]
        return picture.spec(narrow=narrow) if picture.has_something else None

    name = f"measure-picture:{kept}:{of}:{narrow}:{_seen_by(request, seen)}:{get_language()}"
    return kept_svg_response(request, name, spec)


PICTURES = ("panels", "funnel", "cohorts")


def _pictures(page, seen, request):
    return dict(
        zip(PICTURES, (Panels(page, seen), FunnelChart(page, seen, request.as_at), CohortChart(page)), strict=True)
    )


def _seen(request) -> frozenset[int]:
    """The forces whose figures the person sees by name."""
    return frozenset(organisations_for(request.user, VIEW_MEASURES).values_list("pk", flat=True))


def _seen_by(request, seen) -> str:
    return "all" if can(request.user, VIEW_MEASURES) else "-".join(map(str, sorted(seen)))
