"""An organisation's measures: what its pages show, read as at a moment."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from django.db.models import Min, Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dashboard.charts import Size
from dashboard.measures import specs, words
from forces.models import Organisation
from ledger.as_at import AsAt
from measures.models import Rebase
from measures.quarters import quarter_of
from measures.queries import Shown
from rollout.models import Commitment
from rollout.scales import Status

CHOICES = dict(Rebase.Event.choices)


@dataclass(frozen=True)
class InPlace:
    """A standard and the day on which it was first said to be in place."""

    standard: str
    code: str
    day: dt.date


def in_place(organisation: Organisation, as_at: AsAt) -> list[InPlace]:
    """The standards that were reported in place by the moment, the first first. One query."""
    said = Q(updates__status__gte=Status.IN_PLACE)
    if as_at.moment:
        said &= Q(updates__recorded_at__lt=as_at.moment)
    owed = Commitment.objects.filter(organisation=organisation).known_on(as_at.day)
    rows = owed.annotate(first=Min("updates__recorded_at", filter=said)).filter(first__isnull=False)
    return [
        InPlace(str(row.standard), row.standard.code, localdate(row.first))
        for row in rows.select_related("standard").order_by("first", "pk")
    ]


@dataclass(frozen=True)
class ProcessChart:
    """One organisation's chart of one measure with what is dated beside it."""

    shown: Shown
    joined: dt.date | None
    standards: list[InPlace]

    @property
    def headline(self) -> str:
        return words.headline(self.shown)

    @property
    def statistic(self) -> str:
        return words.statistic(self.shown.measure, self.shown.process)

    @property
    def alternative(self) -> str:
        text = words.alternative(self.shown)
        marks = "; ".join(f"{mark.text} ({date_format(mark.day, 'F Y')})" for mark in self.marks if mark.strong)
        return f"{text} {_('Marked:')} {marks}." if marks else text

    @property
    def marks(self) -> list[specs.Mark]:
        """The month it joined, and below how many standards went in place in each quarter."""
        process = self.shown.process
        if process is None:
            return []
        first, last = process.quarters[0], process.quarters[-1]
        marks = [specs.Mark(self.joined, _("joined"))] if self.joined and first < self.joined <= last else []
        counted = Counter(quarter_of(each.day) for each in self.standards)
        return marks + [
            specs.Mark(quarter + specs.MIDDLE, str(number), strong=False)
            for quarter, number in sorted(counted.items())
            if first <= quarter <= last
        ]

    def spec(self, *, narrow: bool = False) -> dict:
        process, measure = self.shown.process, self.shown.measure
        return specs.process_chart(
            process,
            self.marks,
            words.names_of([self.shown], with_values=narrow),
            ticks=words.ticks(process.quarters, most=4 if narrow else 7),
            size=Size.narrow() if narrow else Size.wide(),
            unit=words.UNITS[measure.unit],
            target=partial(words.target_label, measure),
            beside=partial(words.line_texts, measure),
        )


def candidates(
    organisation: Organisation, standards: list[InPlace], shown: Shown, standing: Collection[dt.date]
) -> list[tuple[str, dt.date, str]]:
    """(event, quarter, words) of the dates from which the chart could have limits of its own and has none yet."""
    found = []
    if organisation.joined:
        said = {"month": date_format(organisation.joined, "F Y")}
        found.append((Rebase.Event.JOINED, quarter_of(organisation.joined), _("Joined in %(month)s") % said))
    if standards:
        day = standards[0].day
        said = {"day": date_format(day, "j F Y")}
        text = _("Went live: the first standard was reported in place on %(day)s") % said
        found.append((Rebase.Event.LIVE, quarter_of(day), text))
    inside = set(shown.process.quarters[1:]) - set(standing) if shown.process else set()
    return [each for each in found if each[1] in inside]
