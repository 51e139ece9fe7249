"""What an organisation says about one commitment, update by update."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from demo.clock import DAY, month_end, office_hours, quarters
from demo.rollout import words
from demo.rollout.character import Character
from demo.rollout.course import Course, Standard, course

IN_PLACE = 4
GREEN, AMBER, RED = 1, 2, 3
EVERY_QUARTER_FROM = dt.date(2026, 1, 1)  # before, about every other quarter


@dataclass(frozen=True)
class Item:
    title: str
    speaks_for: dt.date
    expires: dt.date | None


@dataclass(frozen=True)
class Said:
    """One update. `author` is "lead", "contributor" or "unit"."""

    organisation: str
    standard: str
    number: int
    kind: str
    status: int
    confidence: int
    reason: str
    target_date: dt.date | None
    target_reason: str
    note: str
    recorded_at: dt.datetime
    author: str
    evidence: tuple[Item, ...]


def story(organisation: str, who: Character, standard: Standard) -> Iterator[Said]:
    """For ever: take what was recorded before a moment."""
    rng = Random(f"{organisation} {standard.code}")
    if rng.random() < who.unreported or standard.code in who.never:
        return
    path = course(rng, who, standard)
    last = None
    for moment in _moments(rng, who, standard, path):
        last = _say(rng, organisation, who, standard, path, moment, last)
        yield last


def _moments(rng, who, standard, path) -> Iterator[dt.datetime]:
    """When it reports: a first time, at quarters' ends, and soon after some changes."""
    first = max(who.first_report, standard.known_from + 25 * DAY) if standard.known_from else who.first_report
    first += rng.expovariate(1 / who.hesitation) * DAY
    news = [office_hours(rng, day + rng.randint(1, 20) * DAY) for day in path.reached if rng.random() < 0.4]
    before = office_hours(rng, first)
    yield before
    for quarter in quarters(first):
        found = [moment for moment in news if before.date() + 10 * DAY < moment.date() < quarter]
        due = office_hours(rng, quarter + (who.lateness + rng.randrange(9)) * DAY)
        share = who.diligence if quarter >= EVERY_QUARTER_FROM else who.diligence * 0.5
        if rng.random() < share:
            found.append(due)
        for moment in sorted(found):
            if not (who.quiet and who.quiet[0] <= moment.date() < who.quiet[1]):
                before = moment
                yield moment


def _say(rng, organisation, who: Character, standard, path: Course, moment, last: Said | None) -> Said:
    day = moment.date()
    status = path.status(day)
    target, target_reason = _target(rng, who, path, day, status, last)
    confidence = _confidence(rng, path, day, status, target)
    same = last and (status, confidence, target) == (last.status, last.confidence, last.target_date)
    confirmed = bool(same) and rng.random() < 0.85
    reason = words.reason(rng, confidence, standard.code, day)
    note = words.note(rng, status, last.status if last else None, standard.code, standard.kind, same=bool(same))
    evidence = _evidence(rng, standard.code, day, rose=not last or status > last.status, status=status)
    behalf = words.on_behalf_note(rng)
    by_unit = rng.random() < (0.08 if last is None else 0.03)
    return Said(
        organisation=organisation,
        standard=standard.code,
        number=last.number + 1 if last else 1,
        kind="confirmed" if confirmed else "reported",
        status=status,
        confidence=confidence,
        reason=last.reason if confirmed else reason,
        target_date=target,
        target_reason=target_reason,
        note="" if confirmed else behalf if by_unit else note,
        recorded_at=moment,
        author="unit" if by_unit else rng.choice(["lead", "lead", "contributor"]),
        evidence=() if confirmed else evidence,
    )


def _target(rng, who, path, day, status, last) -> tuple[dt.date | None, str]:
    """A first target is hopeful. One that is missed or near is sometimes moved, with a reason."""
    hopeful = month_end(day + max(60, (path.expected - day).days * rng.uniform(0.4, 1.05)) * DAY)
    later = month_end(day + rng.randint(60, 300) * DAY)
    why, moves = rng.choice(words.MOVED), rng.random() < who.candour * 0.6
    if status >= IN_PLACE:
        return (last.target_date, "") if last else (None, "")
    if last is None or last.target_date is None:
        return hopeful, ""
    if moves and last.target_date < day + 20 * DAY and later > last.target_date:
        return later, why
    return last.target_date, ""


def _confidence(rng, path, day, status, target) -> int:
    """Forward looking: how far behind its target date it will be, and how soon that is."""
    chance = rng.random()
    if status >= IN_PLACE or target is None:
        return AMBER if chance < 0.04 else GREEN
    late, left = (path.in_place - target).days, (target - day).days
    if late > 150 and left < 120:
        return RED if chance < 0.6 else AMBER
    if late > 45 and left < 240:
        return AMBER if chance < 0.75 else GREEN
    return AMBER if chance < 0.07 else GREEN


def _evidence(rng, code, day, *, rose, status) -> tuple[Item, ...]:
    title, age, lasts = words.evidence_title(rng, code), rng.randrange(30), rng.random() < 0.3
    if rng.random() > (0.45 if rose and status >= IN_PLACE - 1 else 0.06):
        return ()
    speaks_for = day - age * DAY
    return (Item(title, speaks_for, month_end(speaks_for + 365 * DAY) if lasts else None),)
