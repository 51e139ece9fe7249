"""The schedule of the demonstration: each period planned three quarters ahead, some due dates extended."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from demo.clock import working_day
from forces.periods import DAY, Span, add_working_days, months_after, schedule
from ledger.as_at import LONDON

FIRST, AHEAD = dt.date(2025, 1, 1), 9  # months
PLANNED_FIRST = dt.date(2024, 12, 2)
EXTENDED = {
    "staffordshire": "The lead and the deputy are both new since last month.",
    "cps-wessex": "The case management system is being replaced in the week the return is due.",
}
JULY = 7  # the quarter whose returns are due in October, when two of them get longer
INFORMS_UNTIL = dt.date(2027, 4, 1)  # what rollout/rules.py says; each March it is put off by a year


@dataclass(frozen=True)
class Planned:
    span: Span
    planned_at: dt.datetime


@dataclass(frozen=True)
class Extended:
    organisation: str
    starts: dt.date
    due: dt.date
    reason: str
    recorded_at: dt.datetime


def planned(moment: dt.datetime) -> list[Planned]:
    """Those planned before a moment, the first first."""
    return list(takewhile(lambda each: each.planned_at < moment, _planned()))


def _planned() -> Iterator[Planned]:
    starts = FIRST
    while True:
        (span,) = schedule(starts, number=1)
        yield Planned(span, morning(max(PLANNED_FIRST, months_after(starts, -AHEAD))))
        starts = span.ends + DAY


def extended(spans: list[Span], moment: dt.datetime) -> list[Extended]:
    told = [
        Extended(slug, span.starts, add_working_days(span.due, 10), why, morning(add_working_days(span.due, -4)))
        for span in spans
        if span.starts.month == JULY
        for slug, why in EXTENDED.items()
    ]
    return [each for each in told if each.recorded_at < moment]


def put_off(moment: dt.datetime) -> list[tuple[dt.datetime, dt.date]]:
    """When the Unit put off the day from which the rules stop a return, and until when."""
    years = range(INFORMS_UNTIL.year, moment.year + 1)
    told = [(morning(dt.date(year, 3, 1)), INFORMS_UNTIL.replace(year=year + 1)) for year in years]
    return [each for each in told if each[0] < moment]


def morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(working_day(day), dt.time(10), LONDON)
