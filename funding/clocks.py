"""With whom a claim has been how long, in working days. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from forces.periods import working_days

FORCE, OFFICER, UNIT, PAYMENT, NOBODY = "force", "officer", "unit", "payment", ""
WITH = {
    "draft": FORCE,
    "returned": FORCE,
    "queried": FORCE,
    "ready": OFFICER,
    "certified": UNIT,
    "approved": PAYMENT,
    "paid": NOBODY,
}


@dataclass(frozen=True)
class Clocks:
    """Working days with the force, its finance officer, the Unit, and between approval and payment. `running` names
    the one that runs now, "" when the claim is paid; `waiting`: working days since its last move began it."""

    force: int
    officer: int
    unit: int
    payment: int
    running: str
    waiting: int


def clocks(moves: Iterable[tuple[str, dt.date]], *, ended: dt.date, today: dt.date) -> Clocks:
    """`moves` are (state, London day) of one claim's events, oldest first. Until its period has ended no clock runs."""
    days = dict.fromkeys((FORCE, OFFICER, UNIT, PAYMENT, NOBODY), 0)
    running, since = FORCE, ended
    for state, day in moves:
        at = max(day, ended)
        days[running] += working_days(since, at)
        if WITH[state] != running:
            running = WITH[state]
        since = at
    waiting = max(0, working_days(since, today))
    days[running] += waiting
    return Clocks(days[FORCE], days[OFFICER], days[UNIT], days[PAYMENT], running, waiting if running else 0)
