from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import MANAGE_TRAINING, VIEW_NATIONAL, VIEW_TOTALS, VIEW_TRAINING
from charts.render import picture_response
from forces.access import access_of, can, organisations_for, require
from govuk.tables import export_or_none
from ledger.kept import cached_body
from training.national.board import FORCES, Sight, board_html, chosen_quota, tables_of
from training.national.page import quota_page
from training.national.run import Run
from training.national.special_cause import special_cause
from training.progress import national


@require_safe
def training(request):
    require(request.user, VIEW_TOTALS)
    sight = _sight(request.user)
    if "_export" in request.GET and (export := _export(request, sight)):
        return export
    asked = request.GET.urlencode()
    context = {
        "may_manage": can(request.user, MANAGE_TRAINING) and not request.as_at.is_past,
        "board": cached_body(request, ("training", sight.key, asked), lambda: board_html(request, sight)),
    }
    return render(request, "training/national.html", context)


@require_safe
def training_chart(request):
    require(request.user, VIEW_TOTALS)
    quota, _others = chosen_quota(request)
    if quota is None:
        raise Http404
    run = Run(quota, national(quota, request.as_at, special_cause, FORCES.count()))
    return picture_response(request, run, f"training-{quota.code}-{request.as_at.day}", _("England and Wales"))


def _export(request, sight):
    quota, others = chosen_quota(request)
    if quota is None:
        return None
    tables = tables_of(request, quota_page(quota, others, list(FORCES.all()), request.as_at), sight)
    chosen = request.GET.get("list", "forces")
    name = f"training-{quota.code}-{chosen}-{request.as_at.day}"
    return export_or_none(request, tables.get(chosen, tables["forces"]), name)


def _sight(user) -> Sight:
    everywhere = access_of(user).nationally(VIEW_TRAINING)
    named = None if everywhere else set(organisations_for(user, VIEW_TRAINING).values_list("pk", flat=True))
    return Sight(can(user, VIEW_NATIONAL), named)
