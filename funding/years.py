"""Financial years. A year is named by its first: 2026 is 1 April 2026 to 31 March 2027. Pure."""

import datetime as dt
from collections.abc import Iterable

from forces.periods import Span, schedule

FIRST, LAST = 2021, 2098
THIRD_QUARTER = 10  # its first month


def year_of(day: dt.date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def first_day(year: int) -> dt.date:
    return dt.date(year, 4, 1)


def last_day(year: int) -> dt.date:
    return dt.date(year + 1, 3, 31)


def is_over(year: int, day: dt.date) -> bool:
    """From 1 April on: nothing carries over."""
    return day > last_day(year)


def warns(year: int, day: dt.date) -> bool:
    """From the first day of the third quarter to the last of the year an underspend is warned of."""
    return dt.date(year, THIRD_QUARTER, 1) <= day <= last_day(year)


def periods(year: int, months: int, due_after: int) -> list[Span]:
    """Of `months` (1, 3, 6 or 12) months each; a claim is due `due_after` working days after its period's last day."""
    return list(schedule(first_day(year), number=12 // months, months=months, due_after=due_after))


def name(year: int) -> str:
    """ "2026 to 2027"."""
    return f"{year} to {year + 1}"


def newest(years: Iterable[int], day: dt.date) -> int:
    """The year that runs, else the last before it, else the first to come; that of the day when there is none."""
    known = sorted(years)
    current = year_of(day)
    return max((year for year in known if year <= current), default=known[0] if known else current)
