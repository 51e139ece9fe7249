"""The Unit manager's pages: a fund's year, its allocations, their variations and plans."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import MANAGE_FUNDING
from forces.access import require
from funding import actions, years
from funding.forms.allocations import AllocateForm, PlanForm, VaryForm
from funding.queries import ALLOCATIONS, fund_years, plan_of, positions
from funding.sums import total
from funding.tables import FundAllocationTable, claimed_cells, plan_table
from funding.views.funds import get_fund
from govuk.exports import FORMATS
from govuk.tables import export_or_none
from ledger.actions import act_on
from ledger.middleware import today_only


@require_safe
def manage_fund_year(request, code, year):
    require(request.user, MANAGE_FUNDING)
    fund, terms = _terms(request, code, year)
    rows = positions(ALLOCATIONS.filter(fund=fund, year=year), request.as_at)
    table = FundAllocationTable([_listed(request, row) for row in rows])
    RequestConfig(request).configure(table)
    if export := export_or_none(request, table, f"{code}-{year}-{request.as_at.day}"):
        return export
    allocated = total(row.amount for row in rows)
    context = {
        "fund": fund,
        "terms": terms,
        "year": years.name(year),
        "table": table,
        "allocated": allocated,
        "left": terms.total - allocated,
    }
    return render(request, "funding/fund_year.html", context)


def _terms(request, code, year):
    fund = get_fund(request, code)
    terms = fund_years(request.as_at).get((fund.pk, year))
    if terms is None:
        raise Http404
    return fund, terms


def _listed(request, row) -> dict:
    address = [row.allocation.fund.code, row.year, row.allocation.recipient.code]
    return {
        "recipient": row.allocation.recipient.name,
        "amount": row.allocation.amount,
        "varied": row.amount - row.allocation.amount,
        "allocated": row.amount,
        "claimed": claimed_cells(row.standing)["claimed"] if row.force else _("not here"),
        "plan": _("recorded") if row.planned else _("none"),
        "url": request.as_at.link(reverse("manage_allocation", args=address)),
    }


@today_only("manage_fund_year", "code", "year")
def allocate(request, code, year):
    require(request.user, MANAGE_FUNDING)
    fund, terms = _terms(request, code, year)
    rows = positions(ALLOCATIONS.filter(fund=fund, year=year), request.as_at)
    form = AllocateForm(request.POST or None, taken=[row.allocation.recipient_id for row in rows])
    said = {"fund": fund, "year": year, "by": request.user}
    if form.is_valid() and (made := act_on(form, lambda: actions.allocate(**said, **form.cleaned_data))):
        messages.success(request, _("Allocated to %(recipient)s.") % {"recipient": made.recipient})
        return redirect("manage_allocation", code, year, made.recipient.code)
    left = terms.total - total(row.amount for row in rows)
    context = {"form": form, "fund": fund, "year": years.name(year), "terms": terms, "left": left}
    return render(request, "funding/allocate.html", context)


def manage_allocation(request, code, year, recipient):
    """The allocation, its variations, and the form that adds one."""
    require(request.user, MANAGE_FUNDING)
    row = _allocation(request, code, year, recipient)
    form = None
    if not request.as_at.is_past:
        form = VaryForm(request.POST or None, initial={"token": uuid.uuid4(), "base": len(row.variations)})
        said = {"allocation": row.allocation, "by": request.user}
        if form.is_valid() and act_on(form, lambda: actions.vary(**said, **form.variation)):
            messages.success(request, _("The variation is recorded: claims are kept within what it makes."))
            return redirect("manage_allocation", code, year, recipient)
        if form.is_bound and form.non_field_errors():
            form.renew(base=row.allocation.variations.count())
    plan = plan_of(row.allocation, request.as_at.moment)
    planned = plan and plan_table(plan)
    if planned and (export := export_or_none(request, planned, f"{code}-{year}-{recipient}-plan-{request.as_at.day}")):
        return export
    context = {
        "row": row,
        "form": form,
        "fund": row.allocation.fund,
        "year": years.name(year),
        "plan": plan,
        "plan_table": planned,
        "formats": list(FORMATS),
        "kept": request.as_at.kept,
    }
    return render(request, "funding/manage_allocation.html", context)


def _allocation(request, code, year, recipient):
    rows = positions(ALLOCATIONS.filter(fund__code=code, year=year, recipient__code=recipient), request.as_at)
    if not rows:
        raise Http404
    return rows[0]


@today_only("manage_allocation", "code", "year", "recipient")
def set_plan(request, code, year, recipient):
    require(request.user, MANAGE_FUNDING)
    row = _allocation(request, code, year, recipient)
    plan = plan_of(row.allocation, None)
    amounts = {(line.starts, line.category): line.amount for line in plan.lines.all()} if plan else {}
    known = {"amounts": amounts, "base": plan.version if plan else 0, "allocated": row.amount}
    form = PlanForm(request.POST or None, spans=row.periods, **known)
    said = {"allocation": row.allocation, "by": request.user}
    records = form.is_valid() and "add_up" not in request.POST
    if records and act_on(form, lambda: actions.set_plan(**said, **form.plan)):
        messages.success(request, _("The plan is recorded. Claims are shown against it."))
        return redirect("manage_allocation", code, year, recipient)
    context = {"row": row, "form": form, "fund": row.allocation.fund, "year": years.name(year), "plan": plan}
    return render(request, "funding/set_plan.html", context)
