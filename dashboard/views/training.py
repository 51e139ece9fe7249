from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_TRAINING, VIEW_NATIONAL, VIEW_TOTALS, VIEW_TRAINING
from dashboard.render import svg_response
from dashboard.training.page import quota_page, summary
from dashboard.training.run import Run
from dashboard.training.special_cause import special_cause
from dashboard.training.tables import ForceTable, earlier_table, force_row, run_table
from forces.access import can, organisations_for, require
from forces.models import Organisation, OrganisationKind
from govuk.tables import export_or_none
from training.progress import national
from training.queries import quotas

FORCES = Organisation.objects.filter(kind=OrganisationKind.FORCE)


@require_safe
def training(request):
    require(request.user, VIEW_TOTALS)
    quota, others = _quotas(request)
    may_manage = can(request.user, MANAGE_TRAINING) and not request.as_at.is_past
    if quota is None:
        return render(request, "dashboard/training.html", {"may_manage": may_manage})
    page = quota_page(quota, list(FORCES.all()), request.as_at)
    tables = {
        "months": run_table(page.run),
        "forecasts": earlier_table(page.earlier, page.now),
        "forces": _force_table(request, page),
    }
    chosen = request.GET.get("list", "forces")
    name = f"training-{quota.code}-{chosen}-{request.as_at.day}"
    if export := export_or_none(request, tables.get(chosen, tables["forces"]), name):
        return export
    query = _query(request, quota)
    context = {
        "page": page,
        "tables": tables,
        "everything": can(request.user, VIEW_NATIONAL),
        "may_manage": may_manage,
        "others": [(other, summary(other, request.as_at)) for other in others],
        "chart": {"of": page.run, "table": tables["months"], "list": "months"},
        "picture": f"{reverse('training_chart')}?{query[1:]}",
        "query": query,
    }
    return render(request, "dashboard/training.html", context)


@require_safe
def training_chart(request):
    require(request.user, VIEW_TOTALS)
    quota, _others = _quotas(request)
    if quota is None:
        raise Http404
    run = Run(quota, national(quota, request.as_at, special_cause), FORCES.count())
    return svg_response(request, run.spec(narrow=request.GET.get("size") == "narrow"))


def _quotas(request):
    """The one asked for, else the first due, and the others; none when none was known on that day."""
    known, code = quotas(request.as_at), request.GET.get("quota", "")
    if code and code not in {quota.code for quota in known}:
        raise Http404
    quota = next((quota for quota in known if code in ("", quota.code)), None)
    return quota, [other for other in known if other is not quota]


def _force_table(request, page):
    """The forces whose training the person may see: all of them, or their own."""
    seen = set(organisations_for(request.user, VIEW_TRAINING).values_list("pk", flat=True))
    rows = [
        force_row(force, request.as_at.link(reverse("organisation_training", args=[force.organisation.slug])))
        for force in page.position.forces
        if force.organisation.pk in seen
    ]
    table = ForceTable(rows)
    RequestConfig(request, paginate=False).configure(table)
    return table


def _query(request, quota):
    """Of the addresses on the page that keep the quota and the day."""
    day = f"&as-at={request.as_at.day.isoformat()}" if request.as_at.is_past else ""
    return f"&quota={quota.code}{day}"
