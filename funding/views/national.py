"""The country's funding page and the Unit's list of claims. The page's body is the same for all of one right and one
force, so it is kept under the ledger's head."""

from typing import NamedTuple

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_FUNDING, OWN, REVIEW_CLAIM, VIEW_FUNDING, VIEW_NATIONAL, VIEW_TOTALS
from charts.render import picture_response
from forces.access import access_of, can, require
from funding import years
from funding.forms.claims import ClaimFilter
from funding.national import words
from funding.national.page import FundingPage, funding_page
from funding.national.tables import RecipientTable, fund_table, profile_table, published_table, recipient_row
from funding.queries import ALLOCATIONS, known_years, positions, published_totals
from funding.scales import State
from funding.tables import ClaimsTable, claim_rows
from govuk.exports import FORMATS
from govuk.tables import Table, export_or_none
from ledger.kept import cached_body


class FundingVisibility(NamedTuple):
    """`country`: sees every recipient by name; `own`: else the forces whose funding the person may see. The others are
    the buttons."""

    country: bool
    own: tuple[int, ...]
    reviews: bool
    manages: bool

    @classmethod
    def of(cls, user):
        country = can(user, VIEW_NATIONAL)
        own = () if country else sorted(access_of(user).organisation_ids(VIEW_FUNDING, OWN))
        return cls(country, tuple(own), can(user, REVIEW_CLAIM), can(user, MANAGE_FUNDING))


@require_safe
def funding(request):
    require(request.user, VIEW_TOTALS)
    sees = FundingVisibility.of(request.user)
    if "_export" in request.GET and (export := _export(request, sees)):
        return export
    key = "funding", sees, request.GET.urlencode()
    board = cached_body(request, key, lambda: _board(request, sees))
    year = request.GET.get("year")  # one that is not there has been refused by now
    return render(request, "funding/national.html", {"board": board, "year": year and years.name(int(year))})


@require_safe
def funding_chart(request):
    require(request.user, VIEW_TOTALS)
    page = _page(request, FundingVisibility.of(request.user))
    return picture_response(request, page.profile, f"funding-{request.as_at.day}", _("England and Wales"))


def _export(request, sees):
    page = _page(request, sees)
    tables, chosen = _tables(request, page, sees), request.GET.get("list", "recipients")
    chosen = chosen if chosen in tables else "recipients"
    return export_or_none(request, tables[chosen], f"funding-{page.year}-{chosen}-{request.as_at.day}")


def _page(request, sees: FundingVisibility) -> FundingPage:
    """Of the year asked for, else the one that runs or ran last."""
    known, asked = known_years(request.as_at), request.GET.get("year", "")
    if asked and asked not in {str(year) for year in known}:
        raise Http404
    year = int(asked) if asked else years.newest(known, request.as_at.day)
    return funding_page(year, request.as_at, everything=sees.country)


def _tables(request, page: FundingPage, sees: FundingVisibility) -> dict[str, Table]:
    """By the name that the address of a download has for each. Recipients are all of them, or those whose funding the
    person may see."""
    rows = page.rows
    if not sees.country:
        rows = positions(ALLOCATIONS.filter(year=page.year, recipient__force__in=sees.own), request.as_at)
    cells = []
    for row in rows:
        url = reverse("allocation", args=row.address) if row.force else ""
        cells.append(recipient_row(row, url and request.as_at.link(url)))
    recipients = RecipientTable(cells, exclude=("fund",) if _are_of_one_fund(cells) else ())
    RequestConfig(request, paginate=False).configure(recipients)
    return {
        "recipients": recipients,
        "funds": fund_table(page),
        "profile": profile_table(page.profile),
        "published": published_table(published_totals(request.as_at)),
    }


def _are_of_one_fund(cells) -> bool:
    """Then each row would say the same."""
    return len({each["fund"] for each in cells}) == 1


def _board(request, sees: FundingVisibility) -> str:
    page = _page(request, sees)
    tables, query = _tables(request, page, sees), f"&year={page.year}{request.as_at.kept}"
    context = {
        "page": page,
        "year": years.name(page.year),
        "others": [(each, years.name(each)) for each in known_years(request.as_at) if each != page.year],
        "sentence": words.sentence(page),
        "warnings": words.warnings(page, names=sees.country),
        "left_out": words.left_out(page) if page.left_out else "",
        "tables": tables,
        "formats": list(FORMATS),
        "sight": sees,
        "chart": {"of": page.profile, "table": tables["profile"], "list": "profile"},
        "picture": f"{reverse('funding_chart')}?{query[1:]}",
        "query": query,
    }
    return render_to_string("funding/_national_board.html", context, request)


@require_safe
def every_claim(request):
    """Everybody's, those that wait for the Unit first."""
    require(request.user, REVIEW_CLAIM)
    known = [(year, years.name(year)) for year in known_years(request.as_at)]
    states = [("", _("With the Unit")), *State.choices, ("missing", _("Not claimed, late")), ("all", _("All"))]
    chosen = ClaimFilter(request.GET, years=known, states=states)
    year, state = (chosen.cleaned_data.get(name, "") for name in ("year", "state"))
    allocations = ALLOCATIONS.filter(recipient__force__isnull=False)
    rows = positions(allocations.filter(year=year) if year else allocations, request.as_at)
    found = [each for row in rows for each in claim_rows(row, request.as_at) if _is_chosen(each, state, row)]
    table = ClaimsTable(
        sorted(found, key=lambda each: -(each["days"] or 0)),
        sequence=("organisation", "..."),
        exclude=("fund",) if _are_of_one_fund(found) else (),
        caption=_("Those that wait longest come first"),
    )
    RequestConfig(request).configure(table)
    if export := export_or_none(request, table, f"claims-{request.as_at.day}"):
        return export
    context = {"table": table, "filter": chosen, "count": len(found), "waiting": not state}
    return render(request, "funding/claims.html", context)


def _is_chosen(claim, state, row) -> bool:
    if state == "missing":
        return not isinstance(claim["state"], State) and claim["due"] < row.day and not row.statement
    return state == "all" or claim["state"] in ([state] if state else (State.CERTIFIED, State.APPROVED))
