from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import MANAGE_FUNDING, OWN, REVIEW_CLAIM, VIEW_FUNDING, VIEW_NATIONAL, VIEW_TOTALS
from charts.render import picture_response
from forces.access import access_of, can, require
from funding import years
from funding.national.board import Sight, board_html, page_of, tables_of
from govuk.tables import export_or_none
from ledger.kept import cached_body


@require_safe
def funding(request):
    require(request.user, VIEW_TOTALS)
    sight = _sight(request.user)
    if "_export" in request.GET and (export := _export(request, sight)):
        return export
    asked = request.GET.urlencode()
    board = cached_body(request, ("funding", sight, asked), lambda: board_html(request, sight))
    year = request.GET.get("year")  # one that is not there has been refused by now
    return render(request, "funding/national.html", {"board": board, "year": year and years.name(int(year))})


@require_safe
def funding_chart(request):
    require(request.user, VIEW_TOTALS)
    page = page_of(request, _sight(request.user))
    return picture_response(request, page.profile, f"funding-{request.as_at.day}", _("England and Wales"))


def _export(request, sight):
    page = page_of(request, sight)
    tables, chosen = tables_of(request, page, sight), request.GET.get("list", "recipients")
    chosen = chosen if chosen in tables else "recipients"
    return export_or_none(request, tables[chosen], f"funding-{page.year}-{chosen}-{request.as_at.day}")


def _sight(user) -> Sight:
    country = can(user, VIEW_NATIONAL)
    own = () if country else sorted(access_of(user).organisation_ids(VIEW_FUNDING, OWN))
    return Sight(country, tuple(own), can(user, REVIEW_CLAIM), can(user, MANAGE_FUNDING))
