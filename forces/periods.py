"""Reporting periods, and the working days of England and Wales. Pure: London dates in, London dates and counts out."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from holidays import country_holidays

DAY = dt.timedelta(days=1)
WEEKEND = 5  # Saturday, counted from Monday as 0
QUARTER = 3  # months
DUE_AFTER = 20  # working days


@dataclass(frozen=True)
class Span:
    """A period to be: its first and last day, and the day by whose end the return is due."""

    starts: dt.date
    ends: dt.date
    due: dt.date


@lru_cache(maxsize=256)
def _closed_weekdays(year: int) -> tuple[int, ...]:
    """Ordinals of the bank holidays of that year that fall on a weekday, in order."""
    days = country_holidays("GB", subdiv="ENG", years=year)  # Wales has the same
    return tuple(sorted(day.toordinal() for day in days if day.weekday() < WEEKEND))


def _weekdays_up_to(day: dt.date) -> int:
    weeks, rest = divmod(day.toordinal() - 1, 7)  # ordinal 1 is a Monday
    return weeks * WEEKEND + min(rest + 1, WEEKEND)


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday and no bank holiday of England and Wales (the `holidays` package, from gov.uk's list)."""
    return day.weekday() < WEEKEND and day.toordinal() not in _closed_weekdays(day.year)


def working_days(after: dt.date, until: dt.date) -> int:
    """How many working days come after the first day up to and including the second: from a Monday to the Tuesday 1,
    from a day to itself 0. Negative when `until` is the earlier."""
    if until < after:
        return -working_days(until, after)
    low, high = after.toordinal(), until.toordinal()
    closed = 0
    for year in range(after.year, until.year + 1):
        days = _closed_weekdays(year)
        closed += bisect_right(days, high) - bisect_right(days, low)
    return _weekdays_up_to(until) - _weekdays_up_to(after) - closed


def add_working_days(day: dt.date, number: int) -> dt.date:
    """The `number`-th working day after (negative: before) a day; with 0 the day itself, a working day or not."""
    step = DAY if number > 0 else -DAY
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def schedule(first: dt.date, *, number: int, months: int = QUARTER, due_after: int = DUE_AFTER) -> Iterator[Span]:
    """`number` periods of `months` whole months, one after the other from the first day of `first`'s month. Each is due
    `due_after` working days after its last day. Raises ValueError when a number is below 1 or years run out."""
    if min(number, months, due_after) < 1:
        raise ValueError("numbers of periods, months and working days start at 1")
    starts = first.replace(day=1)
    for _ in range(number):
        following = months_after(starts, months)
        ends = following - DAY
        yield Span(starts, ends, add_working_days(ends, due_after))
        starts = following


def months_after(first_of_month: dt.date, months: int) -> dt.date:
    """The first day of the month that many months later. Raises ValueError past the year 9999."""
    month = first_of_month.year * 12 + first_of_month.month - 1 + months
    return dt.date(month // 12, month % 12 + 1, 1)


def overlapping(span: Span, others: list[Span]) -> Span | None:
    """The first of the others that shares a day with the span."""
    return next((other for other in others if span.starts <= other.ends and other.starts <= span.ends), None)
