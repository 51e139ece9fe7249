"""Whether a return is late. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from forces.periods import working_days
from rollout.clocks import ACCEPTED, DRAFT, SIGNED


@dataclass(frozen=True)
class Late:
    """`days` are the working days after the due date: of the first sign-off, else of today. Negative before it."""

    days: int
    is_signed: bool
    is_late: bool

    @property
    def now(self) -> bool:
        return self.is_late and not self.is_signed

    @property
    def when_signed(self) -> bool:
        return self.is_late and self.is_signed


def late(moves: Sequence[tuple[str, dt.date]], *, due: dt.date, today: dt.date) -> Late:
    """`moves` as for clocks. What the due date asks for is the first sign-off: a return that was signed in time and
    sent back is not late again, its clock of changes asked for runs."""
    signed = next((day for state, day in moves if state == SIGNED), None)
    day = signed or today
    return Late(working_days(due, day), signed is not None, day > due)


def standing(moves: Sequence[tuple[str, dt.date]]) -> str:
    """The last state; a correction that is open takes nothing from what was accepted."""
    if any(state == ACCEPTED for state, _day in moves):
        return ACCEPTED
    return moves[-1][0] if moves else DRAFT
