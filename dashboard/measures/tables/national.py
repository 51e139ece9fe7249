"""The lists of a measure across the country."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from dashboard.measures.tables.columns import AssuranceColumn, VariationColumn
from govuk.tables import LinkColumn, NumberColumn, OfColumn, Table
from measures import funnel
from measures.words import number_text, short_quarter, value_text

NO_FIGURES, NOT_PUBLISHED = _("no figures"), _("not published")


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
        verbose_name=_("Count, and of how many"), orderable=False, default=NOT_PUBLISHED, exclude_from_export=True
    )
    count = NumberColumn(verbose_name=_("Count"), default=NOT_PUBLISHED, visible=False)
    total = NumberColumn(verbose_name=_("Of"), default=NOT_PUBLISHED, visible=False)
    quarter = tables.Column(verbose_name=_("Quarter"), orderable=False, default=NO_FIGURES)
    process = VariationColumn(verbose_name=_("Variation"), orderable=False)
    assurance = AssuranceColumn(verbose_name=_("Assurance"), accessor="process", orderable=False)

    def render_latest(self, value, record):
        return value_text(record["of_measure"], value)

    def value_latest(self, value):
        return value


def national_row(force, shown, as_at) -> dict:
    url = as_at.link(reverse("organisation_measure", args=[force.slug, shown.measure.code]))
    row = {"force": force.short_name, "cohort": force.get_cohort_display(), "url": url, "process": shown.process}
    process = shown.process
    if process is None:
        return row
    at = process.last_at
    point = shown.series[process.quarters[at]]
    said = {"count": point.numerator, "total": point.denominator}
    return row | {
        **said,
        "of_measure": shown.measure,
        "latest": point.value,
        "unit": shown.measure.get_unit_display(),
        "counts": _text("%(count)s of %(total)s") % said if point.denominator else None,
        "quarter": short_quarter(process.quarters[at]),
    }


SIDES = {
    funnel.ABOVE: _("Above the 99.8% limits"),
    funnel.BELOW: _("Below the 99.8% limits"),
    funnel.WITHIN: _("Within the 99.8% limits"),
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
    usual = tables.Column(verbose_name=_("Limits at its size"), orderable=False, exclude_from_export=True)
    lower = NumberColumn(verbose_name=_("Lower limit at its size, per cent"), visible=False)
    upper = NumberColumn(verbose_name=_("Upper limit at its size, per cent"), visible=False)
    side = tables.Column(verbose_name=_("Lies"), orderable=False)


def funnel_rows(page, seen, as_at) -> list[dict]:
    rows = []
    for (force, count, total), unit in zip(page.drawn, page.funnel.units if page.funnel else (), strict=True):
        if force.pk not in seen:
            continue
        limits = page.funnel.limits(unit)
        rate, lower, upper = (round(100 * each, 1) for each in (unit.rate, limits.lower_998, limits.upper_998))
        said = {"count": number_text(count), "total": number_text(total)}
        rows.append(
            {
                "force": force.short_name,
                "url": as_at.link(reverse("organisation_measure", args=[force.slug, page.measure.code])),
                "counts": _text("%(count)s of %(total)s") % said,
                "count": count,
                "total": total,
                "share": f"{rate:.1f}%",
                "per_cent": rate,
                "usual": _text("%(lower)s%% to %(upper)s%%") % {"lower": f"{lower:.1f}", "upper": f"{upper:.1f}"},
                "lower": lower,
                "upper": upper,
                "side": SIDES[page.funnel.outside(unit)],
            }
        )
    return rows


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
