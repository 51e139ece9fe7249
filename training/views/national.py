"""The country's training page. Its body is the same for all who may see the same forces, so it is kept under the
ledger's head."""

from collections.abc import Set
from typing import NamedTuple

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_TRAINING, VIEW_NATIONAL, VIEW_TOTALS, VIEW_TRAINING
from charts.render import picture_response
from forces.access import access_of, can, organisations_for, require
from forces.models import Organisation, OrganisationKind
from govuk.tables import Table, export_or_none
from ledger.kept import cached_body
from training.national.page import quota_page
from training.national.run import Run
from training.national.tables import ForceTable, earlier_table, force_row, run_table
from training.progress import national
from training.queries import quotas

FORCES = Organisation.objects.filter(kind=OrganisationKind.FORCE)


class TrainingVisibility(NamedTuple):
    """`country`: sees how all forces stand to one another; `forces`: those that may be named, None for all."""

    country: bool
    forces: Set[int] | None


@require_safe
def training(request):
    require(request.user, VIEW_TOTALS)
    everywhere = access_of(request.user).nationally(VIEW_TRAINING)
    named = None if everywhere else set(organisations_for(request.user, VIEW_TRAINING).values_list("pk", flat=True))
    sees = TrainingVisibility(can(request.user, VIEW_NATIONAL), named)
    if "_export" in request.GET and (export := _export(request, sees)):
        return export
    key = "training", (sees.country, named and sorted(named)), request.GET.urlencode()
    context = {
        "may_manage": can(request.user, MANAGE_TRAINING) and not request.as_at.is_past,
        "board": cached_body(request, key, lambda: _board(request, sees)),
    }
    return render(request, "training/national.html", context)


@require_safe
def training_chart(request):
    require(request.user, VIEW_TOTALS)
    quota, _others = _chosen_quota(request)
    if quota is None:
        raise Http404
    run = Run(quota, national(quota, request.as_at, FORCES.count()))
    return picture_response(request, run, f"training-{quota.code}-{request.as_at.day}", _("England and Wales"))


def _export(request, sees):
    quota, others = _chosen_quota(request)
    if quota is None:
        return None
    tables = _tables(request, quota_page(quota, others, list(FORCES.all()), request.as_at), sees)
    chosen = request.GET.get("list", "forces")
    name = f"training-{quota.code}-{chosen}-{request.as_at.day}"
    return export_or_none(request, tables.get(chosen, tables["forces"]), name)


def _chosen_quota(request):
    """The one asked for, else the first due, and the others; none when none was known on that day."""
    known, code = quotas(request.as_at), request.GET.get("quota", "")
    if code and code not in {quota.code for quota in known}:
        raise Http404
    quota = next((quota for quota in known if code in ("", quota.code)), None)
    return quota, [other for other in known if other is not quota]


def _tables(request, page: dict, sees: TrainingVisibility) -> dict[str, Table]:
    """By the name that the address of a download has for each."""
    rows = [
        force_row(force, request.as_at.link(reverse("organisation_training", args=[force.organisation.slug])))
        for force in page["position"].forces
        if sees.forces is None or force.organisation.pk in sees.forces
    ]
    forces = ForceTable(rows)
    RequestConfig(request, paginate=False).configure(forces)
    return {
        "months": run_table(page["run"]),
        "forecasts": earlier_table(page["earlier"], page["now"]),
        "forces": forces,
    }


def _board(request, sees: TrainingVisibility) -> str:
    quota, others = _chosen_quota(request)
    if quota is None:
        return render_to_string("training/_national_board.html", {}, request)
    page = quota_page(quota, others, list(FORCES.all()), request.as_at)
    tables, query = _tables(request, page, sees), f"&quota={quota.code}{request.as_at.kept}"
    context = {
        "page": page,
        "tables": tables,
        "everything": sees.country,
        "of_forces": _("Force by force") if sees.country or not sees.forces else _("Your force"),
        "chart": {"of": page["run"], "table": tables["months"], "list": "months"},
        "picture": f"{reverse('training_chart')}?{query[1:]}",
        "query": query,
    }
    return render_to_string("training/_national_board.html", context, request)
