"""What really happens to one commitment, whoever reports it when: the days on which each status is reached."""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from random import Random

from rollout.demo.character import Character

START = 30  # days until anybody looks at it
STAGES = (90, 200, 400, 330)  # usual days to planned, in progress, in place, embedded
HARDNESS = {"milestone": 1.1, "support": 0.6, "practice": 1.1, "tool": 0.75, "training": 0.95}


@dataclass(frozen=True)
class Course:
    reached: tuple[dt.date, ...]  # planned, in progress, in place, embedded
    setback: tuple[dt.date, dt.date] | None  # one status lower between

    def status(self, day: dt.date) -> int:
        """1 to 5."""
        status = 1 + bisect_right(self.reached, day)
        slipped = self.setback and self.setback[0] <= day < self.setback[1]
        return max(1, status - 1) if slipped else status

    @property
    def in_place(self) -> dt.date:
        return self.reached[2]


def course(rng: Random, who: Character, kind: str, known_from: dt.date | None) -> Course:
    begun = max(who.began, known_from) if known_from else who.began
    hard = HARDNESS[kind] * who.pace * rng.lognormvariate(0, 0.3)
    day = begun + _days(START * rng.uniform(0.2, 2.5))
    reached = []
    for stage in STAGES:
        day += _days(stage * hard * rng.lognormvariate(0, 0.35))
        reached.append(day)
    blocked_from, blocked_for = begun + _days(rng.uniform(200, 900)), _days(rng.uniform(200, 600))
    if rng.random() < 0.15:
        reached = [day + blocked_for if day > blocked_from else day for day in reached]
    if who.stalled and rng.random() < 0.9:
        stalled_from, length = who.stalled
        reached = [day + _days(length) if day > stalled_from else day for day in reached]
    slipped = reached[rng.choice([1, 2, 2, 3])] + _days(rng.uniform(60, 400))
    setback = (slipped, slipped + _days(rng.uniform(90, 300))) if rng.random() < 0.07 else None
    return Course(tuple(reached), setback)


def _days(number: float) -> dt.timedelta:
    return dt.timedelta(days=round(number))
