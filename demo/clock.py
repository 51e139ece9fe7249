"""Working days and office hours in London."""

import datetime as dt
from random import Random

from ledger.as_at import LONDON

DAY = dt.timedelta(days=1)
SATURDAY = 5


def office_hours(rng: Random, day: dt.date) -> dt.datetime:
    """Some minute between 8.30am and 5.30pm of that day or the next working day."""
    minute = 510 + rng.randrange(540)
    return dt.datetime.combine(working_day(day), dt.time(minute // 60, minute % 60, rng.randrange(60)), LONDON)


def working_day(day: dt.date) -> dt.date:
    while day.weekday() >= SATURDAY or (day.month, day.day) in {(12, 25), (12, 26), (1, 1)}:
        day += DAY
    return day


def month_end(day: dt.date) -> dt.date:
    return next_month(day) - DAY


def next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def quarters(day: dt.date):
    """The first days of the quarters after that day, for ever."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    while True:
        first = next_month(next_month(next_month(first)))
        yield first
