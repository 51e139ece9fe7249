"""The funding page's body: the same for all of one right and one force, so it is kept under the ledger's head."""

from dataclasses import dataclass

from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django_tables2 import RequestConfig

from funding import years
from funding.national import words
from funding.national.page import FundingPage, funding_page, known_years
from funding.national.tables import RecipientTable, fund_table, profile_table, published_table, recipient_row
from funding.queries import ALLOCATIONS, positions, published_totals
from govuk.exports import FORMATS
from govuk.tables import Table


@dataclass(frozen=True)
class Sight:
    """`country`: sees every recipient by name; `own`: else the forces whose funding the person may see. The others are
    the buttons."""

    country: bool
    own: tuple[int, ...]
    reviews: bool
    manages: bool


def page_of(request, sight: Sight) -> FundingPage:
    return funding_page(_year(request), request.as_at, everything=sight.country)


def tables_of(request, page: FundingPage, sight: Sight) -> dict[str, Table]:
    """By the name that the address of a download has for each."""
    return {
        "recipients": _recipients(request, page, sight),
        "funds": fund_table(page),
        "profile": profile_table(page.profile),
        "published": published_table(published_totals(request.as_at)),
    }


def board_html(request, sight: Sight) -> str:
    page = page_of(request, sight)
    tables, query = tables_of(request, page, sight), _query(request, page.year)
    context = {
        "page": page,
        "year": years.name(page.year),
        "others": [(each, years.name(each)) for each in known_years(request.as_at) if each != page.year],
        "sentence": words.sentence(page),
        "warnings": words.warnings(page, names=sight.country),
        "left_out": words.left_out(page) if page.left_out else "",
        "tables": tables,
        "formats": list(FORMATS),
        "sight": sight,
        "chart": {"of": page.profile, "table": tables["profile"], "list": "profile"},
        "picture": f"{reverse('funding_chart')}?{query[1:]}",
        "query": query,
    }
    return render_to_string("funding/_national_board.html", context, request)


def _year(request) -> int:
    """The one asked for, else the one that runs or ran last."""
    known, asked = known_years(request.as_at), request.GET.get("year", "")
    if asked and asked not in {str(year) for year in known}:
        raise Http404
    return int(asked) if asked else years.newest(known, request.as_at.day)


def _recipients(request, page: FundingPage, sight: Sight) -> RecipientTable:
    """All of them, or those whose funding the person may see."""
    rows = page.rows
    if not sight.country:
        rows = positions(ALLOCATIONS.filter(year=page.year, recipient__force__in=sight.own), request.as_at)
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
