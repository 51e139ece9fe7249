"""A force's own page of funding, its forecasts and year-end statements."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import CERTIFY_CLAIM, RECORD_CLAIM, REVIEW_CLAIM, VIEW_DETAIL, VIEW_FUNDING
from forces.access import can, get_force
from funding import actions, years
from funding.claim_page import get_allocation
from funding.force_page import sentences, waiting_for
from funding.forms.claims import ForecastForm, StatementForm
from funding.queries import ALLOCATIONS, plan_of, positions
from funding.tables import AllocationTable, ClaimsTable, allocation_row, claim_rows, plan_table
from govuk.exports import FORMATS
from govuk.tables import export_or_none
from ledger.actions import act_on


@require_safe
def organisation_funding(request, slug):
    force = get_force(request.user, slug, VIEW_FUNDING)
    rows = positions(ALLOCATIONS.filter(recipient__force=force), request.as_at)
    claims = [each for row in rows for each in claim_rows(row, request.as_at)]
    alone = len({row.allocation.fund_id for row in rows}) == 1
    out = ("organisation", "fund") if alone else ("organisation",)
    table = ClaimsTable(sorted(claims, key=lambda each: each["starts"], reverse=True), exclude=out)
    RequestConfig(request).configure(table)
    cells = [allocation_row(row, request.as_at.link(reverse("allocation", args=row.address))) for row in rows]
    allocations = AllocationTable(cells, orderable=False, prefix="allocations-")
    allocations.formats = ()
    chosen = allocations if request.GET.get("list") == "allocations" else table
    if export := export_or_none(request, chosen, f"{slug}-funding-{request.as_at.day}"):
        return export
    current = [row for row in rows if row.year == years.newest({row.year for row in rows}, request.as_at.day)]
    does = () if request.as_at.is_past else (RECORD_CLAIM, CERTIFY_CLAIM, REVIEW_CLAIM)
    held = {permission for permission in does if can(request.user, permission, force)}
    context = {
        "organisation": force,
        "sentences": sentences(force, current, request.as_at.day),
        "rows": rows,
        "waiting": waiting_for(rows, held, request.user),
        "certifies": CERTIFY_CLAIM in held,
        "table": table,
        "allocations": allocations,
        "formats": list(FORMATS),
    }
    return render(request, "funding/organisation.html", context)


@require_safe
def allocation(request, slug, code, year):
    row = get_allocation(request, slug, code, year, VIEW_FUNDING)
    table = ClaimsTable(list(claim_rows(row, request.as_at)), exclude=("organisation", "fund"))
    RequestConfig(request, paginate=False).configure(table)
    plan = plan_of(row.allocation, request.as_at.moment)
    planned = plan and plan_table(plan)
    chosen, named = (planned, "plan-") if planned and request.GET.get("list") == "plan" else (table, "")
    if export := export_or_none(request, chosen, f"{slug}-{code}-{year}-{named}{request.as_at.day}"):
        return export
    now = not request.as_at.is_past
    context = {
        "organisation": row.force,
        "row": row,
        "year": years.name(year),
        "table": table,
        "sentences": sentences(row.force, [row], request.as_at.day),
        "plan": plan,
        "plan_table": planned,
        "formats": list(FORMATS),
        "kept": request.as_at.kept,
        "detail": can(request.user, VIEW_DETAIL, row.force),
        "may_forecast": now and not row.is_over and can(request.user, RECORD_CLAIM, row.force),
        "may_sign": now and row.is_over and can(request.user, CERTIFY_CLAIM, row.force),
    }
    return render(request, "funding/allocation.html", context)


def record_forecast(request, slug, code, year):
    row = get_allocation(request, slug, code, year, RECORD_CLAIM)
    if request.as_at.is_past or row.is_over:
        return redirect(request.as_at.link(reverse("allocation", args=row.address)))
    form = ForecastForm(request.POST or None, initial={"token": uuid.uuid4()})
    said = {"allocation": row.allocation, "by": request.user}
    if form.is_valid() and act_on(form, lambda: actions.record_forecast(**said, **form.forecast)):
        messages.success(request, _("Your forecast is recorded. The Unit sees it now."))
        return redirect("allocation", *row.address)
    context = {"organisation": row.force, "row": row, "year": years.name(year), "form": form}
    return render(request, "funding/record_forecast.html", context)


def funding_statement(request, slug, code, year):
    """Read by all who see the allocation; signed by the finance officer."""
    row = get_allocation(request, slug, code, year, CERTIFY_CLAIM if request.method == "POST" else VIEW_FUNDING)
    may_sign = not request.as_at.is_past and row.is_over and can(request.user, CERTIFY_CLAIM, row.force)
    form = None
    if may_sign:
        corrects = row.statement is not None
        said = row.standing.claimed if row.standing.certified else None  # nobody signs a nil that nobody entered
        initial = {"base": len(row.statements), "spent": row.statement.spent if corrects else said}
        form = StatementForm(request.POST or None, corrects=corrects, initial=initial)
    if form and form.is_valid() and _sign(request, row, form):
        messages.success(request, _("The statement is signed. The Unit sees it now."))
        return redirect("funding_statement", *row.address)
    context = {
        "organisation": row.force,
        "row": row,
        "year": years.name(year),
        "form": form,
        "detail": can(request.user, VIEW_DETAIL, row.force),
        "last_day": years.last_day(year),
    }
    return render(request, "funding/statement.html", context)


def _sign(request, row, form):
    said = {"allocation": row.allocation, "by": request.user, "today": request.as_at.day}
    try:
        return actions.sign_statement(**said, **form.statement)
    except actions.RuleBroken as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        if not refused.field:
            form.data = form.data.copy()
            form.data["base"] = str(row.allocation.statements.count())
        return None
