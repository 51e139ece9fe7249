"""A plain table: organisation, measure, quarter, value and, where known, numerator and denominator."""

from decimal import Decimal

from measures.importing.cells import decimal, text_of, whole
from measures.importing.forces import not_a_force
from measures.importing.found import FORCE, METRIC, Figure, Found, Place
from measures.importing.headers import Format
from measures.quarters import read_quarter
from measures.said import say as _

CODES = {
    "recorded_offences", "outcomes_assigned", "charged", "charged_pct", "victim_withdrawal", "victim_withdrawal_pct",
    "cps_referrals", "days_to_charge",
}  # fmt: skip
PRINTED = Decimal("0.051")  # by how much a percentage with one decimal may differ from its count and denominator


def read(sheets, names, found: Found) -> None:
    for sheet, columns, rows in sheets:
        for number, cells in rows:
            if any(cell is not None for cell in cells):
                _Row(sheet, number, cells, columns, found).read(names)


class _Row:
    def __init__(self, sheet, number, cells, columns, found):
        self.cells, self.columns, self.found = cells, columns, found
        self.sheet, self.number = sheet, number

    def read(self, names):
        name, metric = self._cell("organisation"), self._cell("measure")
        slug, measure = names.slug(name), text_of(metric).lower().replace("-", "_")
        if slug is None:
            if name is not None and names.is_other(name):
                self.found.leave_out(self._place("organisation"), not_a_force(name))
                return
            if name is None or self.found.is_new(FORCE, name, self._place("organisation"), names.known):
                self._wrong("organisation", _("the name of a police force"))
        if measure not in CODES:
            measure = names.measure(metric)
        if measure is None and (
            metric is None or self.found.is_new(METRIC, metric, self._place("measure"), sorted(CODES))
        ):
            self._wrong("measure", _("one of %(codes)s", codes=", ".join(sorted(CODES))))
        quarter = self._parsed("quarter", lambda cell: read_quarter(text_of(cell)))
        figure = self._figure(measure or "")
        if slug and measure and quarter and figure:
            self.found.add((slug, measure, quarter), figure, self._place("value"))

    def _figure(self, measure) -> Figure | None:
        before = len(self.found.problems) + self.found.more_problems
        share = measure.endswith("_pct")
        value = self._parsed("value", decimal if share or measure == "days_to_charge" else whole)
        count, total = (self._parsed(name, whole) for name in ("numerator", "denominator"))
        if len(self.found.problems) + self.found.more_problems > before:
            return None
        if value is None:
            self.found.leave_out(self._place("value"), _("withheld by the publisher"))
            return Figure(None)
        if share and value > 100:
            return self._wrong("value", _("a percentage from 0 to 100"))
        if (count is None) != (total is None) or (total is not None and (not total or count > total)):
            return self._wrong("denominator", _("a numerator and a denominator that is no smaller, or neither"))
        if share and total and abs(Decimal(100 * count) / total - value) > PRINTED:
            fits = {"share": f"{100 * count / total:.1f}", "count": count, "total": total}
            return self._wrong("value", _("%(share)s, which is %(count)d of %(total)d", **fits))
        self.found.taken[_("rows")] += 1
        return Figure(round(Decimal(value), 3), count, total)

    def _cell(self, name):
        at = self.columns.get(name)
        return self.cells[at] if at is not None and at < len(self.cells) else None

    def _parsed(self, name, parse):
        try:
            return parse(self._cell(name))
        except ValueError as error:
            return self._wrong(name, error.args[0])

    def _place(self, name):
        return Place(self.sheet, self.number, self.columns.get(name, -1) + 1)

    def _wrong(self, name, expected) -> None:
        self.found.wrong(self._place(name), self._cell(name), expected)


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
