"""Calendar months as their first days. Pure."""

import datetime as dt
from collections.abc import Iterator

from forces.periods import months_after
from ledger.as_at import read_day


def month_of(day: dt.date) -> dt.date:
    return day.replace(day=1)


def read_month(text: str) -> dt.date | None:
    """Of "2024-03" the first of March 2024; None of anything else."""
    try:
        return read_day(f"{text}-01")
    except ValueError:
        return None


def months_between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """First days of the months from the first day's to the last day's, both included; none when the last is earlier."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield dt.date(year, month, 1)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def last_full_month(day: dt.date) -> dt.date:
    """The first day of the last month that is over at the end of a day: its own when it is the month's last day."""
    following = months_after(month_of(day), 1)
    over = following - dt.timedelta(days=1) == day
    return months_after(following, -1 if over else -2)


def months_left(day: dt.date, due: dt.date) -> int:
    """Months after the last full one up to and including the month of the due date; 0 when it has passed."""
    last = last_full_month(day)
    return 0 if day > due else (due.year - last.year) * 12 + due.month - last.month


def end_of_month(month: dt.date) -> dt.date:
    return months_after(month, 1) - dt.timedelta(days=1)


def figures_due(month: dt.date) -> dt.date:
    """Forces report a month by the end of the next."""
    return end_of_month(months_after(month, 1))
