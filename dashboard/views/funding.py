from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_FUNDING, REVIEW_CLAIM, VIEW_FUNDING, VIEW_NATIONAL, VIEW_TOTALS
from dashboard.funding import words
from dashboard.funding.page import funding_page, known_years
from dashboard.funding.tables import RecipientTable, fund_table, profile_table, published_table, recipient_row
from dashboard.render import svg_response
from forces.access import can, organisations_for, require
from funding import years
from funding.queries import ALLOCATIONS, positions, published_totals
from govuk.exports import FORMATS
from govuk.tables import export_or_none


@require_safe
def funding(request):
    require(request.user, VIEW_TOTALS)
    year, known = _year(request)
    everything = can(request.user, VIEW_NATIONAL)
    page = funding_page(year, request.as_at, everything=everything)
    published = list(published_totals(request.as_at))
    tables = {
        "recipients": _recipients(request, page, everything),
        "funds": fund_table(page),
        "profile": profile_table(page.profile),
        "published": published_table(published),
    }
    chosen = request.GET.get("list", "recipients")
    name = f"funding-{year}-{chosen if chosen in tables else 'recipients'}-{request.as_at.day}"
    if export := export_or_none(request, tables.get(chosen, tables["recipients"]), name):
        return export
    query = _query(request, year)
    context = {
        "page": page,
        "year": years.name(year),
        "others": [(each, years.name(each)) for each in known if each != year],
        "sentence": words.sentence(page),
        "warnings": words.warnings(page, names=everything),
        "left_out": words.left_out(page) if page.left_out else "",
        "tables": tables,
        "formats": list(FORMATS),
        "everything": everything,
        "may_manage": can(request.user, MANAGE_FUNDING),
        "may_review": can(request.user, REVIEW_CLAIM),
        "chart": {"of": page.profile, "table": tables["profile"], "list": "profile"},
        "picture": f"{reverse('funding_chart')}?{query[1:]}",
        "query": query,
    }
    return render(request, "dashboard/funding.html", context)


@require_safe
def funding_chart(request):
    require(request.user, VIEW_TOTALS)
    year, _known = _year(request)
    page = funding_page(year, request.as_at, everything=can(request.user, VIEW_NATIONAL))
    return svg_response(request, page.profile.spec(narrow=request.GET.get("size") == "narrow"))


def _year(request):
    """The one asked for, else the one that runs or ran last."""
    known, asked = known_years(request.as_at), request.GET.get("year", "")
    if asked and asked not in {str(year) for year in known}:
        raise Http404
    return int(asked) if asked else years.newest(known, request.as_at.day), known


def _recipients(request, page, everything):
    """All of them, or those whose funding the person may see."""
    rows = page.rows
    if not everything:
        own = organisations_for(request.user, VIEW_FUNDING)
        rows = positions(ALLOCATIONS.filter(year=page.year, recipient__force__in=own), request.as_at)
    alone = len({row.allocation.fund_id for row in rows}) == 1  # then each row would say the same
    table = RecipientTable([recipient_row(row, _url(request, row)) for row in rows], exclude=("fund",) if alone else ())
    RequestConfig(request, paginate=False).configure(table)
    return table


def _url(request, row) -> str:
    if row.force is None:
        return ""
    address = [row.force.slug, row.allocation.fund.code, row.year]
    return request.as_at.link(reverse("allocation", args=address))


def _query(request, year) -> str:
    """Of the addresses on the page that keep the year and the day."""
    day = f"&as-at={request.as_at.day.isoformat()}" if request.as_at.is_past else ""
    return f"&year={year}{day}"
