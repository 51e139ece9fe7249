"""How long a return has been where, in working days. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forces.periods import working_days

DRAFT, READY, SIGNED, CHANGES, ACCEPTED = "draft", "ready", "signed", "changes", "accepted"
STOPPED = ""
_RUNS = {DRAFT: DRAFT, SIGNED: SIGNED, CHANGES: CHANGES, ACCEPTED: STOPPED}


@dataclass(frozen=True)
class ReturnClocks:
    """Working days in draft, awaiting review, and with changes asked for. `running` names the one that runs now:
    "draft", "signed" or "changes", and "" when the return is accepted."""

    draft: int
    signed: int
    changes: int
    running: str


def clocks(moves: Iterable[tuple[str, dt.date]], *, ended: dt.date, today: dt.date) -> ReturnClocks:
    """`moves` are (state, London day) of one return's events, all its revisions, oldest first. A period that has ended
    is in draft from its last day on; before that no clock runs. A return that is ready for sign-off is still with the
    organisation: the clock goes on that ran before it was."""
    days = {DRAFT: 0, SIGNED: 0, CHANGES: 0, STOPPED: 0}
    running, since = DRAFT, ended
    for state, day in moves:
        at = max(day, ended)
        days[running] += working_days(since, at)
        running, since = _RUNS.get(state, running), at
    days[running] += max(0, working_days(since, today))
    return ReturnClocks(days[DRAFT], days[SIGNED], days[CHANGES], running)


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
