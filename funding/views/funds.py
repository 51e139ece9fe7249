"""The Unit manager's pages: funds, their years, and what was published about money."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_FUNDING
from forces.access import require
from funding import actions, years
from funding.forms.funds import FundForm, FundYearForm, NewYearForm, PublishedForm
from funding.queries import ALLOCATIONS, fund_year_versions, fund_years, funds, positions, published_totals
from funding.sums import total
from funding.tables import FundTable, FundYearTable, PublishedTable, published_row
from govuk.tables import export_or_none
from ledger.actions import act_on
from ledger.middleware import today_only


@require_safe
def manage_funds(request):
    require(request.user, MANAGE_FUNDING)
    names = ("name", "purpose", "legal_power", "source")
    rows = [
        {name: getattr(fund, name) or None for name in names} | {"url": _link(request, "manage_fund", fund.code)}
        for fund in funds(request.as_at)
    ]
    return _list_page(request, FundTable(rows), "funds", "funding/funds.html", {})


def _link(request, name, *args) -> str:
    return request.as_at.link(reverse(name, args=args))


def _list_page(request, table, name, template, context):
    RequestConfig(request).configure(table)
    export = export_or_none(request, table, f"{name}-{request.as_at.day}")
    return export or render(request, template, context | {"table": table})


@today_only("manage_funds")
def add_fund(request):
    require(request.user, MANAGE_FUNDING)
    return _fund_form(request, None)


@today_only("manage_funds")
def change_fund(request, code):
    require(request.user, MANAGE_FUNDING)
    return _fund_form(request, get_fund(request, code))


def get_fund(request, code):
    return get_object_or_404(funds(request.as_at), code=code)


def _fund_form(request, fund):
    form = FundForm(request.POST or None, fund=fund)
    said = {"by": request.user, "new": fund is None}
    if form.is_valid() and (
        made := act_on(form, lambda: actions.set_fund(code=form.code, **said, **form.cleaned_data))
    ):
        messages.success(request, _("“%(fund)s” is recorded.") % {"fund": made.name})
        return redirect("manage_fund", made.code)
    return render(request, "funding/fund_form.html", {"form": form, "fund": fund})


def manage_fund(request, code):
    require(request.user, MANAGE_FUNDING)
    fund = get_fund(request, code)
    allocated = positions(ALLOCATIONS.filter(fund=fund), request.as_at)
    terms = {year: row for (of, year), row in fund_years(request.as_at).items() if of == fund.pk}
    rows = [_year(request, row, [each for each in allocated if each.year == row.year]) for row in terms.values()]
    table = FundYearTable(sorted(rows, key=lambda row: row["number_of_year"], reverse=True))
    form = NewYearForm(request.POST or None, today=request.as_at.day, taken=terms)
    if request.method == "POST" and form.is_valid():
        return redirect("set_fund_year", fund.code, form.cleaned_data["year"])
    return _list_page(request, table, f"fund-{code}", "funding/fund.html", {"fund": fund, "form": form})


def _year(request, terms, rows) -> dict:
    allocated = total(row.amount for row in rows)
    return {
        "number_of_year": terms.year,
        "year": years.name(terms.year),
        "total": terms.total,
        "allocated": allocated,
        "unallocated": terms.total - allocated,
        "number": len(rows),
        "statement_due": terms.statement_due,
        "source": terms.source,
        "url": _link(request, "manage_fund_year", terms.fund.code, terms.year),
    }


@today_only("manage_fund", "code")
def set_fund_year(request, code, year):
    require(request.user, MANAGE_FUNDING)
    fund = get_fund(request, code)
    versions = fund_year_versions(fund, year, request.as_at)
    terms = versions[0] if versions else None
    form = FundYearForm(request.POST or None, year=year, terms=terms)
    said = {"fund": fund, "year": year, "by": request.user}
    if form.is_valid() and act_on(form, lambda: actions.set_fund_year(**said, **form.terms)):
        messages.success(request, _("The year's terms are recorded."))
        return redirect("manage_fund_year", code, year)
    if form.is_bound and form.non_field_errors() and terms:
        form.renew(base=terms.version)
    context = {"form": form, "fund": fund, "year": years.name(year), "terms": terms, "former": versions}
    return render(request, "funding/fund_year_form.html", context)


@require_safe
def manage_published(request):
    require(request.user, MANAGE_FUNDING)
    rows = [published_row(row, _link(request, "change_published", row.code)) for row in published_totals(request.as_at)]
    return _list_page(request, PublishedTable(rows), "published-totals", "funding/published.html", {})


@today_only("manage_published")
def add_published(request):
    require(request.user, MANAGE_FUNDING)
    return _published_form(request, None)


@today_only("manage_published")
def change_published(request, code):
    require(request.user, MANAGE_FUNDING)
    return _published_form(request, get_object_or_404(published_totals(request.as_at), code=code))


def _published_form(request, row):
    form = PublishedForm(request.POST or None, row=row)
    said = {"by": request.user, "new": row is None}
    if form.is_valid() and act_on(
        form, lambda: actions.set_published_total(code=form.code, **said, **form.cleaned_data)
    ):
        messages.success(request, _("The published total is recorded. Everybody sees it on the funding page."))
        return redirect("manage_published")
    return render(request, "funding/published_form.html", {"form": form, "row": row})
