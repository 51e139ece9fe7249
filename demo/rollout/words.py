"""Chooses from the text banks and fills in what they leave open."""

import datetime as dt
from random import Random

from demo.clock import next_month
from demo.rollout import notes, reasons
from demo.rollout.nouns import NOUNS

MOVED = reasons.MOVED


def reason(rng: Random, confidence: int, code: str, day: dt.date) -> str:
    bank = {1: [""], 2: reasons.AMBER, 3: reasons.RED}[confidence]
    past, ahead = day - dt.timedelta(days=rng.randint(30, 150)), day + dt.timedelta(days=rng.randint(20, 150))
    return _fill(rng.choice(bank), code, past=f"{past:%B}", next=f"{next_month(ahead):%B}")


def note(rng: Random, status: int, before: int | None, code: str, kind: str, *, same: bool) -> str:
    """Some updates say nothing more than what changed."""
    bank = _bank(status, before, kind)
    most = rng.randint(8, 40)
    few = max(1, round(most * rng.uniform(0.3, 0.6) if status < 4 else most * rng.uniform(0.8, 0.99)))
    text = _fill(rng.choice(bank), code, n=few, m=most, share=f"{round(100 * few / most)}%")
    return text if before != status or same or rng.random() < 0.6 else ""


def on_behalf_note(rng: Random) -> str:
    return rng.choice(notes.ON_BEHALF)


def evidence_title(rng: Random, code: str) -> str:
    return _fill(rng.choice(notes.EVIDENCE), code)


def _bank(status, before, kind):
    if before and status < before:
        return notes.SLIPPED
    if before == status and status < 5:
        return notes.STILL
    by_kind = {1: notes.NOT_STARTED, 2: notes.PLANNED, 5: notes.EMBEDDED}
    return by_kind.get(status) or {3: notes.IN_PROGRESS, 4: notes.IN_PLACE}[status][kind]


def _fill(text: str, code: str, **rest) -> str:
    """A standard that is new to the demonstration is called by its code."""
    what = NOUNS.get(code, code)
    return text.format(what=what, What=what[0].upper() + what[1:], **rest)
