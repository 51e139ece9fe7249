from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import (
    RECORD_UPDATE,
    VIEW_DETAIL,
    VIEW_FUNDING,
    VIEW_LOG,
    VIEW_MEASURES,
    VIEW_RESPONSES,
    VIEW_STATUS,
    VIEW_TRAINING,
    VIEW_UNIT_VIEW,
    WRITE_LOG,
)
from charts.render import picture_response
from dashboard.filters import OrganisationFilter
from dashboard.listing import organisation_rows
from dashboard.organisation import (
    differences,
    lately,
    position_over_time,
    standing,
    themes_over_time,
    unit_views_of,
)
from dashboard.position import PositionOverTime, ThemesOverTime
from dashboard.tables import (
    CommitmentTable,
    OrganisationTable,
    ThreeViewsTable,
    over_time_table,
    themes_table,
    third_row,
)
from dashboard.three_views import Third, answers_of, unit_sentence
from forces.access import access_of, can, get_organisation, organisations_for
from govuk.tables import export_or_none, list_downloads
from rollout.differences import stance_of
from rollout.own_returns import open_returns
from rollout.queries import log_entries

LOG_ENTRIES = 3


@require_safe
def organisations(request):
    seen = organisations_for(request.user, VIEW_STATUS)
    chosen = OrganisationFilter(request.GET, queryset=seen)
    rows = [_listed(row, request.as_at) for row in organisation_rows(chosen.qs, request.as_at)]
    table = OrganisationTable(rows)
    RequestConfig(request).configure(table)
    context = {"table": table, "filter": chosen, "count": len(rows), "has_role": bool(access_of(request.user).roles)}
    export = export_or_none(request, table, f"organisations-{request.as_at.day}")
    return export or render(request, "dashboard/organisations.html", context)


def _listed(row, as_at):
    names = ("organisation", "total", "in_place", "never", "share", "last_updated")
    url = as_at.link(reverse("organisation", args=[row.organisation.slug]))
    nothing = {} if row.total else {"in_place": None, "never": None}  # nothing was asked of it, which is not nil
    return {name: getattr(row, name) for name in names} | nothing | {"url": url}


@require_safe
def organisation(request, slug):
    organisation = get_organisation(request.user, slug, VIEW_STATUS)
    now = standing(organisation, request.as_at)
    over_time, themes = _over_time(organisation, request.as_at, now)
    lists = {
        "over-time": over_time_table(over_time.months, over_time.columns, prefix="time-"),
        "themes-over-time": themes_table(themes.themes),
    }
    may = _rights(request.user, organisation)
    views = unit_views_of(now, request.as_at) if may["unit_view"] else {}
    stances = {each.pk: stance_of(views.get(each.pk), said and said.status) for each, said in now.rows}
    differ = {each.commitment.pk: each for each in differences(now, views)}
    if may["responses"]:
        lists["three-views"] = _three_views(organisation, now, views, may["unit_view"], request.as_at)
    rows = [
        _standard(organisation, *row, differ.get(row[0].pk), request.as_at) | {"stance": stances[row[0].pk]}
        for row in now.rows
    ]
    table = CommitmentTable(rows, exclude=() if may["unit_view"] else ("unit", "stance"))
    RequestConfig(request, paginate=False).configure(table)
    chosen = request.GET.get("list")
    name = f"{slug}-{chosen}" if chosen in lists else slug
    if export := export_or_none(request, lists.get(chosen, table), f"{name}-{request.as_at.day}"):
        return export
    positions = {commitment.pk: update for commitment, update in now.rows}
    context = {
        "organisation": organisation,
        "standing": now,
        "differences": differ.values(),
        "unit_thinks": unit_sentence(stances.values()) if may["unit_view"] else "",
        "three": (three := lists.get("three-views")),
        "apart": sum(row["differs"] is not None for row in three.data) if three else 0,
        **list_downloads(request),
        "charts": [
            {"of": themes, "table": lists["themes-over-time"], "list": "themes-over-time", "by": "theme"},
            {"of": over_time, "table": lists["over-time"], "list": "over-time", "by": "status"},
        ],
        "table": table,
        "may": may,
        "partners": _partners(request.user, organisation),
        "open_returns": open_returns(request.user, organisation, request.as_at, positions) if may["detail"] else [],
        "updates": lately(now, detail=may["detail"]),
        "entries": _log(organisation, request.as_at) if may["log"] else [],
    }
    return render(request, "dashboard/organisation.html", context)


@require_safe
def organisation_chart(request, slug):
    organisation = get_organisation(request.user, slug, VIEW_STATUS)
    now = standing(organisation, request.as_at)
    over_time, themes = _over_time(organisation, request.as_at, now)
    shown = themes if request.GET.get("by") == "theme" else over_time
    return picture_response(request, shown, f"{slug}-position-{request.as_at.day}", organisation.name)


def _three_views(organisation, now, views, beside, as_at):
    """Of the standards about which findings are addressed to it; those where the views differ first."""
    answers = answers_of(organisation, as_at)
    rows = [
        _third(commitment, Third(organisation, said, views.get(commitment.pk), answers[commitment.standard_id]), as_at)
        for commitment, said in now.rows
        if commitment.standard_id in answers
    ]
    rows.sort(key=lambda row: not row["differs"])
    return ThreeViewsTable(rows, exclude=() if beside else ("unit", "stance"))


def _third(commitment, third, as_at):
    url = reverse("commitment", args=[third.organisation.slug, commitment.standard.code])
    return third_row(third, as_at) | {"standard": str(commitment.standard), "url": as_at.link(url)}


def _over_time(organisation, as_at, now):
    by_theme = themes_over_time(organisation, as_at, now)
    themes = [(str(position.theme), by_theme[position.theme.pk]) for position in now.themes]
    return PositionOverTime(position_over_time(by_theme)), ThemesOverTime(themes)


def _rights(user, organisation):
    return {
        "detail": can(user, VIEW_DETAIL, organisation),
        "unit_view": can(user, VIEW_UNIT_VIEW, organisation),
        "record": can(user, RECORD_UPDATE, organisation),
        "funding": organisation.is_force and can(user, VIEW_FUNDING, organisation),
        "training": organisation.is_force and can(user, VIEW_TRAINING, organisation),
        "responses": can(user, VIEW_RESPONSES, organisation),
        "measures": organisation.is_force and can(user, VIEW_MEASURES, organisation),
        "log": can(user, VIEW_LOG, organisation),
        "write_log": can(user, WRITE_LOG, organisation),
        "own": organisation.pk in {own.pk for own in access_of(user).own},
    }


def _partners(user, organisation):
    """Everyone may know who the partners are; a link only to those whose page the person may open."""
    may_open = Exists(organisations_for(user, VIEW_STATUS).filter(pk=OuterRef("pk")))
    partners = type(organisation).objects.partners_of([organisation.pk]).annotate(may_open=may_open)
    return [(partner, partner.may_open) for partner in partners]


def _log(organisation, as_at):
    return log_entries(as_at.moment).filter(organisation=organisation)[:LOG_ENTRIES]


def _standard(organisation, commitment, update, difference, as_at):
    standard = commitment.standard
    url = reverse("commitment", args=[organisation.slug, standard.code])
    return {
        "standard": str(standard),
        "theme": standard.theme.name,
        "url": as_at.link(url),
        "status": update and update.status,
        "unit": difference and difference.view.status,
        "confidence": update and update.confidence,
        "confirmed": bool(update and update.is_confirmed),
        "target_date": update and update.target_date,
        "last_updated": update and update.recorded_at,
    }
