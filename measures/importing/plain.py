"""A plain table: organisation, measure, quarter, value and, where known, numerator and denominator."""

from decimal import Decimal

from measures.importing.cells import decimal, text_of, whole
from measures.importing.forces import not_a_force
from measures.importing.found import FORCE, METRIC, Figure, Found
from measures.importing.headers import Cells, Format
from measures.messages import say as _
from measures.quarters import read_quarter

CODES = {
    "recorded_offences", "outcomes_assigned", "charged", "charged_pct", "victim_withdrawal", "victim_withdrawal_pct",
    "cps_referrals", "days_to_charge",
}  # fmt: skip
PRINTED = Decimal("0.051")  # by how much a percentage with one decimal may differ from its count and denominator


def read(sheets, names, found: Found) -> None:
    for sheet, columns, rows in sheets:
        for number, cells in rows:
            if any(cell is not None for cell in cells):
                _read_row(Cells(sheet, number, cells, columns, found), names, found)


def _read_row(row, names, found):
    name, metric = row["organisation"], row["measure"]
    slug, measure = names.slug(name), text_of(metric).lower().replace("-", "_")
    if slug is None:
        if name is not None and names.is_other(name):
            found.leave_out(row.place("organisation"), not_a_force(name))
            return
        if name is None or found.is_new(FORCE, name, row.place("organisation"), names.known):
            row.wrong("organisation", _("the name of a police force"))
    if measure not in CODES:
        measure = names.measure(metric)
    if measure is None and (metric is None or found.is_new(METRIC, metric, row.place("measure"), sorted(CODES))):
        row.wrong("measure", _("one of %(codes)s", codes=", ".join(sorted(CODES))))
    quarter = row.parsed("quarter", lambda cell: read_quarter(text_of(cell)))
    figure = _figure(row, measure or "", found)
    if slug and measure and quarter and figure:
        found.add((slug, measure, quarter), figure, row.place("value"))


def _figure(row, measure, found) -> Figure | None:
    before = len(found.problems) + found.more_problems
    share = measure.endswith("_pct")
    value = row.parsed("value", decimal if share or measure == "days_to_charge" else whole)
    count, total = (row.parsed(name, whole) for name in ("numerator", "denominator"))
    if len(found.problems) + found.more_problems > before:
        return None
    if value is None:
        found.leave_out(row.place("value"), _("withheld by the publisher"))
        return Figure(None)
    if share and value > 100:
        return row.wrong("value", _("a percentage from 0 to 100"))
    if (count is None) != (total is None) or (total is not None and (not total or count > total)):
        return row.wrong("denominator", _("a numerator and a denominator that is no smaller, or neither"))
    if share and total and abs(Decimal(100 * count) / total - value) > PRINTED:
        fits = {"share": f"{100 * count / total:.1f}", "count": count, "total": total}
        return row.wrong("value", _("%(share)s, which is %(count)d of %(total)d", **fits))
    found.taken[_("rows")] += 1
    return Figure(round(Decimal(value), 3), count, total)


PLAIN = Format(
    kind="plain",
    title="Plain table",
    names={
        "organisation": ("organisation", "force", "force name"),
        "measure": ("measure", "measure code"),
        "quarter": ("quarter",),
        "value": ("value", "figure"),
        "numerator": ("numerator", "count"),
        "denominator": ("denominator", "of", "out of"),
    },
    read=read,
    optional=frozenset({"numerator", "denominator"}),
)
