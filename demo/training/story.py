"""What each force says about its training, month by month. Invented; pure; the same every time.

Every month has a random stream of its own, so that an earlier day is the beginning of a later one.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from demo.clock import office_hours
from demo.sizes import officers, relative_size
from forces.periods import months_after
from ledger.as_at import EARLIEST

DAY = dt.timedelta(days=1)
FIRST_END, SECOND_START = dt.date(2024, 4, 30), dt.date(2025, 7, 1)
RATE, RATE_SINCE = 5.35, 1.75  # completions of an average force a month, until the first quota's end and since
POSTS_FOR_AN_OFFICER = 0.012
HOLIDAYS = {8: 0.85, 12: 0.8}
NEVER = {"lincolnshire", "west-mercia"}  # report nothing about training
STATE_NO_POSTS = {"cleveland", "suffolk", "dyfed-powys", "warwickshire"}
QUIET = {  # report nothing of these months
    "norfolk": (dt.date(2023, 12, 1), dt.date(2024, 5, 1)),
    "gwent": (dt.date(2024, 1, 1), dt.date(2024, 4, 1)),
    "staffordshire": (dt.date(2023, 7, 1), dt.date(2023, 10, 1)),
    "humberside": (dt.date(2026, 7, 1), dt.date(2027, 3, 1)),
    "cleveland": (dt.date(2026, 8, 1), dt.date(2027, 3, 1)),
}
PACE = {"durham": 1.35, "avon-and-somerset": 1.15, "cleveland": 0.5, "gwent": 0.6, "metropolitan": 1.05}
REASONS = (
    "Two people finished in the month and were counted in the next.",
    "One certificate was withdrawn after a check.",
    "The course list and our own count differed; the course list is right.",
    "People who attended without completing had been counted.",
)


@dataclass(frozen=True)
class Said:
    """`what` is a course's code, "workforce" or a kind of headcount; `day` the month's first day or the day stated."""

    force: str
    what: str
    day: dt.date
    values: tuple[int, ...]
    version: int
    reason: str
    recorded_at: dt.datetime
    author: str


def story(force: str, until: dt.date) -> Iterator[Said]:
    """Everything about months and days up to `until`, some of it recorded later."""
    if force in NEVER:
        return
    month = EARLIEST
    while month <= until:
        if not _is_quiet(force, month):
            yield from _completions(force, month)
        if month.month in (3, 9):
            yield from _stated(force, months_after(month, 1) - DAY)
        month = months_after(month, 1)


def _is_quiet(force, month) -> bool:
    first, last = QUIET.get(force, (month, month))
    return first <= month < last


def _nature(force) -> Random:
    return Random(f"training of {force}")


def _completions(force, month):
    nature = _nature(force)
    pace = PACE.get(force) or nature.lognormvariate(0, 0.3)
    size = relative_size(force)
    rate = (RATE if month < FIRST_END else RATE_SINCE) * size * pace * HOLIDAYS.get(month.month, 1)
    yield from _month_of_course(force, "risdp", month, rate)
    if nature.random() < 0.7 and month >= dt.date(2024, 1, 1):
        yield from _month_of_course(force, "first-response", month, size * nature.uniform(14, 42))
        yield from _month_of_course(force, "recruits", month, size * nature.uniform(1.5, 4.5))


def _month_of_course(force, course, month, rate):
    rng = Random(f"{course} of {force} in {month}")
    number = max(0, round(rng.gauss(rate, (1.5 * rate) ** 0.5)))
    lateness = rng.randrange(2, 22) + (rng.randrange(20, 60) if rng.random() < 0.06 else 0)
    recorded_at = office_hours(rng, months_after(month, 1) + lateness * DAY)
    author = rng.choice(["contributor", "contributor", "lead"])
    yield Said(force, course, month, (number,), 1, "", recorded_at, author)
    if rng.random() < 0.03:
        corrected = max(0, number + rng.choice([-2, -1, -1, 1, 2]))
        later = office_hours(rng, recorded_at.date() + rng.randrange(10, 70) * DAY)
        if corrected != number:
            yield Said(force, course, month, (corrected,), 2, rng.choice(REASONS), later, author)


def _stated(force, day):
    """Posts, of which about half are held by people not fully qualified, and headcounts of some forces."""
    nature = _nature(force)
    established, states = round(POSTS_FOR_AN_OFFICER * officers(force) * nature.uniform(0.8, 1.2)), nature.random()
    rng = Random(f"posts of {force} on {day}")
    years = (day - EARLIEST).days / 365
    recorded_at = office_hours(rng, day + rng.randrange(3, 30) * DAY)

    def said(what, *values):
        return Said(force, what, day, values, 1, "", recorded_at, "lead")

    if force not in STATE_NO_POSTS and rng.random() < 0.9:
        filled = round(established * rng.uniform(0.8, 0.97))
        qualified = round(filled * min(0.75, rng.uniform(0.42, 0.56) + 0.04 * years))
        in_training = min(filled - qualified, round(filled * rng.uniform(0.12, 0.28)))
        yield said("workforce", established, filled, qualified, in_training, round(filled * rng.uniform(0, 0.1)))
    if day.month == 3 and states < 0.5:
        yield said("first_responder", round(officers(force) * rng.uniform(0.48, 0.55)))
        yield said("recruit", round(officers(force) * rng.uniform(0.05, 0.08)))
    if day.month == 3 and states < 0.35:
        yield said("officers", officers(force) + rng.randrange(-20, 20))
