"""The Unit's list of claims."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import REVIEW_CLAIM
from forces.access import require
from funding import years
from funding.forms import ClaimFilter
from funding.listing import WITH_UNIT, claim_rows
from funding.queries import ALLOCATIONS, fund_years, positions
from funding.scales import State
from funding.tables import ClaimsTable
from govuk.tables import export_or_none


@require_safe
def every_claim(request):
    """Everybody's, those that wait for the Unit first."""
    require(request.user, REVIEW_CLAIM)
    known = sorted({year for _fund, year in fund_years(request.as_at)}, reverse=True)
    states = [("", _("With the Unit")), *State.choices, ("missing", _("Not claimed, late")), ("all", _("All"))]
    chosen = ClaimFilter(request.GET, years=[(year, years.name(year)) for year in known], states=states)
    year, state = (chosen.cleaned_data.get(name, "") for name in ("year", "state"))
    allocations = ALLOCATIONS.filter(recipient__force__isnull=False)
    rows = positions(allocations.filter(year=year) if year else allocations, request.as_at)
    found = [each for row in rows for each in claim_rows(row, request.as_at) if _is_chosen(each, state, row, request)]
    alone = len({each["fund"] for each in found}) == 1  # then each row would say the same
    table = ClaimsTable(
        sorted(found, key=lambda each: -(each["days"] or 0)),
        sequence=("organisation", "..."),
        exclude=("fund",) if alone else (),
        caption=_("Those that wait longest come first"),
    )
    RequestConfig(request).configure(table)
    if export := export_or_none(request, table, f"claims-{request.as_at.day}"):
        return export
    context = {"table": table, "filter": chosen, "count": len(found), "waiting": not state}
    return render(request, "funding/claims.html", context)


def _is_chosen(claim, state, row, request) -> bool:
    if state == "missing":
        return not isinstance(claim["state"], State) and claim["due"] < request.as_at.day and not row.statement
    if state == "all":
        return True
    return claim["state"] == state if state else claim["state"] in WITH_UNIT
