"""How far a quota is, nationally and force by force, as at a moment."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from forces.as_at import AsAt
from forces.models import Organisation
from training.forecast import Outlook, outlook
from training.models import Headcount, Quota, Share, Workforce
from training.months import last_full_month, month_of, months_between, months_left
from training.queries import latest_completions, latest_headcounts, latest_workforce, monthly, shares

COMING_IN = 0.8  # of the usual number of reporting forces: a last month below is still coming in
SpecialCause = Callable[[Sequence[int]], bool]
Report = dict[dt.date, int]  # completions of a force by month
Reports = dict[int, Report]  # by force
Totals = dict[dt.date, tuple[int, int]]  # completions by month, and how many forces reported them


class Month(NamedTuple):
    """`number` of completions that count, by so many forces; `number` is None when nobody has reported it."""

    month: dt.date
    number: int | None
    reporters: int


@dataclass(frozen=True)
class Progress:
    """Of a quota or a share. `months` are the full ones from the quota's first to the last before the day or the due
    date, of which the first `settled` are in the pace and the others are still coming in; `done` also counts a month
    that is not over. `met` is the month in which it was reached."""

    quota: int
    due: dt.date
    day: dt.date
    done: int
    months: list[Month]
    settled: int
    outlook: Outlook
    met: dt.date | None

    @property
    def share(self) -> float:
        return self.done / self.quota if self.quota else 0.0

    @property
    def coming_in(self) -> list[Month]:
        """Full months that many forces have not reported yet, after the last that they have."""
        return self.months[self.settled :]

    @property
    def missing(self) -> list[dt.date]:
        """Full months that nobody has reported."""
        return [month.month for month in self.months if month.number is None]

    @property
    def is_over(self) -> bool:
        return self.due < self.day

    @property
    def difference(self) -> int:
        """Above the quota when positive, short of it when negative."""
        return self.done - self.quota


@dataclass(frozen=True)
class Force:
    """One force's three numbers side by side: completions, qualified people in post, established posts."""

    organisation: Organisation
    progress: Progress
    share: Share | None
    workforce: Workforce | None
    headcounts: dict[str, Headcount] = field(default_factory=dict)


@dataclass(frozen=True)
class Position:
    quota: Quota
    national: Progress
    forces: list[Force]

    @property
    def shared(self) -> int:
        return sum(force.share.number for force in self.forces if force.share)

    @property
    def unshared(self) -> int:
        """What the shares leave of the quota; negative when they are more."""
        return self.quota.number - self.shared

    @property
    def silent(self) -> list[Force]:
        """Forces of which no month was ever reported."""
        return [force for force in self.forces if all(month.number is None for month in force.progress.months)]


def position(
    quota: Quota,
    forces: Iterable[Organisation],
    as_at: AsAt,
    special_cause: SpecialCause,
    reports: Reports | None = None,
) -> Position:
    """Four queries whatever the number of forces, three with `reports` that are read already. `special_cause` says
    whether an SPC chart of the months shows one."""
    reports, given = counted_reports(as_at) if reports is None else reports, shares(quota, as_at.moment)
    posts, heads = latest_workforce(as_at), latest_headcounts(as_at)
    found = [
        Force(
            each,
            progress(
                quota,
                as_at.day,
                totals([reports.get(each.pk, {})]),
                no_forecast,
                number=given[each.pk].number if each.pk in given else 0,
            ),
            given.get(each.pk),
            posts.get(each.pk),
            {kind: row for (organisation, kind), row in heads.items() if organisation == each.pk},
        )
        for each in forces
    ]
    return Position(quota, progress(quota, as_at.day, totals(reports.values()), special_cause), found)


def national(quota: Quota, as_at: AsAt, special_cause: SpecialCause, reports: Reports | None = None) -> Progress:
    """One query, none with `reports` that are read already."""
    reports = counted_reports(as_at) if reports is None else reports
    return progress(quota, as_at.day, totals(reports.values()), special_cause)


def no_forecast(_months) -> bool:
    """Of one force: its months are too few and too small. Forecasts are national."""
    return True


def counted_reports(as_at: AsAt) -> Reports:
    """By force, all months of the courses that count. One query."""
    return monthly(latest_completions(as_at.moment).filter(course__counts=True))


def totals(reports: Iterable[Report]) -> Totals:
    """Of forces together."""
    found: Totals = {}
    for month, number in (row for report in reports for row in report.items()):
        done, reporters = found.get(month, (0, 0))
        found[month] = done + number, reporters + 1
    return found


def last_month(quota: Quota, day: dt.date) -> dt.date:
    """The last month that can count: what was completed after the due date does not."""
    return month_of(min(quota.due, day))


def progress(
    quota: Quota, day: dt.date, reported: Totals, special_cause: SpecialCause, *, number: int | None = None
) -> Progress:
    """Of what forces have reported, other months than the quota's too; `number` is a share instead of the quota's."""
    number = quota.number if number is None else number
    full = months_between(quota.starts, min(last_full_month(day), quota.due))
    rows = [Month(month, *reported.get(month, (None, 0))) for month in full]
    until = last_month(quota, day)
    done = sum(more for month, (more, _reporters) in reported.items() if quota.starts <= month <= until)
    settled = _settled(rows)
    used = [row.number for row in settled if row.number is not None]
    ahead = outlook(
        used,
        done=done,
        quota=number,
        months_left=months_left(day, quota.due),
        silent=next((at for at, row in enumerate(reversed(rows)) if row.number is not None), len(rows)),
        special_cause=special_cause(used),
        waiting=len(rows) - len(settled),
        early=done - sum(used),
    )
    return Progress(number, quota.due, day, done, rows, len(settled), ahead, _met(number, rows))


def _settled(rows: list[Month]) -> list[Month]:
    """Without the last months of which many forces have not reported yet: their totals would look like a fall."""
    usual = median([row.reporters for row in rows if row.reporters] or [0])
    kept = list(rows)
    while kept and kept[-1].reporters < COMING_IN * usual:
        kept.pop()
    return kept


def _met(number, rows) -> dt.date | None:
    total = 0
    for row in rows:
        total += row.number or 0
        if number and total >= number:
            return row.month
    return None
