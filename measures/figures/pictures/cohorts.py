from dataclasses import dataclass

from django.utils.translation import gettext as _

from charts import Size
from measures.figures import specs, words
from measures.figures.national import National
from measures.figures.notes import noted_words
from measures.words import short_quarter, value_text


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
        parts = [
            _("%(name)s from %(first)s in %(from)s to %(last)s in %(to)s")
            % {
                "name": name,
                "first": value_text(self.page.measure, points[0][1]),
                "from": short_quarter(points[0][0]),
                "last": value_text(self.page.measure, points[-1][1]),
                "to": short_quarter(points[-1][0]),
            }
            for name, _colour, points in self.page.cohorts
        ]
        return " ".join(filter(None, [_("A line for each cohort: ") + "; ".join(parts) + ".", self.foot]))

    @property
    def foot(self) -> str:
        return noted_words(self.page.noted, are_drawn=False)

    def spec(self, *, narrow: bool = False) -> dict:
        quarters = [quarter for quarter, _value in self.page.cohorts[0][2]]
        size = Size.narrow() if narrow else Size.wide()
        unit = words.UNITS[self.page.measure.unit]
        return specs.lines_over_time(
            self.page.cohorts, ticks=words.ticks(quarters, most=4 if narrow else 7), size=size, unit=unit
        )
