"""An organisation's position over time: the counts, and of these the chart, its words and its numbers."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charts import CONTEXT, NAVY, PAPER, TEAL, Band, Size, panels_over_time, stack_over_time, year_ticks
from dashboard.organisation import Standing
from forces.models import Organisation
from govuk.numbers import day_text, month_text
from ledger.as_at import EARLIEST, AsAt, end_of
from ledger.kept import kept
from rollout.models import Commitment, Update
from rollout.scales import Status

YEAR = dt.timedelta(days=365)
GROUP_OF = {
    Status.EMBEDDED: 0,
    Status.IN_PLACE: 0,
    Status.IN_PROGRESS: 1,
    Status.PLANNED: 2,
    Status.NOT_STARTED: 2,
    None: 3,
}
Months = list[tuple[dt.date, list[int]]]  # [in place or better, in progress, planned or not started, no report]


def month_ends(first: dt.date, last: dt.date) -> list[dt.date]:
    """The last day of every month from the first day's month, and the last day itself."""
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)  # each the month after, counted from 0
    return [dt.date(month // 12, month % 12 + 1, 1) - dt.timedelta(days=1) for month in months] + [last]


def themes_over_time(organisation: Organisation, as_at: AsAt, now: Standing) -> dict[int, Months]:
    """By theme's id, for each month end how many of its standards stood in each group. What the past held never
    changes, so it is kept until the organisation's next update."""
    last = max((update.pk for update in now.updates), default=0)
    what = ("themes-over-time", organisation.pk, as_at.day, last, len(now.rows))
    return kept(what, lambda: _themes_over_time(organisation, as_at.day))


def _themes_over_time(organisation, today):
    days = month_ends(EARLIEST, today)
    # One query of index seeks, a column for each month end: its cost does not grow with the history.
    last = Update.objects.filter(commitment=OuterRef("pk")).order_by("-recorded_at", "-number").values("status")
    ends = {f"end_{at}": Subquery(last.known_at(end_of(day))[:1]) for at, day in enumerate(days)}
    owed = Commitment.objects.filter(organisation=organisation).known_on(today).order_by("standard__theme__order")
    owed = owed.annotate(known_from=F("standard__known_from"), theme=F("standard__theme"), **ends)
    by_theme: dict[int, list] = defaultdict(list)
    for theme, known_from, *statuses in owed.values_list("theme", "known_from", *ends):
        by_theme[theme].append((known_from, statuses))
    over_time = {}
    for theme, rows in by_theme.items():
        over_time[theme] = []
        for at, day in enumerate(days):
            counted = Counter(GROUP_OF[statuses[at]] for known, statuses in rows if known is None or known <= day)
            over_time[theme].append((day, [counted[group] for group in range(4)]))
    return over_time


def position_over_time(by_theme: dict[int, Months]) -> Months:
    """The same for all themes together."""
    return [
        (months[0][0], [sum(numbers) for numbers in zip(*(counts for _day, counts in months), strict=True)])
        for months in zip(*by_theme.values(), strict=True)
    ]


@dataclass(frozen=True)
class PositionOverTime:
    months: Months

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
        moved, words = now[0] - then[0], {"number": now[0], "total": sum(now), "since": month_text(since)}
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
        days = {"first": day_text(first), "last": day_text(last)}
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
    """themes: each with its name, in the model's order; all have the same days."""

    themes: list[tuple[str, Months]]

    @property
    def headline(self) -> str:
        now = [months[-1][1] for _name, months in self.themes]
        whole = sum(numbers[0] == sum(numbers) for numbers in now)
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


def of(month: tuple[dt.date, list[int]]) -> str:
    _day, numbers = month
    return _("%(number)d of %(total)d") % {"number": numbers[0], "total": sum(numbers)}


def _ticks(months):
    return [(day, date_format(day, "M Y")) for day in year_ticks([day for day, _numbers in months])]
