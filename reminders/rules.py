"""Who is reminded of what, and when. Pure: deadlines, people, what is held and a London day in, reminders out.

Days are counted in working days of England and Wales, from the day something is due: -5 is five before, 5 five after.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from accounts.permissions import ANY, CHIEF_OFFICER, FINANCE_OFFICER, LEAD, OWN, UNIT, UNIT_MANAGER, scopes
from forces.periods import is_working_day, working_days

WEEK = 5  # working days
SUNDAY = 6


NONE_RESUMED: Mapping = MappingProxyType({})
CHASED_FOR = dt.timedelta(weeks=12)  # then nobody is mailed any more, and the Unit takes it up by hand
REMINDED = (LEAD, FINANCE_OFFICER, CHIEF_OFFICER)  # of an organisation: contributors work for its lead


class Level(StrEnum):
    """Up the chain: who has to act, their chief officer, the Unit."""

    FIRST = "first"
    CHIEF = "chief"
    UNIT = "unit"


BEFORE = (-20, -10, -5, -1, 0)  # for the first level only
WEEKLY_FROM = {Level.FIRST: 1, Level.CHIEF: 5, Level.UNIT: 10}  # working days overdue


class ChainStep(NamedTuple):
    """Of a chain. The roles are those of the deadline's organisation, or national ones."""

    level: Level
    roles: tuple[str, ...]
    of_organisation: bool


@dataclass(frozen=True, slots=True)
class Person:
    """`off`: the kinds of which they want no reminder before the day. `last_mail`: the day of their last one."""

    id: int
    weekly: bool = False
    off: frozenset[str] = frozenset()
    last_mail: dt.date | None = None

    def horizon(self, today: dt.date) -> dt.date | None:
        """The last day that a mail of today looks ahead to: today, or for a weekly digest the coming Sunday. None when
        there is no mail today: at most one a day or week, on working days only."""
        if not is_working_day(today) or self.last_mail == today:
            return None
        if not self.weekly:
            return today
        monday = today - dt.timedelta(days=today.weekday())
        if self.last_mail and monday <= self.last_mail <= today:
            return None
        return monday + dt.timedelta(days=SUNDAY)


People = Mapping[tuple[str, int | None], Collection[Person]]  # by role and organisation, None for the Unit


class DueReminder(NamedTuple):
    deadline: object  # a forces.deadlines.Deadline
    stage: int
    level: Level
    person: Person


@lru_cache(maxsize=65_536)
def current_stage(level: Level, due: dt.date, day: dt.date) -> int | None:
    """The last stage that a day has come to: 20, 10, 5 and 1 working days before, on the day (when that is no working
    day, on the last before it), 1 after, then weekly. None before the first, which is later up the chain."""
    past, weekly_from = working_days(due, day), WEEKLY_FROM[level]
    if past >= weekly_from:
        return past - (past - weekly_from) % WEEK
    return max((stage for stage in BEFORE if stage <= past), default=None) if level == Level.FIRST else None


@lru_cache(maxsize=256)
def chain(permission: str, turn: tuple[str, ...], *, national: bool = False) -> tuple[ChainStep, ...]:
    """Who is reminded of what needs `permission` to be seen: nobody who does not hold it. First come those whose turn
    it is, who hold one of the permissions of `turn`. What no one of an organisation can settle, or is about none, is
    the Unit's from the start."""
    unit = tuple(role for role in (UNIT, UNIT_MANAGER) if ANY in scopes(role, permission))
    acting = () if national else holders(turn, permission, REMINDED, OWN)
    if not acting:
        acting = holders(turn, permission, unit, ANY)
        others = tuple(role for role in unit if role not in acting)
        return (ChainStep(Level.FIRST, acting, False), *((ChainStep(Level.UNIT, others, False),) if others else ()))
    escalates = CHIEF_OFFICER not in acting and OWN in scopes(CHIEF_OFFICER, permission)
    chief = (ChainStep(Level.CHIEF, (CHIEF_OFFICER,), True),) if escalates else ()
    return (ChainStep(Level.FIRST, acting, True), *chief, ChainStep(Level.UNIT, unit, False))


def holders(turn: tuple[str, ...], permission: str, roles: Iterable[str], scope: str) -> tuple[str, ...]:
    """Those of the roles that hold a permission of the turn in a scope, and may see what it is about; whoever settles
    it first."""
    found = [role for act in turn for role in roles if scope in scopes(role, act) & scopes(role, permission)]
    return tuple(dict.fromkeys(found))


def chain_of(deadline, kinds: Mapping) -> tuple[ChainStep, ...]:
    """`kinds`: a forces.deadlines.Kind by code."""
    kind = kinds[deadline.kind]
    return chain(kind.permission, deadline.turn or kind.settle, national=deadline.organisation_id is None)


def is_chased(deadline, resumed: Mapping[tuple[str, dt.date], dt.date | None], today: dt.date) -> bool:
    """For twelve weeks after the day it was due, and once more after each time that the Unit took it up again.
    `resumed`: by key and date, the day on which chasing was resumed; None where the Unit has closed it."""
    since = resumed.get((deadline.key, deadline.due), deadline.due)
    return since is not None and today <= since + CHASED_FOR


def recipients(deadline, steps: Iterable[ChainStep], people: People) -> Iterator[tuple[Level, Person]]:
    """Each person once, as low in the chain as they stand."""
    seen = set()
    for step in steps:
        place = deadline.organisation_id if step.of_organisation else None
        for role in step.roles:
            for person in people.get((role, place), ()):
                if person.id not in seen:
                    seen.add(person.id)
                    yield step.level, person


def is_held(deadline, steps: tuple[ChainStep, ...], held: Collection[int]) -> bool:
    """A hold is about what an organisation owes, not about the Unit's own follow-ups."""
    return deadline.organisation_id in held and steps[0].of_organisation


def is_wanted(deadline, person: Person, today: dt.date) -> bool:
    """Whoever turned a kind off still hears of what is overdue."""
    return deadline.kind not in person.off or deadline.due < today


def knows(deadline, level: Level, person: Person, stage: int) -> bool:
    """Whoever said last where it stands, at this same stage, is not reminded of what they just did."""
    if deadline.set_by != person.id or deadline.set_on is None:
        return False
    return current_stage(level, deadline.due, deadline.set_on) == stage


def reminders(
    deadlines: Iterable,
    *,
    kinds: Mapping,
    people: People,
    held: Collection[int],
    today: dt.date,
    resumed: Mapping = NONE_RESUMED,
) -> Iterator[DueReminder]:
    """Everything that has come to a stage by today; what was planned before is for the caller to leave out. Of stages
    that were missed only the last is there: nobody is nagged twice. `resumed` as for `is_chased`."""
    written_to: dict[tuple[str, int | None, tuple[str, ...]], list[tuple[Level, Person, dt.date]]] = {}
    for deadline in deadlines:
        if not is_chased(deadline, resumed, today):
            continue
        about = deadline.kind, deadline.organisation_id, deadline.turn
        if about not in written_to:
            written_to[about] = _written_to(deadline, kinds, people, held, today)
        for level, person, horizon in written_to[about]:
            stage = current_stage(level, deadline.due, horizon)
            if stage is None or not is_wanted(deadline, person, today) or knows(deadline, level, person, stage):
                continue
            yield DueReminder(deadline, stage, level, person)


def _written_to(deadline, kinds, people, held, today) -> list[tuple[Level, Person, dt.date]]:
    """Who gets a mail today about deadlines of this kind and organisation, and the last day that it looks ahead to."""
    steps = chain_of(deadline, kinds)
    if is_held(deadline, steps, held):
        return []
    found = ((level, person, person.horizon(today)) for level, person in recipients(deadline, steps, people))
    return [(level, person, horizon) for level, person, horizon in found if horizon]


def without_recipient(deadlines: Iterable, *, kinds: Mapping, people: People) -> dict[int, set[str]]:
    """The organisations that owe something and lack somebody whose turn it is, each with the roles that are missing."""
    found: dict[int, set[str]] = {}
    for deadline in deadlines:
        step = chain_of(deadline, kinds)[0]
        missing = {role for role in step.roles if not people.get((role, deadline.organisation_id))}
        if step.of_organisation and missing:
            found.setdefault(deadline.organisation_id, set()).update(missing)
    return found
