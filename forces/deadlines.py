"""The one deadline feed. An app that knows deadlines registers a source; every list of what is due reads the feed."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from forces.models import Organisation
from forces.queries import OwedDays
from ledger.as_at import AsAt


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due by the end of a London day. `key` is the same for ever, whatever the date becomes. `set_by` is the
    id of whoever last said so, on the day `set_on`: they know, and are not reminded of what they just did. `turn`: the
    permissions of those whose turn it is now, where that is not what its kind says. `obligations`: the codes of what it
    is owed under, each with a day from which it is owed, and `ends` the last day that it is about."""

    key: str
    kind: str
    organisation: Organisation | None
    due: dt.date
    title: str
    url: str
    set_by: int | None = None
    set_on: dt.date | None = None
    turn: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    ends: dt.date | None = None

    @property
    def organisation_id(self) -> int | None:
        return self.organisation.pk if self.organisation else None

    def is_overdue(self, today: dt.date) -> bool:
        return self.due < today


Source = Callable[..., Iterable[Deadline]]


Turn = tuple[str, ...]  # permissions, those of whoever settles it first


@dataclass(frozen=True)
class Kind:
    """`permission` is what one needs to see its deadlines; `settle` what those need who must act, and `then` the same
    once it has come further, in words: they are reminded first. `obligations(as_at)`: what the Unit can set a day for,
    as code and words."""

    code: str
    source: Source
    permission: str
    label: str
    settle: Turn
    then: tuple[tuple[str, Turn], ...] = ()
    obligations: Callable[[AsAt], Iterable[tuple[str, str]]] | None = None
    passes: bool = False  # a date to know of, that is over with its day: nobody settles it


_kinds: dict[str, Kind] = {}


def register(kind: str, source: Source, permission: str, *, settle: str | Turn, label, **more) -> None:
    """`source(organisations, as_at=)` yields what is still open then; shown to those who hold `permission`. Who has to
    act is said by permission too, so that nobody is chased for what only somebody else can do."""
    settle = (settle,) if isinstance(settle, str) else settle
    _kinds[kind] = Kind(kind, source, permission, label, settle, **more)


def kinds() -> dict[str, Kind]:
    """Every kind that is registered, by its code."""
    return dict(_kinds)


def feed(organisations_by_permission: Callable, *, as_at: AsAt, kinds: Collection[str] | None = None) -> list[Deadline]:
    """Everything due, or what of these kinds, soonest first. `organisations_by_permission(permission)` is the
    person's scope. What an organisation does not owe, because it lies before the day from which it is owed, is left
    out: pages show it as a gap, and nobody is late with it. A source of several kinds is asked once for those of one
    permission: each kind reaches only those who hold its own."""
    owed, asked = OwedDays(as_at.moment), _kinds.keys() if kinds is None else kinds
    sources = dict.fromkeys((kind.source, kind.permission) for kind in _kinds.values() if kind.code in asked)
    found = [
        deadline
        for source, permission in sources
        for deadline in source(organisations_by_permission(permission), as_at=as_at)
        if deadline.kind in asked
        and _kinds[deadline.kind].permission == permission
        and (
            not deadline.obligations
            or owed.owes(deadline.organisation_id, *deadline.obligations, ends=deadline.ends or deadline.due)
        )
    ]
    return sorted(found, key=lambda deadline: (deadline.due, deadline.kind, deadline.title))
