import datetime as dt

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from accounts.permissions import VIEW_TOTALS
from forces.access import require
from govuk.exports import FORMATS
from govuk.tables import export_or_none
from measures import table_one as published
from measures import words
from measures.models import PublishedPair
from measures.tables import ComparedTable, PairTable, compared_row

ANNOUNCED = dt.date(2023, 7, 10)
CLAIMED = {
    "referrals_up": gettext_lazy("Referrals to the CPS rose in all five forces."),
    "referrals_doubled": gettext_lazy("They more than doubled in two: West Midlands and Durham."),
    "charges_tripled": gettext_lazy(
        "Cases prosecuted by the CPS more than tripled in one: Avon and Somerset. Read here as offences charged."
    ),
    "days_down": gettext_lazy("The average days to charge fell in all five."),
    "days_down_almost_300": gettext_lazy("They fell by almost 300 in one: South Wales."),
}


@require_safe
def table_one(request):
    require(request.user, VIEW_TOTALS)
    if request.as_at.day < ANNOUNCED:
        raise Http404
    found = published.table_one()
    pairs = PairTable(
        [
            {"force": row.force.short_name, "measure": pair.measure.name, "before": pair.before, "latest": pair.latest}
            for row in found.rows
            for pair in row.pairs.values()
        ],
        orderable=False,
    )
    comparisons = [(row.force, each) for row in found.rows for each in row.compared]
    compared = ComparedTable([compared_row(force, each) for force, each in comparisons], orderable=False)
    for table in (pairs, compared):
        RequestConfig(request, paginate=False).configure(table)
    chosen = compared if request.GET.get("list") == "compared" else pairs
    if export := export_or_none(request, chosen, "table-1"):
        return export
    names = {row.force.slug: row.force.short_name for row in found.rows}
    context = {
        "measures": found.measures,
        "rows": [_printed(row, found.measures) for row in found.rows],
        "claims": [_claim(each, names) for each in found.claims],
        "denominators": [
            (row.force, [words.range_text(each.common) for each in row.denominators.values()]) for row in found.rows
        ],
        "odd": [_odd(row, side) for row in found.rows for side in row.inconsistent],
        "compared": compared,
        "by_chance": words.by_chance([each.result for _force, each in comparisons]),
        "formats": list(FORMATS),
        "kept": request.as_at.kept,
    }
    return render(request, "measures/table_one.html", context)


def _printed(row, measures):
    """Its cells in order: (text, whether it is the one that does not fit, its headings for a narrow screen)."""
    odd, sides = row.inconsistent, {"before": _("before"), "latest": _("latest")}
    cells = [
        (
            words.printed(getattr(row.pairs[measure.code], side), measure),
            side in odd and measure.code == "charged_pct",
            f"{measure.name}, {name}",
        )
        for measure in measures
        for side, name in sides.items()
    ]
    return row.force, cells


def _claim(each, names):
    pairs = ", ".join(
        _("%(force)s %(before)s to %(latest)s")
        % {"force": names[force], "before": words.number_text(int(before)), "latest": words.number_text(int(latest))}
        for force, (before, latest) in each.pairs.items()
        if force in (each.claim.named or each.pairs) or force in each.also
    )
    also = ", ".join(names[force] for force in each.also)
    return {"said": CLAIMED[each.claim.code], "true": each.true, "pairs": pairs, "also": also}


def _odd(row, side):
    """Why a quarter's two shares do not fit, in the figures themselves."""
    parts = [
        _("%(measure)s: %(count)s at %(share)s%% needs %(needs)s outcomes")
        % {
            "measure": row.pairs[count].measure.name,
            "count": words.number_text(int(getattr(row.pairs[count], side))),
            "share": getattr(row.pairs[published.SHARES[count]], side),
            "needs": words.range_text(needs),
        }
        for count, needs in row.denominators[side].by_share.items()
    ]
    quarter = PublishedPair._meta.get_field(side).verbose_name
    return {"force": row.force.short_name, "quarter": quarter, "needs": "; ".join(parts)}
