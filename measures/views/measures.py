"""All measures, and until when each is published."""

from django.db.models import Count, Max
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_MEASURES, VIEW_MEASURES, VIEW_NATIONAL, VIEW_TOTALS
from forces.access import can, organisations_for, require
from forces.models import Organisation, OrganisationKind
from govuk.tables import export_or_none
from measures.figures.tables import MeasureTable
from measures.models import Measure
from measures.queries import is_demonstration
from measures.queries.observations import published
from measures.words import short_quarter


@require_safe
def measures(request):
    require(request.user, VIEW_TOTALS)
    found = published(request.as_at).filter(value__isnull=False).order_by().values("measure")
    known = {
        row["measure"]: row for row in found.annotate(last=Max("quarter"), forces=Count("organisation", distinct=True))
    }
    forces = Organisation.objects.filter(kind=OrganisationKind.FORCE).count()
    rows = [
        _listed(measure, known.get(measure.pk), request.as_at) | {"of": forces} for measure in Measure.objects.all()
    ]
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


def _listed(measure, known, as_at):
    row = {"measure": measure.name, "definition": measure.definition, "source": measure.source}
    row["url"] = as_at.link(reverse("measure", args=[measure.code]))
    return row | {"until": short_quarter(known["last"]) if known else None, "forces": known["forces"] if known else 0}
