"""What the Unit writes in its log about one organisation, or about the programme."""

import datetime as dt
import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from demo.clock import DAY, office_hours, working_day
from demo.rollout import log_text

KINDS, WEIGHTS = ("call", "support", "visit", "decision", "risk"), (10, 5, 3, 2, 3)
PROGRAMME_WEIGHTS = (3, 4, 0, 3, 3)
FIRST = dt.date(2023, 7, 14)


@dataclass(frozen=True)
class Entry:
    """`key` names it for ever; `follows` is the key of the entry that it follows up.
    `author` is an analyst's number."""

    key: str
    organisation: str  # empty for the programme
    kind: str
    text: str
    happened_on: dt.date
    follow_up_on: dt.date | None
    follows: str
    recorded_at: dt.datetime
    author: int


def log(organisation: str = "", kind: str = "force", *, every: int = 95) -> Iterator[Entry]:
    """For ever, in order of time: take what was recorded before a moment. One begins every so many days."""
    rng, numbers = Random(f"log of {organisation}"), count(1)
    analyst = rng.randrange(4)
    promised: list[tuple[dt.date, int, Entry]] = []  # when it will be followed up
    day = working_day(FIRST + rng.randrange(1, 60) * DAY)
    while True:
        while promised and promised[0][0] < day:
            when, _, entry = heapq.heappop(promised)
            yield _settle(rng, organisation, entry, when, next(numbers), analyst)
        number = next(numbers)
        entry = _entry(rng, organisation, kind, day, number, analyst)
        if entry.follow_up_on and rng.random() < 0.96:
            heapq.heappush(promised, (working_day(entry.follow_up_on + _delay(rng)), number, entry))
        yield entry
        day = working_day(day + (2 + round(rng.expovariate(1 / every))) * DAY)


def _entry(rng, organisation, kind, day, number, analyst) -> Entry:
    what = rng.choices(KINDS, WEIGHTS if organisation else PROGRAMME_WEIGHTS)[0]
    ahead = working_day(day + rng.randint(14, 70) * DAY)
    return Entry(
        key=f"{organisation} {number}",
        organisation=organisation,
        kind=what,
        text=_text(rng, organisation, kind, what),
        happened_on=day,
        follow_up_on=ahead if rng.random() < 0.4 else None,
        follows="",
        recorded_at=office_hours(rng, day),
        author=analyst if rng.random() < 0.7 else rng.randrange(4),
    )


def _settle(rng, organisation, entry, when, number, analyst) -> Entry:
    return Entry(
        key=f"{organisation} {number}",
        organisation=organisation,
        kind="call" if rng.random() < 0.7 else "support",
        text=rng.choice(log_text.SETTLED),
        happened_on=when,
        follow_up_on=None,
        follows=entry.key,
        recorded_at=office_hours(rng, when),
        author=analyst,
    )


def _delay(rng: Random) -> dt.timedelta:
    """Mostly on time, sometimes weeks late."""
    return (rng.randint(0, 5) if rng.random() < 0.75 else rng.randint(6, 70)) * DAY


def _text(rng, organisation, kind, what) -> str:
    area, other = rng.sample(log_text.AREAS[kind], 2)
    bank = log_text.ENTRIES if organisation else log_text.PROGRAMME
    return rng.choice(bank[what]).format(area=area, other=other)
