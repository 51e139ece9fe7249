"""The forces of a cohort taken together: the picture of a measure's page, its words and the numbers behind it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charts import NAVY, ORANGE, SOLID, TEAL, Size, legend
from forces.models import Cohort
from govuk.tables import NumberColumn, Table
from measures.figures import words
from measures.figures.national import National
from measures.figures.notes import noted_words
from measures.figures.specs.base import AXIS, MIDDLE, WHOLE, layer, named, time, values
from measures.figures.tables import NOT_PUBLISHED, QuarterColumn
from measures.words import short_quarter, value_text

COLOURS = {Cohort.PATHFINDER: ORANGE, Cohort.EXPANSION: TEAL, Cohort.NATIONAL: NAVY}
DASHES = (SOLID, [7, 3], [2, 2], [9, 2, 2, 2])


@dataclass(frozen=True)
class CohortChart:
    page: National

    @property
    def has_something(self) -> bool:
        return bool(self.page.cohorts)

    @property
    def headline(self) -> str:
        return _("Pathfinder, expansion and national forces together")

    @property
    def statistic(self) -> str:
        measure = self.page.measure
        said = {"measure": measure.name}
        if measure.is_percentage:
            return _("%(measure)s, all forces of a cohort taken together") % said
        if measure.on_log:
            return _("%(measure)s, the force in the middle of each cohort") % said
        return _("%(measure)s, for an average force of each cohort") % said

    @property
    def alternative(self) -> str:
        parts = []
        for cohort, points in self.page.cohorts:
            (first, before, *_rest), (last, latest, *_rest) = points[0], points[-1]
            said = {"name": cohort.label, "from": short_quarter(first), "to": short_quarter(last)}
            said |= {"first": value_text(self.page.measure, before), "last": value_text(self.page.measure, latest)}
            parts.append(_("%(name)s from %(first)s in %(from)s to %(last)s in %(to)s") % said)
        return " ".join(filter(None, [_("A line for each cohort: ") + "; ".join(parts) + ".", self.foot]))

    @property
    def foot(self) -> str:
        return noted_words(self.page.noted, are_drawn=False)

    def spec(self, *, narrow: bool = False) -> dict:
        series = [
            (str(cohort.label), COLOURS[cohort], [(quarter, value) for quarter, value, *_counts in points])
            for cohort, points in self.page.cohorts
        ]
        quarters = [quarter for quarter, _value in series[0][2]]
        return lines_over_time(
            series,
            ticks=words.ticks(quarters, most=4 if narrow else 7),
            size=Size.narrow() if narrow else Size.wide(),
            unit=words.UNITS[self.page.measure.unit],
        )


def lines_over_time(
    series: Sequence[tuple[str, str, Sequence[tuple[dt.date, float | None]]]], *, ticks, size: Size, unit: str
) -> dict:
    """(name, colour, points by quarter) each, told apart by dashes as well as colours. A quarter without a value breaks
    its line."""
    if len(series) > len(DASHES):
        raise ValueError("at most four categories")
    rows = [
        {"day": (quarter + MIDDLE).isoformat(), "value": value, "name": name}
        for name, _colour, points in series
        for quarter, value in points
    ]
    names = [name for name, *_rest in series]
    key = legend(size, symbolType="stroke", symbolSize=400)
    chart = layer(
        rows,
        {"type": "line", "strokeWidth": 2.5},
        x=time("day", ticks),
        y=values(max((row["value"] for row in rows if row["value"] is not None), default=1), unit),
        stroke=named(names, [colour for _name, colour, _points in series], key),
        strokeDash=named(names, DASHES[: len(names)], key),
    )
    return WHOLE | {"width": size.width - AXIS, "height": size.height} | chart


class CohortTable(Table):
    caption = gettext_lazy("The numbers behind the chart")
    formats = ()
    quarter = QuarterColumn(verbose_name=gettext_lazy("Quarter"))


class CohortColumn(NumberColumn):
    """An average of forces, with of how many; in the download they have columns of their own."""

    def __init__(self, measure, name):
        self.measure, self.name = measure, name
        super().__init__(verbose_name=name, default=NOT_PUBLISHED)

    def render(self, value, record):
        said = {"value": value_text(self.measure, value)} | {of: record[f"{self.name} {of}"] for of in ("n", "of")}
        return _("%(value)s, %(n)d of %(of)d forces") % said

    def value(self, value):
        return round(value, 3)


def cohort_table(page: National) -> CohortTable:
    """The last quarter first."""
    by_quarter, columns = {}, []
    for cohort, points in page.cohorts:
        name = str(cohort.label)
        for quarter, value, counted, of in points:
            row = by_quarter.setdefault(quarter, {"quarter": quarter})
            row |= {name: value, f"{name} n": counted, f"{name} of": of}
        figures = _("%(cohort)s, forces with figures") % {"cohort": name}
        forces = _("%(cohort)s, forces") % {"cohort": name}
        columns += [
            (name, CohortColumn(page.measure, name)),
            (f"{name} n", NumberColumn(verbose_name=figures, visible=False)),
            (f"{name} of", NumberColumn(verbose_name=forces, visible=False)),
        ]
    rows = [by_quarter[quarter] for quarter in sorted(by_quarter, reverse=True)]
    return CohortTable(rows, extra_columns=columns, orderable=False, prefix="cohorts-")
