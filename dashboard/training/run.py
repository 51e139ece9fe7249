"""Completions by month against the needed pace: the chart, its words and its numbers, all from the same months."""

import datetime as dt
import math
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboard.charts import CONTEXT, NAVY, ORANGE, PLUM, Band, Size, columns_against, year_ticks
from dashboard.grid.words import number_text
from dashboard.training.words import month_text, pace_text
from training.models import Quota
from training.months import months_between
from training.progress import Month, Progress


@dataclass(frozen=True)
class Run:
    """`forces`: how many there are. The needed pace is even: the quota over all its months."""

    quota: Quota
    progress: Progress
    forces: int

    @property
    def all_months(self) -> list[dt.date]:
        return list(months_between(self.quota.starts, self.quota.due))

    @property
    def pace(self) -> float:
        return self.progress.quota / len(self.all_months)

    @property
    def reported(self) -> list[Month]:
        return [month for month in self.progress.months if month.number is not None]

    @property
    def headline(self) -> str:
        months = self.reported
        if not months:
            return _("No month is reported yet")
        reached = sum(month.number >= self.pace for month in months)
        return ngettext(
            "%(reached)d of %(total)d month reached the needed pace of %(pace)s a month",
            "%(reached)d of %(total)d months reached the needed pace of %(pace)s a month",
            len(months),
        ) % {"reached": reached, "total": len(months), "pace": pace_text(self.pace)}

    @property
    def statistic(self) -> str:
        return _("Completions that count, by month, and the pace that would meet the quota evenly")

    @property
    def alternative(self) -> str:
        """What the picture shows, for whoever does not see it."""
        words = {
            "pace": pace_text(self.pace),
            "first": month_text(self.quota.starts),
            "due": month_text(self.quota.due),
        }
        line = _("A dashed line at the even pace of %(pace)s a month from %(first)s to %(due)s.") % words
        if now := self._needed_now():
            line = f"{line} {_('Another at %(pace)s a month, needed from %(month)s on.') % now}"
        months = self.reported
        if not months:
            return f"{_('No columns.')} {line}"
        least, most = min(months, key=lambda each: each.number), max(months, key=lambda each: each.number)
        columns = _(
            "Columns, one a month, from %(from)s to %(to)s: "
            "fewest in %(when_least)s (%(least)s), most in %(when_most)s (%(most)s)."
        ) % {
            "from": month_text(months[0].month),
            "to": month_text(months[-1].month),
            "least": number_text(least.number),
            "when_least": month_text(least.month),
            "most": number_text(most.number),
            "when_most": month_text(most.month),
        }
        return f"{columns} {line}"

    def spec(self, *, narrow: bool = False) -> dict:
        months, settled = self.progress.months, self.progress.settled
        rows = [
            (month.month, month.number, at >= settled and not self.progress.is_over)
            for at, month in enumerate(months)
            if month.number is not None
        ]
        return columns_against(
            [Band(_("completions"), NAVY), Band(_("still coming in"), CONTEXT)],
            [(month, number, int(late)) for month, number, late in rows],
            self._levels(),
            ticks=[(month, date_format(month, "M Y")) for month in year_ticks(self.all_months)],
            size=Size.narrow() if narrow else Size.wide(),
        )

    def _needed_now(self) -> dict | None:
        """From here on, while the quota is open."""
        now = self.progress.outlook
        if not now.remaining or not now.months_left:
            return None
        return {"pace": pace_text(math.ceil(now.needed)), "month": month_text(self.all_months[-now.months_left])}

    def _levels(self) -> list[tuple]:
        first, due, now = self.all_months[0], self.all_months[-1], self.progress.outlook
        even = Band(_("needed evenly: %(pace)s a month") % {"pace": pace_text(self.pace)}, ORANGE, dashed=True)
        levels = [(even, self.pace, first, due)]
        if said := self._needed_now():
            name = _("needed now: %(pace)s a month") % said
            levels.append((Band(name, PLUM), math.ceil(now.needed), self.all_months[-now.months_left], due))
        return levels
