"""An organisation's position over time: the chart, its words and its numbers, all from the same counts."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charts import CONTEXT, NAVY, PAPER, TEAL, Band, Size, panels_over_time, stack_over_time, year_ticks

YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class PositionOverTime:
    """months: (day, [in place or better, in progress, planned or not started, no report])."""

    months: list[tuple[dt.date, list[int]]]

    @property
    def labels(self) -> list[str]:
        return [_("in place or better"), _("in progress"), _("planned or not started"), _("no report")]

    @property
    def columns(self) -> list[str]:
        return [label[:1].upper() + label[1:] for label in self.labels]

    @property
    def headline(self) -> str:
        """The message: where it stands, and against a year before."""
        day, now = self.months[-1]
        since, then = next((month for month in reversed(self.months) if month[0] <= day - YEAR), self.months[0])
        moved, words = now[0] - then[0], {"number": now[0], "total": sum(now), "since": date_format(since, "F Y")}
        words["moved"] = abs(moved)
        if moved > 0:
            return _("%(number)d of %(total)d in place or better, %(moved)d more than at the end of %(since)s") % words
        if moved < 0:
            return _("%(number)d of %(total)d in place or better, %(moved)d fewer than at the end of %(since)s") % words
        return _("%(number)d of %(total)d in place or better, as many as at the end of %(since)s") % words

    @property
    def alternative(self) -> str:
        """What the picture shows, for whoever does not see it."""
        (first, then), (last, now) = self.months[0], self.months[-1]
        changes = [
            _("%(label)s from %(then)d to %(now)d") % {"label": label, "then": before, "now": after}
            for label, before, after in zip(self.labels, then, now, strict=True)
        ]
        days = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        text = _("Stacked steps, one a month, from %(first)s to %(last)s: ") % days
        return text + ", ".join(changes) + "."

    @property
    def statistic(self) -> str:
        return _("Number of standards by status at the end of each month, of those known by then")

    def spec(self, *, narrow: bool = False) -> dict:
        colours = (NAVY, TEAL, CONTEXT, PAPER)
        bands = [
            Band(label, colour, dashed=colour == PAPER) for label, colour in zip(self.labels, colours, strict=True)
        ]
        size = Size.narrow() if narrow else Size.wide()
        return stack_over_time(bands, self.months, ticks=_ticks(self.months), size=size)


@dataclass(frozen=True)
class ThemesOverTime:
    """themes: (name, months as in PositionOverTime), in the model's order; each theme has the same days."""

    themes: list[tuple[str, list[tuple[dt.date, list[int]]]]]

    @property
    def headline(self) -> str:
        whole = sum(numbers[0] == sum(numbers) for numbers in self._now)
        words = {"whole": whole, "total": len(self.themes)}
        return _("%(whole)d of %(total)d themes have every standard in place or better") % words

    @property
    def statistic(self) -> str:
        return _("Standards in place or better in each theme at the end of each month, of those known by then")

    @property
    def alternative(self) -> str:
        """What the picture shows, for whoever does not see it."""
        parts = [
            _("%(theme)s from %(then)s to %(now)s") % {"theme": name, "then": of(months[0]), "now": of(months[-1])}
            for name, months in self.themes
        ]
        return _("A small chart for each theme, standards in place or better: ") + "; ".join(parts) + "."

    def spec(self, *, narrow: bool = False) -> dict:
        bands = [Band(_("in place or better"), NAVY), Band(_("not yet in place"), CONTEXT)]
        bands.append(Band(_("no report"), PAPER, dashed=True))
        panels = [
            (name, [(day, [numbers[0], sum(numbers[1:3]), numbers[3]]) for day, numbers in months])
            for name, months in self.themes
        ]
        ticks = [] if not panels else _ticks(panels[0][1])
        return panels_over_time(bands, panels, ticks=ticks, size=Size.panel(columns=1 if narrow else 2))

    @property
    def _now(self):
        return [months[-1][1] for _name, months in self.themes]


def of(month: tuple[dt.date, list[int]]) -> str:
    _day, numbers = month
    return _("%(number)d of %(total)d") % {"number": numbers[0], "total": sum(numbers)}


def _ticks(months):
    return [(day, date_format(day, "M Y")) for day in year_ticks([day for day, _numbers in months])]
