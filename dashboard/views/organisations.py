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
from dashboard.organisation import differences, lately, organisation_rows, standing, unit_views_of
from dashboard.position import PositionOverTime, ThemesOverTime, position_over_time, themes_over_time
from dashboard.tables import (
    CommitmentTable,
    OrganisationTable,
    ThreeViewsTable,
    over_time_table,
    position,
    themes_table,
)
from dashboard.three_views import ThreeViews, answers_of, unit_sentence
from forces.access import access_of, can, get_organisation, organisations_for
from govuk.tables import export_or_none, list_downloads
from rollout.own_returns import open_returns
from rollout.queries import log_entries

LOG_ENTRIES = 3


@require_safe
def organisations(request):
    chosen = OrganisationFilter(request.GET, queryset=organisations_for(request.user, VIEW_STATUS))
    rows = organisation_rows(chosen.qs, request.as_at)
    for row in rows:
        row["url"] = request.as_at.link(reverse("organisation", args=[row["organisation"].slug]))
        row["share"] = row["in_place"] / row["total"] if row["total"] else 0
        if not row["total"]:
            row["in_place"] = row["never"] = None  # nothing was asked of it, which is not nil
    table = OrganisationTable(rows)
    RequestConfig(request).configure(table)
    context = {"table": table, "filter": chosen, "count": len(rows), "has_role": bool(access_of(request.user).roles)}
    export = export_or_none(request, table, f"organisations-{request.as_at.day}")
    return export or render(request, "dashboard/organisations.html", context)


@require_safe
def organisation(request, slug):
    organisation, as_at = get_organisation(request.user, slug, VIEW_STATUS), request.as_at
    now = standing(organisation, as_at)
    over_time, themes = _over_time(organisation, as_at, now)
    lists = {
        "over-time": over_time_table(over_time.months, over_time.columns, prefix="time-"),
        "themes-over-time": themes_table(themes.themes),
    }
    may = _rights(request.user, organisation)
    views = unit_views_of(now, as_at) if may["unit_view"] else {}
    without = () if may["unit_view"] else ("unit", "stance")
    if may["responses"]:
        lists["three-views"] = ThreeViewsTable(_three_views(organisation, now, views, as_at), exclude=without)
    rows = [_standard(organisation, *row, views, as_at) for row in now.rows]
    table = CommitmentTable(rows, exclude=without)
    RequestConfig(request, paginate=False).configure(table)
    chosen = request.GET.get("list")
    name = f"{slug}-{chosen}" if chosen in lists else slug
    if export := export_or_none(request, lists.get(chosen, table), f"{name}-{as_at.day}"):
        return export
    positions = {commitment.pk: update for commitment, update in now.rows}
    context = {
        "organisation": organisation,
        "standing": now,
        "differences": differences(now, views),
        "unit_thinks": unit_sentence(row["stance"] for row in rows) if may["unit_view"] else "",
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
        "open_returns": open_returns(request.user, organisation, as_at, positions) if may["detail"] else [],
        "updates": lately(now, detail=may["detail"]),
        "entries": log_entries(as_at.moment).filter(organisation=organisation)[:LOG_ENTRIES] if may["log"] else [],
    }
    return render(request, "dashboard/organisation.html", context)


@require_safe
def organisation_chart(request, slug):
    organisation = get_organisation(request.user, slug, VIEW_STATUS)
    over_time, themes = _over_time(organisation, request.as_at, standing(organisation, request.as_at))
    shown = themes if request.GET.get("by") == "theme" else over_time
    return picture_response(request, shown, f"{slug}-position-{request.as_at.day}", organisation.name)


def _over_time(organisation, as_at, now):
    by_theme = themes_over_time(organisation, as_at, now)
    themes = [(str(part["theme"]), by_theme[part["theme"].pk]) for part in now.themes]
    return PositionOverTime(position_over_time(by_theme)), ThemesOverTime(themes)


def _three_views(organisation, now, views, as_at):
    """Of the standards about which findings are addressed to it; those where the views differ first."""
    answers, rows = answers_of(organisation, as_at), []
    for commitment, said in now.rows:
        if commitment.standard_id in answers:
            three = ThreeViews(organisation, said, views.get(commitment.pk), answers[commitment.standard_id])
            url = reverse("commitment", args=[organisation.slug, commitment.standard.code])
            rows.append(
                {
                    "standard": str(commitment.standard),
                    "url": as_at.link(url),
                    "said": said and said.status,
                    "unit": three.unit and three.unit.status,
                    "stance": three.stance,
                    "found": three.text,
                    "cell": three.cell(as_at),
                    "differs": three.differs or None,
                }
            )
    return sorted(rows, key=lambda row: not row["differs"])


def _standard(organisation, commitment, update, views, as_at):
    standard = commitment.standard
    return {
        "standard": str(standard),
        "theme": standard.theme.name,
        "url": as_at.link(reverse("commitment", args=[organisation.slug, standard.code])),
        **position(update, views.get(commitment.pk)),
    }


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
