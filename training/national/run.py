"""Completions by month against the paces: the chart, its words and its numbers, all from the same months."""

import datetime as dt
import math
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import CONTEXT, NAVY, ORANGE, PLUM, Band, Size, columns_against, year_ticks
from govuk.numbers import month_text, number_text
from training.models import Quota
from training.months import months_between
from training.national.words import pace_text
from training.progress import Month, Progress, QuotaVerdict
from training.words import runs

DASH = "\N{EN DASH}"


@dataclass(frozen=True)
class Run:
    """Against two paces: the even one, the quota over all its months, and the one needed over those that are left."""

    quota: Quota
    progress: Progress

    @property
    def all_months(self) -> list[dt.date]:
        return list(months_between(self.quota.starts, self.quota.due))

    @property
    def even_pace(self) -> float:
        return self.progress.quota / len(self.all_months)

    @property
    def reported(self) -> list[Month]:
        return [month for month in self.progress.months if month.number is not None]

    def _in(self) -> list[Month]:
        return [month for month in self.reported if month not in self.progress.coming_in]

    @property
    def headline(self) -> str:
        """Of a month that is still coming in nobody knows yet."""
        if not self.reported:
            return _("No month is reported yet")
        months = self._in()
        reached = sum(month.number >= self.even_pace for month in months)
        said = ngettext(
            "%(reached)d of %(total)d reported month reached the even pace of %(pace)s a month",
            "%(reached)d of %(total)d reported months reached the even pace of %(pace)s a month",
            len(months),
        ) % {"reached": reached, "total": len(months), "pace": pace_text(self.even_pace)}
        late = len(self.progress.coming_in)
        more = ngettext("%(late)d is still coming in", "%(late)d are still coming in", late) % {"late": late}
        return f"{said}, {more}" if late else said

    @property
    def statistic(self) -> str:
        said = _("Completions that count, by month. The even pace is the quota spread over all its months")
        return f"{said}. {_('A dash stands where nobody has reported')}" if self.progress.missing else said

    @property
    def alternative(self) -> str:
        """What the picture shows, for whoever does not see it."""
        words = {
            "pace": pace_text(self.even_pace),
            "first": month_text(self.quota.starts),
            "due": month_text(self.quota.due),
        }
        line = _("A dashed line at the even pace of %(pace)s a month from %(first)s to %(due)s.") % words
        if now := self._needed_now():
            line = f"{line} {_('Another at %(pace)s a month, needed from %(month)s on.') % now}"
        if gaps := ", ".join(said for _first, said in runs(self.progress.missing)):
            line = f"{line} {_('Not reported: %(months)s.') % {'months': gaps}}"
        for late in self.progress.coming_in:
            if late.number is not None:
                said = {"month": month_text(late.month), "number": number_text(late.number)}
                line = f"{line} {_('A paler column for %(month)s, still coming in: %(number)s so far.') % said}"
        months = self._in()
        if not months:
            return line if self.reported else f"{_('No columns.')} {line}"
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
        late = self.progress.coming_in
        return columns_against(
            [Band(_("completions"), NAVY), Band(_("still coming in"), CONTEXT)],
            [(month.month, month.number, int(month in late)) for month in self.reported],
            self._levels(),
            marks=[
                (each.month, DASH if each.number is None else "0") for each in self.progress.months if not each.number
            ],
            ticks=[(month, date_format(month, "M Y")) for month in year_ticks(self.all_months)],
            size=Size.narrow() if narrow else Size.wide(),
        )

    def _needed_now(self) -> dict | None:
        """While the quota is open, over the months that are not in yet."""
        now = self.progress
        if now.verdict != QuotaVerdict.OPEN or now.outlook.needed is None:
            return None
        return {"pace": pace_text(math.ceil(now.outlook.needed)), "month": month_text(now.needed_from)}

    def _levels(self) -> list[tuple]:
        first, due, now = self.all_months[0], self.all_months[-1], self.progress
        even = Band(_("even pace: %(pace)s a month") % {"pace": pace_text(self.even_pace)}, ORANGE, dashed=True)
        levels = [(even, self.even_pace, first, due)]
        if said := self._needed_now():
            name = _("pace needed: %(pace)s a month") % said
            levels.append((Band(name, PLUM), math.ceil(now.outlook.needed), now.needed_from, due))
        return levels
