"""The lists of a measure across the country."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from dashboard.measures.tables.columns import AssuranceColumn, VariationColumn
from govuk.tables import LinkColumn, NumberColumn, Table
from measures import funnel
from measures.words import number_text, short_quarter, value_text


class MeasureTable(Table):
    caption = _("Measures")
    measure = LinkColumn(verbose_name=_("Measure"))
    definition = tables.Column(verbose_name=_("What it counts"), orderable=False)
    source = tables.Column(verbose_name=_("Source"))
    until = tables.Column(verbose_name=_("Published until"), default=_("no figures"))
    forces = NumberColumn(verbose_name=_("Forces with figures"))
    of = NumberColumn(verbose_name=_("Forces"), visible=False)

    def render_forces(self, value, record):
        return _text("%(number)d of %(total)d") % {"number": value, "total": record["of"]}

    def value_forces(self, value):
        return value


class NationalTable(Table):
    """In the order of names and never ranked: no figure can be sorted by."""

    caption = _("Forces by name, and how each chart ends")
    force = LinkColumn(verbose_name=_("Force"))
    cohort = tables.Column(verbose_name=_("Cohort"))
    latest = NumberColumn(verbose_name=_("Last figure"), orderable=False, default=_("no figures"))
    counts = NumberColumn(verbose_name=_("Count, and of how many"), orderable=False, default="\u2013")
    quarter = tables.Column(verbose_name=_("Quarter"), orderable=False, default="\u2013")
    process = VariationColumn(verbose_name=_("Variation"), orderable=False)
    assurance = AssuranceColumn(verbose_name=_("Assurance"), accessor="process", orderable=False)


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
        "latest": value_text(shown.measure, process.values[at]),
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
    counts = NumberColumn(verbose_name=_("Count, and of how many"), orderable=False)
    share = NumberColumn(verbose_name=_("Share"), orderable=False)
    usual = tables.Column(verbose_name=_("Limits at its size"), orderable=False)
    side = tables.Column(verbose_name=_("Lies"), orderable=False)


def funnel_rows(page, seen, as_at) -> list[dict]:
    rows = []
    for (force, count, total), unit in zip(page.drawn, page.funnel.units if page.funnel else (), strict=True):
        if force.pk not in seen:
            continue
        limits = page.funnel.limits(unit)
        said = {"count": number_text(count), "total": number_text(total)}
        rows.append(
            {
                "force": force.short_name,
                "url": as_at.link(reverse("organisation_measure", args=[force.slug, page.measure.code])),
                "counts": _text("%(count)s of %(total)s") % said,
                "share": f"{100 * unit.rate:.1f}%",
                "usual": _text("%(lower)s%% to %(upper)s%%")
                % {"lower": f"{100 * limits.lower_998:.1f}", "upper": f"{100 * limits.upper_998:.1f}"},
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


def cohort_table(page) -> CohortTable:
    names = [name for name, *_rest in page.cohorts]
    by_quarter = {}
    for name, _colour, points in page.cohorts:
        of, counted = page.behind[name]
        for quarter, value in points:
            said = {"value": value_text(page.measure, value), "n": counted[quarter], "of": of}
            text = said["value"] if value is None else _text("%(value)s, %(n)d of %(of)d forces") % said
            by_quarter.setdefault(quarter, {"quarter": quarter})[name] = text
    columns = [(name, NumberColumn(verbose_name=name)) for name in names]
    rows = [by_quarter[quarter] for quarter in sorted(by_quarter, reverse=True)]
    return CohortTable(rows, extra_columns=columns, orderable=False, prefix="cohorts-")
