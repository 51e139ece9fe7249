from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import OWN, VIEW_NATIONAL, VIEW_TOTALS, VIEW_UNIT_VIEW
from dashboard.grid.country import Days
from dashboard.grid.filters import DAYS, query_of
from dashboard.grid.page import NotKept, board_html, totals_html
from dashboard.grid.sheet import sheet
from forces.access import access_of, can, organisations_for, require
from govuk.exports import FORMATS, file_of
from ledger.kept import cached_body
from ledger.middleware import compares


@compares
@require_safe
def national(request):
    require(request.user, VIEW_TOTALS)
    query, days = query_of(request.GET), Days(request.as_at, request.compare)
    everything = can(request.user, VIEW_NATIONAL)
    if everything:
        what = ("national", *sorted(query.items()))
        try:
            board = cached_body(request, what, lambda: board_html(query, days))
        except NotKept as shown:
            board = shown.html
    else:
        seen = frozenset(organisations_for(request.user).values_list("pk", flat=True))
        beside = frozenset(access_of(request.user).organisation_ids(VIEW_UNIT_VIEW, OWN))
        what = (
            "national totals",
            sorted(seen),
            sorted(beside),
            *((name, query[name]) for name in DAYS if name in query),
        )
        board = cached_body(request, what, lambda: totals_html(seen, days, beside=beside))
    return render(request, "dashboard/national.html", {"board": board, "everything": everything})


@compares
@require_safe
def national_download(request, format):
    require(request.user, VIEW_NATIONAL)
    if format not in FORMATS:
        raise Http404
    rows = sheet(query_of(request.GET), Days(request.as_at, request.compare))
    return file_of(rows, format, f"national-{request.as_at.day.isoformat()}")
