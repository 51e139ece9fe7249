"""What an organisation's page shows, read from the ledger as at a moment."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, OuterRef, Subquery

from forces.models import Organisation
from ledger.as_at import EARLIEST, AsAt, end_of
from ledger.kept import kept
from rollout.differences import UnitView, differing
from rollout.models import Commitment, Theme, Update
from rollout.queries import positions
from rollout.queries.views import unit_views
from rollout.scales import Status
from rollout.summary import Summary, summarise

LATELY = 10
GROUPS = 4  # in place or better, in progress, planned or not started, no report
_GROUP_OF = {
    Status.EMBEDDED: 0,
    Status.IN_PLACE: 0,
    Status.IN_PROGRESS: 1,
    Status.PLANNED: 2,
    Status.NOT_STARTED: 2,
    None: 3,
}


@dataclass(frozen=True)
class ThemePosition:
    theme: Theme
    summary: Summary
    never: int


@dataclass(frozen=True)
class Standing:
    """An organisation's position now: every commitment with its last update, None for never reported."""

    rows: list[tuple[Commitment, Update | None]]

    @property
    def summary(self) -> Summary:
        return _summary(self.rows)

    @property
    def themes(self) -> list[ThemePosition]:
        by_theme = groupby(self.rows, key=lambda row: row[0].standard.theme)
        grouped = [(theme, list(rows)) for theme, rows in by_theme]
        return [ThemePosition(theme, _summary(rows), _never(rows)) for theme, rows in grouped]

    @property
    def never_reported(self) -> int:
        return _never(self.rows)

    @property
    def updates(self) -> list[Update]:
        return [update for _commitment, update in self.rows if update]

    @property
    def last_updated(self) -> dt.datetime | None:
        return max((update.recorded_at for update in self.updates), default=None)


def standing(organisation: Organisation, as_at: AsAt) -> Standing:
    owed = _owed(organisation, as_at)
    found = positions(owed, as_at.moment)
    commitments = owed.in_order().select_related("standard__theme")
    return Standing([(commitment, found.get(commitment.pk)) for commitment in commitments])


def lately(now: Standing, *, detail: bool) -> list[Update]:
    """The standards updated last, newest first, each with its status before. One row a standard: what was said in
    between is on the standard's own page. Without detail, who said it and what they wrote are not even read."""
    last = sorted(now.updates, key=lambda update: (update.recorded_at, update.pk), reverse=True)[:LATELY]
    before = Update.objects.filter(commitment=OuterRef("commitment"), number=OuterRef("number") - 1)
    updates = Update.objects.filter(pk__in=[update.pk for update in last]).annotate(
        former=Subquery(before.values("status")), former_target=Subquery(before.values("target_date"))
    )
    updates = updates.select_related("commitment__standard").order_by("-recorded_at", "-pk")
    if detail:
        return list(updates.select_related("recorded_by"))
    return list(updates.defer("note", "reason", "target_reason"))


def month_ends(first: dt.date, last: dt.date) -> list[dt.date]:
    """The last day of every month from the first day's month, and the last day itself."""
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)  # each the month after, counted from 0
    return [dt.date(month // 12, month % 12 + 1, 1) - dt.timedelta(days=1) for month in months] + [last]


@dataclass(frozen=True)
class Difference:
    """A commitment on which the Unit's view is not what the organisation says."""

    commitment: Commitment
    said: Update
    view: UnitView


def unit_views_of(now: Standing, as_at: AsAt) -> dict[int, UnitView]:
    """The Unit's last view by commitment. One query."""
    return unit_views(Commitment.objects.filter(pk__in=[each.pk for each, _said in now.rows]), as_at.moment)


def differences(now: Standing, views: dict[int, UnitView]) -> list[Difference]:
    """In the standards' order."""
    return [
        Difference(commitment, said, view)
        for commitment, said in now.rows
        if said and (view := differing(views.get(commitment.pk), said.status))
    ]


Months = list[tuple[dt.date, list[int]]]


def themes_over_time(organisation: Organisation, as_at: AsAt, now: Standing) -> dict[int, Months]:
    """By theme's id, for each month end how many of its standards stood in each of the GROUPS. What the past held
    never changes, so it is kept until the organisation's next update."""
    last = max((update.pk for update in now.updates), default=0)
    what = ("themes-over-time", organisation.pk, as_at.day, last, len(now.rows))
    return kept(what, lambda: _themes_over_time(organisation, as_at))


def position_over_time(by_theme: dict[int, Months]) -> Months:
    """The same for all themes together."""
    return [
        (months[0][0], [sum(numbers) for numbers in zip(*(counts for _day, counts in months), strict=True)])
        for months in zip(*by_theme.values(), strict=True)
    ]


def _themes_over_time(organisation, as_at):
    days = month_ends(EARLIEST, as_at.day)
    # One query of index seeks, a column for each month end: its cost does not grow with the history.
    ends = {f"end_{index}": _status_at(end_of(day)) for index, day in enumerate(days)}
    owed = (
        _owed(organisation, as_at)
        .order_by("standard__theme__order")
        .annotate(known_from=F("standard__known_from"), theme=F("standard__theme"), **ends)
    )
    by_theme = defaultdict(list)
    for theme, *row in owed.values_list("theme", "known_from", *ends):
        by_theme[theme].append(row)
    return {
        theme: [(day, _grouped(rows, day, index)) for index, day in enumerate(days, start=1)]
        for theme, rows in by_theme.items()
    }


def _status_at(moment):
    last = Update.objects.known_at(moment).filter(commitment=OuterRef("pk")).order_by("-recorded_at", "-number")
    return Subquery(last.values("status")[:1])


def _grouped(rows, day, index):
    counted = Counter(_GROUP_OF[row[index]] for row in rows if row[0] is None or row[0] <= day)
    return [counted[group] for group in range(GROUPS)]


def _owed(organisation, as_at):
    return Commitment.objects.filter(organisation=organisation).known_on(as_at.day)


def _never(rows):
    return sum(update is None for _commitment, update in rows)


def _summary(rows):
    return summarise((update.status, update.confidence) if update else None for _commitment, update in rows)
