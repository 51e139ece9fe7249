"""What really happens to one commitment, whoever reports it when: the days on which each status is reached."""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from random import Random

from demo.rollout.character import Character

START = 30  # days until anybody looks at it
STAGES = (90, 200, 400, 420)  # usual days to planned, in progress, in place, embedded
HARDNESS = {"milestone": 1.1, "support": 0.6, "practice": 1.1, "tool": 0.75, "training": 0.95}
AT_ONCE = {"ADP-1", "ADP-6"}  # signing up and joining the network take days, and last


@dataclass(frozen=True)
class Standard:
    code: str
    kind: str
    known_from: dt.date | None


@dataclass(frozen=True)
class Course:
    reached: tuple[dt.date, ...]  # planned, in progress, in place, embedded
    expected: dt.date  # in place, as long as nothing comes in between
    setback: tuple[dt.date, dt.date] | None  # one status lower between

    def status(self, day: dt.date) -> int:
        """1 to 5."""
        status = 1 + bisect_right(self.reached, day)
        slipped = self.setback and self.setback[0] <= day < self.setback[1]
        return max(1, status - 1) if slipped else status

    @property
    def in_place(self) -> dt.date:
        return self.reached[2]


def course(rng: Random, who: Character, standard: Standard) -> Course:
    begun = max(who.began, standard.known_from) if standard.known_from else who.began
    easy = standard.code in AT_ONCE
    hard = (0.15 if easy else HARDNESS[standard.kind]) * who.pace * rng.lognormvariate(0, 0.3)
    day = begun + _days(START * rng.uniform(0.2, 2.5))
    reached = []
    for stage in STAGES:
        day += _days(stage * hard * rng.lognormvariate(0, 0.35))
        reached.append(day)
    expected = reached[2]
    blocked_from, blocked_for = begun + _days(rng.uniform(200, 900)), _days(rng.uniform(200, 600))
    if rng.random() < 0.15 and not easy:
        reached = [day + blocked_for if day > blocked_from else day for day in reached]
    if who.stalled and rng.random() < 0.9 and not easy:
        stalled_from, length = who.stalled
        reached = [day + _days(length) if day > stalled_from else day for day in reached]
    slipped = reached[rng.choice([1, 2, 2, 3])] + _days(rng.uniform(60, 400))
    setback = (slipped, slipped + _days(rng.uniform(90, 300))) if rng.random() < 0.09 and not easy else None
    return Course(tuple(reached), expected, setback)


def _days(number: float) -> dt.timedelta:
    return dt.timedelta(days=round(number))
