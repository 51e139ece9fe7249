"""The spend profile of a year: what was planned and what is claimed by the end of each quarter, its chart and words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from charts import NAVY, ORANGE, PLUM, Band, Size, columns_and_levels
from forces.periods import DAY, months_after
from funding import years
from funding.money import said
from funding.queries import AllocationAt
from funding.sums import total
from govuk.numbers import day_text


@dataclass(frozen=True)
class Quarter:
    """`claimed` and `planned` from the year's first day to the quarter's last; `claimed` is None of one to come,
    `planned` where nobody has a plan. `claims` of the `owed` for periods that ended by then are certified."""

    ends: dt.date
    planned: Decimal | None
    claimed: Decimal | None
    claims: int | None = None
    owed: int | None = None


@dataclass(frozen=True)
class Profile:
    """`plans`: how many of the `number` allocations have a plan."""

    year: int
    allocated: Decimal
    quarters: list[Quarter]
    plans: int
    number: int

    @property
    def last(self) -> Quarter | None:
        """The last that is over."""
        return next((each for each in reversed(self.quarters) if each.claimed is not None), None)

    @property
    def headline(self) -> str:
        if self.last is None:
            return _("No quarter of the year is over yet")
        words = {"claimed": _claimed(self.last), "planned": _planned(self.last), "day": day_text(self.last.ends)}
        words |= {"claims": self.last.claims, "owed": self.last.owed}
        told = _("Nothing is claimed for spend up to %(day)s: %(claims)d of %(owed)d claims owed by then")
        if self.last.claims:
            told = _("%(claimed)s is claimed for spend up to %(day)s, in %(claims)d of %(owed)d claims owed by then")
        if self.plans:
            told += _(", %(planned)s was planned")
        return told % words

    @property
    def statistic(self) -> str:
        return _("Claimed and planned spend from 1 April to the end of each quarter")

    @property
    def alternative(self) -> str:
        quarters = [
            _("by %(day)s %(claimed)s claimed of %(planned)s planned")
            % {"day": day_text(each.ends), "claimed": _claimed(each), "planned": _planned(each)}
            for each in self.quarters
            if each.claimed is not None
        ]
        line = _("A line at the %(allocated)s allocated.") % {"allocated": said(self.allocated)}
        told = _("Columns of what is claimed, with a dashed mark at what was planned: ")
        return f"{told}{'; '.join(quarters)}. {line}" if quarters else f"{_('No columns.')} {line}"

    @property
    def plans_words(self) -> str:
        words = {"plans": self.plans, "number": self.number}
        return _("%(plans)d of %(number)d allocations have a plan on record; the others plan nothing here.") % words

    def spec(self, *, narrow: bool = False) -> dict:
        amounts = [each.planned for each in self.quarters] + [each.claimed for each in self.quarters]
        top = max([self.allocated, *(amount for amount in amounts if amount is not None)])
        # Pixels are floats; what is said and downloaded never is.
        drawn = [
            (
                date_format(each.ends, "M Y"),
                float(each.claimed) if each.claims else None,
                None if each.planned is None else float(each.planned),
            )
            for each in self.quarters
        ]
        return columns_and_levels(
            Band(_("claimed"), NAVY),
            Band(_("planned"), ORANGE, dashed=True),
            Band(_("allocated"), PLUM),
            drawn,
            level=float(self.allocated),
            top=float(top),
            label=lambda pounds: said(Decimal(pounds)),
            size=Size.narrow() if narrow else Size.wide(),
        )


def _claimed(quarter: Quarter) -> str:
    return said(quarter.claimed) if quarter.claims else _("nothing")


def _planned(quarter: Quarter) -> str:
    return _("nothing") if quarter.planned is None else said(quarter.planned)


def profile(year: int, rows: Iterable[AllocationAt], day: dt.date) -> Profile:
    """Of allocations whose recipients claim here. What a claim's period ends in is its quarter."""
    rows = [row for row in rows if row.force]
    ends = [months_after(years.first_day(year), months) - DAY for months in (3, 6, 9, 12)]
    claimed = [(claim.claim.ends, claim.amount) for row in rows for claim in row.claims]
    certified = [claim.claim.ends for row in rows for claim in row.claims if claim.counts and not claim.is_recovery]
    owed = [span.ends for row in rows for span in row.periods]
    planned = []
    for row in rows:
        # A planned period that the year no longer has counts on its first day.
        ends_of = {span.starts: span.ends for span in row.periods}
        planned += [(ends_of.get(starts, starts), amount) for starts, amount in row.planned.items()]
    quarters = [
        Quarter(
            end,
            _up_to(planned, end) if planned else None,
            _up_to(claimed, end) if end < day else None,
            sum(each <= end for each in certified) if end < day else None,
            sum(each <= end for each in owed) if end < day else None,
        )
        for end in ends
    ]
    return Profile(year, total(row.amount for row in rows), quarters, sum(bool(row.planned) for row in rows), len(rows))


def _up_to(amounts, end: dt.date) -> Decimal:
    return total(amount for day, amount in amounts if day <= end)
