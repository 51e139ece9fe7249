"""All measures; one measure across the country, and its pictures."""

from django.db.models import Count, Max
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_MEASURES, VIEW_MEASURES, VIEW_NATIONAL, VIEW_TOTALS
from charts.render import kept_picture_response
from forces.access import can, organisations_for, require
from forces.models import Organisation, OrganisationKind
from govuk.exports import FORMATS
from govuk.tables import export_or_none
from ledger.kept import packed_html
from measures.figures.cohorts import CohortChart, cohort_table
from measures.figures.funnel import FunnelChart, FunnelTable
from measures.figures.national import known_by, national
from measures.figures.notes import note_texts, noted_words
from measures.figures.panels import Panels
from measures.figures.tables import MeasureTable, NationalTable, national_row
from measures.models import Measure
from measures.queries.charts import find_measure, published
from measures.queries.ledgers import is_demonstration
from measures.words import short_quarter, target_text

PICTURES = ("panels", "funnel", "cohorts")


@require_safe
def measures(request):
    require(request.user, VIEW_TOTALS)
    found = published(request.as_at).filter(value__isnull=False).order_by().values("measure")
    found = found.annotate(last=Max("quarter"), forces=Count("organisation", distinct=True))
    known, forces = {row["measure"]: row for row in found}, Organisation.objects.filter(kind=OrganisationKind.FORCE)
    number, rows = forces.count(), []
    for measure in Measure.objects.all():
        row = known.get(measure.pk)
        rows.append(
            {
                "measure": measure.name,
                "definition": measure.definition,
                "source": measure.source,
                "url": request.as_at.link(reverse("measure", args=[measure.code])),
                "until": short_quarter(row["last"]) if row else None,
                "forces": row["forces"] if row else 0,
                "of": number,
            }
        )
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
    return export or render(request, "measures/measures.html", context)


@require_safe
def measure(request, code):
    """The part below the heading is the same for everybody who sees the same forces, so it is kept."""
    require(request.user, VIEW_TOTALS)
    found, everything = find_measure(code)
    seen, page = _seen(request), lambda: _page(request, found)
    if "_export" in request.GET:
        return _download(request, page(), seen)

    def body():
        return render_to_string("measures/_measure_body.html", _context(request, page(), seen), request)

    name = ("measure", *known_by(found, request.as_at), _seen_by(request, seen))
    shown = body() if set(request.GET) - {"as-at"} else packed_html(name, body)
    may_set = can(request.user, MANAGE_MEASURES) and found.may_have_target and not request.as_at.is_past
    context = {"measure": found, "measures": everything, "body": shown, "may_set": may_set}
    return render(request, "measures/measure.html", context)


def _page(request, measure):
    forces = Organisation.objects.filter(kind=OrganisationKind.FORCE)
    return national(measure, list(forces), request.as_at)


def _context(request, page, seen):
    pictures = _pictures(page, seen, request)
    return {
        "measure": page.measure,
        "page": page,
        "tables": _tables(request, page, seen),
        "pictures": pictures,
        # Drawn here from the data alone; the renderer escapes every text.
        "funnel_svg": SafeString(pictures["funnel"].inline) if page.funnel else "",
        "targets": [
            (target_text(page.measure, row), row)
            for row in page.targets
            if row.organisation_id is None or row.organisation_id in seen
        ],
        "notes": [
            (force, note_texts([row]), row) for force, each in page.rows if force.pk in seen for row in each.notes
        ],
        "noted_words": noted_words(page.noted),
        "formats": list(FORMATS),
        "kept": request.as_at.kept,
        "everything": can(request.user, VIEW_NATIONAL),
        "demonstration": is_demonstration(request.as_at),
    }


def _tables(request, page, seen):
    rows = [national_row(force, shown, request.as_at) for force, shown in page.rows if force.pk in seen]
    tables = {
        "forces": NationalTable(rows),
        "funnel": FunnelTable(page, seen, request.as_at),
        "cohorts": cohort_table(page),
    }
    for table in tables.values():
        RequestConfig(request, paginate=False).configure(table)
    return tables


def _download(request, page, seen):
    tables = _tables(request, page, seen)
    chosen = request.GET.get("list") if request.GET.get("list") in tables else "forces"
    name = f"{page.measure.code}-{chosen}-{request.as_at.day}"
    return export_or_none(request, tables[chosen], name) or redirect(request.as_at.link(request.path))


@require_safe
def measure_chart(request, code):
    require(request.user, VIEW_TOTALS)
    (found, _everything), seen = find_measure(code), _seen(request)
    of = request.GET.get("of", "panels")
    if of not in PICTURES:
        raise Http404

    def picture():
        drawn = _pictures(_page(request, found), seen, request)[of]
        return drawn if drawn.has_something else None

    what = ("measure-picture", *known_by(found, request.as_at), of, _seen_by(request, seen))
    return kept_picture_response(request, what, picture, f"{code}-{of}-{request.as_at.day}", _("England and Wales"))


def _pictures(page, seen, request):
    drawn = Panels(page, seen, request.as_at), FunnelChart(page, seen, request.as_at), CohortChart(page)
    return dict(zip(PICTURES, drawn, strict=True))


def _seen(request) -> frozenset[int]:
    """The forces whose figures the person sees by name."""
    return frozenset(organisations_for(request.user, VIEW_MEASURES).values_list("pk", flat=True))


def _seen_by(request, seen) -> str:
    return "all" if can(request.user, VIEW_MEASURES) else "-".join(map(str, sorted(seen)))
