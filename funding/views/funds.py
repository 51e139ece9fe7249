"""The Unit manager's pages: funds and their years."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_FUNDING
from forces.access import require
from funding import actions, years
from funding.forms.funds import FundForm, FundYearForm, NewYearForm
from funding.manager_tables import FundTable, FundYearTable
from funding.queries import ALLOCATIONS, fund_year_versions, fund_years, funds, positions
from funding.sums import total
from govuk.tables import export_or_none
from ledger.actions import act_on


@require_safe
def manage_funds(request):
    require(request.user, MANAGE_FUNDING)
    names = ("name", "purpose", "legal_power", "source")
    rows = [
        {name: getattr(fund, name) or None for name in names} | {"url": link(request, "manage_fund", fund.code)}
        for fund in funds(request.as_at)
    ]
    return list_page(request, FundTable(rows), "funds", "funding/funds.html", {})


def link(request, name, *args) -> str:
    return request.as_at.link(reverse(name, args=args))


def list_page(request, table, name, template, context):
    RequestConfig(request).configure(table)
    export = export_or_none(request, table, f"{name}-{request.as_at.day}")
    return export or render(request, template, context | {"table": table})


def add_fund(request):
    require(request.user, MANAGE_FUNDING)
    return _fund_form(request, None)


def change_fund(request, code):
    require(request.user, MANAGE_FUNDING)
    return _fund_form(request, get_fund(request, code))


def get_fund(request, code):
    return get_object_or_404(funds(request.as_at), code=code)


def _fund_form(request, fund):
    if request.as_at.is_past:
        return redirect(link(request, "manage_funds"))
    form = FundForm(request.POST or None, fund=fund)
    if form.is_bound and form.is_valid() and (said := act_on(form, lambda: _set_fund(request, form))):
        messages.success(request, _("“%(fund)s” is recorded.") % {"fund": said.name})
        return redirect("manage_fund", said.code)
    return render(request, "funding/fund_form.html", {"form": form, "fund": fund})


def _set_fund(request, form):
    return actions.set_fund(code=form.code, new=form.fund is None, by=request.user, **form.cleaned_data)


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
    return list_page(request, table, f"fund-{code}", "funding/fund.html", {"fund": fund, "form": form})


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
        "url": link(request, "manage_fund_year", terms.fund.code, terms.year),
    }


def set_fund_year(request, code, year):
    require(request.user, MANAGE_FUNDING)
    fund = get_fund(request, code)
    if request.as_at.is_past:
        return redirect(link(request, "manage_fund", code))
    versions = fund_year_versions(fund, year, request.as_at)
    terms = versions[0] if versions else None
    form = FundYearForm(request.POST or None, year=year, terms=terms)
    if form.is_bound and form.is_valid() and act_on(form, lambda: _set_year(request, form, fund, year)):
        messages.success(request, _("The year's terms are recorded."))
        return redirect("manage_fund_year", code, year)
    if form.is_bound and not form.is_valid() and form.non_field_errors() and terms:
        form.renew(base=terms.version)
    context = {"form": form, "fund": fund, "year": years.name(year), "terms": terms, "former": versions}
    return render(request, "funding/fund_year_form.html", context)


def _set_year(request, form, fund, year):
    said = {
        name: form.cleaned_data[name] for name in ("amount", "months", "due_after", "statement_due", "source", "base")
    }
    reason = form.cleaned_data.get("reason", "")
    return actions.set_fund_year(fund=fund, year=year, by=request.user, reason=reason, **said)
