"""The lists of a measure across the country."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from govuk.tables import LinkColumn, NumberColumn, OfColumn, Table
from measures.figures.tables.columns import (
    NO_FIGURES,
    NO_NOTE,
    NOT_PUBLISHED,
    AssuranceColumn,
    NotesColumn,
    VariationColumn,
    line_cells,
    line_columns,
    without_notes,
    without_targets,
)
from measures.figures.words import cases_text, rule_words
from measures.models import Unit
from measures.words import number_text, short_quarter, value_text
from stats import funnel


class MeasureTable(Table):
    caption = _("Measures")
    measure = LinkColumn(verbose_name=_("Measure"))
    definition = tables.Column(verbose_name=_("What it counts"), orderable=False)
    source = tables.Column(verbose_name=_("Source"))
    until = tables.Column(verbose_name=_("Published until"), default=NO_FIGURES)
    forces = OfColumn(of="of", verbose_name=_("Forces with figures"))
    of = NumberColumn(verbose_name=_("Forces"), visible=False)


class NationalTable(Table):
    """In the order of names and never ranked: no figure can be sorted by."""

    caption = _("Forces by name, and how each chart ends")
    force = LinkColumn(verbose_name=_("Force"))
    cohort = tables.Column(verbose_name=_("Cohort"))
    latest = NumberColumn(verbose_name=_("Last figure"), orderable=False, default=NO_FIGURES)
    unit = tables.Column(verbose_name=_("In"), default=NO_FIGURES, visible=False)
    counts = NumberColumn(
        verbose_name=_("Cases behind it"), orderable=False, default=NOT_PUBLISHED, exclude_from_export=True
    )
    count = NumberColumn(verbose_name=_("Count"), default=NOT_PUBLISHED, visible=False)
    total = NumberColumn(verbose_name=_("Of"), default=NOT_PUBLISHED, visible=False)
    quarter = tables.Column(verbose_name=_("Quarter"), orderable=False, default=NO_FIGURES)
    variation = VariationColumn(verbose_name=_("Variation"), orderable=False)
    rule = tables.Column(verbose_name=_("Rule"), default=_("no rule"), orderable=False)
    assurance = AssuranceColumn(verbose_name=_("Assurance"), accessor="process", orderable=False)
    notes = NotesColumn(verbose_name=_("Notes"), default=NO_NOTE, visible=False)  # the page lists them above it

    def __init__(self, rows, **kwargs):
        left_out = without_targets(row["process"] for row in rows) + without_notes(rows)
        if all(row["variation"].measure.unit == Unit.COUNT for row in rows):
            left_out += ("counts", "count", "total")
        super().__init__(rows, extra_columns=line_columns(), exclude=left_out, **kwargs)

    def render_latest(self, value, record):
        return value_text(record["of_measure"], value)

    def value_latest(self, value):
        return value


def national_row(force, shown, as_at) -> dict:
    url = as_at.link(reverse("organisation_measure", args=[force.slug, shown.measure.code]))
    process = shown.process
    row = {"force": force.short_name, "cohort": force.get_cohort_display(), "url": url}
    row |= {"variation": shown, "process": process, "notes": shown.notes}
    if process is None:
        return row
    return row | {
        "of_measure": shown.measure,
        "latest": shown.latest.value,
        "unit": shown.measure.get_unit_display(),
        "counts": cases_text(shown),
        "count": shown.latest.numerator,
        "total": shown.latest.denominator,
        "quarter": short_quarter(process.quarters[process.last_at]),
        "rule": rule_words(process, process.last_at),
        **line_cells(shown.measure, process.last),
    }


SIDES = {funnel.ABOVE: _("Above"), funnel.BELOW: _("Below"), funnel.WITHIN: _("Within")}
LIMITS = {  # by kind of limits and name: their headings in the file
    ("exact", "lower_95"): _("Lower 95% limit"),
    ("exact", "upper_95"): _("Upper 95% limit"),
    ("exact", "lower_998"): _("Lower 99.8% limit"),
    ("exact", "upper_998"): _("Upper 99.8% limit"),
    ("adjusted", "lower_95"): _("Lower 95% limit, widened"),
    ("adjusted", "upper_95"): _("Upper 95% limit, widened"),
    ("adjusted", "lower_998"): _("Lower 99.8% limit, widened"),
    ("adjusted", "upper_998"): _("Upper 99.8% limit, widened"),
}


class FunnelTable(Table):
    """By name: a funnel compares each force with chance, not with the others."""

    caption = _("Forces by name, and where each lies in the funnel")
    formats = ()
    force = LinkColumn(verbose_name=_("Force"))
    counts = NumberColumn(verbose_name=_("Count, and of how many"), orderable=False, exclude_from_export=True)
    count = NumberColumn(verbose_name=_("Count"), visible=False)
    total = NumberColumn(verbose_name=_("Of"), visible=False)
    share = NumberColumn(verbose_name=_("Share"), orderable=False, exclude_from_export=True)
    per_cent = NumberColumn(verbose_name=_("Share, per cent"), visible=False)
    target = NumberColumn(verbose_name=_("All forces together, per cent"), visible=False)
    usual_95 = tables.Column(verbose_name=_("95% limits at its size"), orderable=False, exclude_from_export=True)
    side_95 = tables.Column(verbose_name=_("The 95% limits"), orderable=False)
    usual = tables.Column(verbose_name=_("99.8% limits at its size"), orderable=False, exclude_from_export=True)
    side = tables.Column(verbose_name=_("The 99.8% limits"), orderable=False)

    def __init__(self, rows, **kwargs):
        limits = [
            (f"{kind}_{name}", NumberColumn(verbose_name=heading, default=_("not widened"), visible=False))
            for (kind, name), heading in LIMITS.items()
        ]
        super().__init__(rows, extra_columns=limits, **kwargs)


def funnel_rows(page, seen, as_at) -> list[dict]:
    """The limits on the page are those that count; where they are not widened, the exact tail says the side."""
    rows = []
    for (force, count, total), unit in zip(page.drawn, page.funnel.units if page.funnel else (), strict=True):
        if force.pk not in seen:
            continue
        found, said = page.funnel, {"count": number_text(count), "total": number_text(total)}
        limits = {"exact": unit.exact, "adjusted": unit.adjusted if found.is_adjusted else None}
        numbers = {
            f"{kind}_{name}": limits[kind] and round(100 * getattr(limits[kind], name), 1) for kind, name in LIMITS
        }
        counts = found.limits(unit)
        rows.append(
            numbers
            | {
                "force": force.short_name,
                "url": as_at.link(reverse("organisation_measure", args=[force.slug, page.measure.code])),
                "counts": _text("%(count)s of %(total)s") % said,
                "count": count,
                "total": total,
                "share": f"{100 * unit.rate:.1f}%",
                "per_cent": round(100 * unit.rate, 1),
                "target": round(100 * found.target, 1),
                "usual_95": _between(counts.lower_95, counts.upper_95),
                "side_95": SIDES[found.outside(unit, level="95")],
                "usual": _between(counts.lower_998, counts.upper_998),
                "side": SIDES[found.outside(unit)],
            }
        )
    return rows


def _between(lower, upper) -> str:
    return _text("%(lower)s%% to %(upper)s%%") % {"lower": f"{100 * lower:.1f}", "upper": f"{100 * upper:.1f}"}


class CohortTable(Table):
    caption = _("The numbers behind the chart")
    formats = ()
    quarter = tables.Column(verbose_name=_("Quarter"))

    def render_quarter(self, value):
        return short_quarter(value)

    def value_quarter(self, value):
        return value


class CohortColumn(NumberColumn):
    """An average of forces, with of how many; in the download they have columns of their own."""

    def __init__(self, measure, name):
        self.measure, self.name = measure, name
        super().__init__(verbose_name=name, default=NOT_PUBLISHED)

    def render(self, value, record):
        said = {"value": value_text(self.measure, value)} | {of: record[f"{self.name} {of}"] for of in ("n", "of")}
        return _text("%(value)s, %(n)d of %(of)d forces") % said

    def value(self, value):
        return round(value, 3)


def cohort_table(page) -> CohortTable:
    by_quarter, columns = {}, []
    for name, _colour, points in page.cohorts:
        of, counted = page.behind[name]
        for quarter, value in points:
            cells = {name: value, f"{name} n": counted[quarter], f"{name} of": of}
            by_quarter.setdefault(quarter, {"quarter": quarter}).update(cells)
        figures = _text("%(cohort)s, forces with figures") % {"cohort": name}
        forces = _text("%(cohort)s, forces") % {"cohort": name}
        columns += [
            (name, CohortColumn(page.measure, name)),
            (f"{name} n", NumberColumn(verbose_name=figures, visible=False)),
            (f"{name} of", NumberColumn(verbose_name=forces, visible=False)),
        ]
    rows = [by_quarter[quarter] for quarter in sorted(by_quarter, reverse=True)]
    return CohortTable(rows, extra_columns=columns, orderable=False, prefix="cohorts-")
