"""How a return goes: who moves it when. Nothing here depends on what is in it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from demo.clock import office_hours
from demo.rollout import return_words as words
from demo.rollout.character import Character
from forces.periods import DAY, Span

DRAFT, READY, SIGNED, CHANGES, ACCEPTED = "draft", "ready", "signed", "changes", "accepted"
LEAD, CHIEF, UNIT = "lead", "chief_officer", "unit"
# How many returns of each period go another way than the usual one; "slow" waits for most of the next quarter.
FATES = {"never": 2, "slow chief": 3, "slow unit": 4, "slow changes": 3, "handed back": 6, "changes": 7, "corrected": 2}
OURS = "avon-and-somerset"  # always leaves its lead, its chief officer and the Unit something to do
SLOW = range(72, 98)  # days
IN_TIME, HOPELESS = 18, 30  # days after a quarter's end; who reports a little later signs without the last reports


@dataclass(frozen=True)
class Step:
    """`state` "" is a look of the Unit at what was signed, without a decision."""

    revision: int
    state: str
    when: dt.datetime
    author: str
    comment: str = ""


@lru_cache(maxsize=64)
def fates(starts: dt.date, slugs: tuple[str, ...]) -> dict[str, str]:
    """Which organisations' returns for the period go another way."""
    order = iter(Random(f"fates of {starts}").sample([slug for slug in slugs if slug != OURS], len(slugs) - 1))
    found = {next(order): fate for fate, number in FATES.items() for _ in range(number)}
    return dict.fromkeys(order, "usual") | found | {OURS: "ours"}


def steps(slug: str, fate: str, who: Character, span: Span, arrivals: Sequence[dt.date] = ()) -> list[Step]:
    """All of them, in order of time. `arrivals`: the days on which a new standard came to be asked for."""
    rng, ended = Random(f"return of {slug} for {span.starts}"), span.ends + DAY
    usual = 8 + (who.lateness if who.lateness > HOPELESS else min(who.lateness, IN_TIME))
    prepared = ended + (usual + rng.choice([0, 0, 0, 0, 0, 1, 9])) * DAY
    if fate == "never" or (who.quiet and who.quiet[0] <= prepared < who.quiet[1]):
        return []
    if fate == "ours":
        prepared = ended + 24 * DAY
    path = _Path(rng, prepared, arrivals)
    path.step(READY, LEAD, 0)
    if fate == "handed back":
        path.step(DRAFT, CHIEF, rng.randint(1, 3), words.HANDED_BACK)
        path.step(READY, LEAD, rng.randint(2, 5))
    path.step(SIGNED, CHIEF, {"ours": 60, "slow chief": rng.choice(SLOW)}.get(fate, rng.choice([1, 1, 2])))
    if fate == "slow unit":
        path.step("", UNIT, rng.randint(8, 14))
        path.step(ACCEPTED, UNIT, rng.choice(SLOW), words.ACCEPTED)
    elif fate in ("changes", "slow changes", "ours"):
        path.step(CHANGES, UNIT, 3 if fate == "ours" else rng.randint(6, 15), words.CHANGES)
        path.step(READY, LEAD, rng.choice(SLOW) if fate != "changes" else rng.randint(5, 14))
        path.step(SIGNED, CHIEF, rng.randint(1, 4))
        path.step(ACCEPTED, UNIT, rng.randint(3, 9), words.ACCEPTED)
    else:
        path.step(ACCEPTED, UNIT, rng.randint(6, 18), words.ACCEPTED)
    if fate == "corrected":
        path.revise(rng.randint(12, 30))
    return path.found


class _Path:
    def __init__(self, rng: Random, first: dt.date, arrivals: Sequence[dt.date]):
        self.rng, self.day, self.arrivals = rng, first, arrivals
        self.revision, self.found = 1, []

    def step(self, state: str, author: str, days: int, bank: Sequence[str] = ("",)) -> None:
        """So many days after the one before, never on its day."""
        if state == SIGNED and any(self.day < day <= self.day + (days + 4) * DAY for day in self.arrivals):
            self.step(DRAFT, CHIEF, days, words.NEW_STANDARD)
            self.step(READY, LEAD, 5)
            days = 1
        when = office_hours(self.rng, self.day + days * DAY)
        if self.found and when.date() <= self.found[-1].when.date():
            when = office_hours(self.rng, self.found[-1].when.date() + DAY)
        self.day = when.date()
        self.found.append(Step(self.revision, state, when, author, self.rng.choice(bank)))

    def revise(self, days: int) -> None:
        self.revision += 1
        self.step(DRAFT, LEAD, days, words.CORRECTED)
        self.step(READY, LEAD, 2)
        self.step(SIGNED, CHIEF, self.rng.randint(1, 3))
        self.step(ACCEPTED, UNIT, self.rng.randint(2, 8), words.ACCEPTED)
