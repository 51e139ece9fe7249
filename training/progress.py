"""How far a quota is, nationally and force by force, as at a moment."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from forces.models import Organisation
from forces.periods import months_after
from ledger.as_at import AsAt
from stats.forecast import Outlook, outlook
from stats.spc import COMMON, FEWEST, xmr
from training.models import Headcount, Quota, Share, Workforce
from training.months import last_full_month, month_of, months_between, months_left
from training.queries import latest_completions, latest_headcounts, latest_workforce, monthly, shares

COMING_IN = 0.8  # of the usual number of reporting forces: a last month below is still coming in
Report = dict[dt.date, int]  # completions of a force by month
Reports = dict[int, Report]  # by force
Totals = dict[dt.date, tuple[int, set[int]]]  # completions by month, and the forces that reported them


class Month(NamedTuple):
    """`number` of completions that count, by so many forces; `number` is None when nobody has reported it."""

    month: dt.date
    number: int | None
    reporters: int


class QuotaVerdict(StrEnum):
    """Of a quota or a share, as far as one can be given."""

    OPEN = "open"  # the date is not over and the number not reached
    COMING_IN = "coming in"  # the date is over, the last month's figures are neither all in nor due yet
    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"  # nothing was reported by when it was due


@dataclass(frozen=True)
class Progress:
    """Of a quota or a share. `months` are the full ones from the quota's first to the last before the day or the due
    date, of which the first `settled` are in the pace and the others are still coming in. `done` also counts a month
    that is not over, and is None when none of the `forces` has reported; `reporters` are those that have. `met` is the
    month in which it was reached. `awaited` is the last month when the date is over and its figures may still come."""

    quota: int
    due: dt.date
    day: dt.date
    done: int | None
    months: list[Month]
    settled: int
    outlook: Outlook
    met: dt.date | None
    awaited: Month | None
    forces: int
    reporters: int

    @property
    def verdict(self) -> QuotaVerdict:
        if self.met:
            return QuotaVerdict.MET
        if not self.is_over:
            return QuotaVerdict.OPEN
        if self.awaited:
            return QuotaVerdict.COMING_IN
        return QuotaVerdict.UNKNOWN if self.done is None else QuotaVerdict.MISSED

    @property
    def coming_in(self) -> list[Month]:
        """Full months that many forces have not reported yet, after the last that they have; then the last month, until
        everybody has or should have."""
        if self.is_final:
            return []
        return self.months[self.settled :] or ([self.awaited] if self.awaited else [])

    @property
    def needed_from(self) -> dt.date:
        """The first of the months over which the pace needed goes: the first that is not settled."""
        return months_after(month_of(self.due), 1 - self.outlook.ahead)

    @property
    def missing(self) -> list[dt.date]:
        """Full months that nobody has reported."""
        return [month.month for month in self.months if month.number is None]

    @property
    def is_over(self) -> bool:
        return self.due < self.day

    @property
    def is_final(self) -> bool:
        """The date is over and nothing more is awaited: what is missing now is missing."""
        return self.is_over and not self.awaited

    @property
    def difference(self) -> int:
        """Above the quota when positive, short of it when negative. Of something reported only."""
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
class QuotaPosition:
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
        return [force for force in self.forces if force.progress.done is None]


def position(
    quota: Quota, forces: Sequence[Organisation], as_at: AsAt, reports: Reports | None = None
) -> QuotaPosition:
    """Four queries whatever the number of forces, three with `reports` that are read already."""
    reports, given = counted_reports(as_at) if reports is None else reports, shares(quota, as_at.moment)
    posts, heads = latest_workforce(as_at), latest_headcounts(as_at)
    found = [
        Force(
            each,
            force_progress(quota, as_at.day, each, reports.get(each.pk, {}), given.get(each.pk)),
            given.get(each.pk),
            posts.get(each.pk),
            {kind: row for (organisation, kind), row in heads.items() if organisation == each.pk},
        )
        for each in forces
    ]
    return QuotaPosition(quota, national(quota, as_at, len(forces), reports), found)


def national(quota: Quota, as_at: AsAt, forces: int, reports: Reports | None = None) -> Progress:
    """`forces`: how many there are. One query, none with `reports` that are read already."""
    reports = counted_reports(as_at) if reports is None else reports
    return progress(quota, as_at.day, totals(reports), forces=forces)


def force_progress(quota: Quota, day: dt.date, force: Organisation, report: Report, share: Share | None) -> Progress:
    """Without a forecast: a force's months are too few and too small."""
    number = share.number if share else 0
    return progress(quota, day, totals({force.pk: report}), forces=1, number=number, forecast=False)


def counted_reports(as_at: AsAt) -> Reports:
    """By force, all months of the courses that count. One query."""
    return monthly(latest_completions(as_at.moment).filter(course__counts=True))


def totals(reports: Reports) -> Totals:
    """Of forces together."""
    found: Totals = {}
    for force, report in reports.items():
        for month, number in report.items():
            done, reporters = found.get(month, (0, set()))
            found[month] = done + number, reporters | {force}
    return found


def special_cause(monthly: Sequence[int]) -> bool:
    """Whether an SPC chart of the months shows one. Fewer points than a chart with limits needs show none. Months that
    differ and have no limits are the same but for a step, and that is a break."""
    if len(monthly) < FEWEST:
        return False
    chart = xmr(monthly)
    is_step = chart.segments[0].upper is None and len(set(monthly)) > 1
    return is_step or any(label != COMMON for label in chart.special_causes)


def progress(
    quota: Quota,
    day: dt.date,
    reported: Totals,
    *,
    forces: int,
    number: int | None = None,
    forecast: bool = True,
) -> Progress:
    """Of what so many forces have reported, other months than the quota's too; `number` is a share instead of the
    quota's."""
    number = quota.number if number is None else number
    until = month_of(min(quota.due, day))  # what was completed after the due date does not count
    counted = {month: found for month, found in reported.items() if quota.starts <= month <= until}
    full = months_between(quota.starts, min(last_full_month(day), quota.due))
    rows = [_month(month, counted) for month in full]
    done = sum(more for more, _reporters in counted.values())
    # Without the last months of which many forces have not reported yet: their totals would look like a fall.
    usual = median([row.reporters for row in rows if row.reporters] or [0])
    settled = list(rows)
    while settled and settled[-1].reporters < max(1, COMING_IN * usual):
        settled.pop()
    used = [row.number for row in settled if row.number is not None]
    ahead = outlook(
        used,
        done=done,
        quota=number,
        months_left=months_left(day, quota.due),
        silent=next((at for at, row in enumerate(reversed(rows)) if row.number is not None), len(rows)),
        special_cause=not forecast or special_cause(used),
        waiting=len(rows) - len(settled),
        early=done - sum(used),
    )
    last = _month(until, counted)
    return Progress(
        quota=number,
        due=quota.due,
        day=day,
        done=done if counted else None,
        months=rows,
        settled=len(settled),
        outlook=ahead,
        met=reached(number, {month: more for month, (more, _reporters) in counted.items()}),
        awaited=last if quota.is_awaited(day) and last.reporters < forces else None,
        forces=forces,
        reporters=len(set().union(*(reporters for _more, reporters in counted.values()))),
    )


def _month(month: dt.date, reported: Totals) -> Month:
    number, reporters = reported.get(month, (None, ()))
    return Month(month, number, len(reporters))


def reached(number: int, report: Report) -> dt.date | None:
    """The month in which the completions since the first come to so many; None when they do not, or 0 is asked."""
    total = 0
    for month, more in sorted(report.items()):
        total += more
        if number and total >= number:
            return month
    return None
