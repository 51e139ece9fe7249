"""The one deadline feed. An app that knows deadlines registers a source; every list of what is due reads the feed."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from accounts.permissions import LEAD
from forces.as_at import AsAt
from forces.models import Organisation


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due by the end of a London day. `key` is the same for ever, whatever the date becomes. `set_by` is the
    id of whoever last said so, on the day `set_on`: they know, and are not reminded of what they just did."""

    key: str
    kind: str
    organisation: Organisation | None
    due: dt.date
    title: str
    url: str
    set_by: int | None = None
    set_on: dt.date | None = None

    @property
    def organisation_id(self) -> int | None:
        return self.organisation.pk if self.organisation else None

    def is_overdue(self, today: dt.date) -> bool:
        return self.due < today


Source = Callable[..., Iterable[Deadline]]


@dataclass(frozen=True)
class Kind:
    """`permission` is what one needs to see its deadlines; `first` are the roles that are reminded first."""

    code: str
    source: Source
    permission: str
    label: str
    first: tuple[str, ...]
    passes: bool = False  # a date to know of, that is over with its day: nobody settles it


_kinds: dict[str, Kind] = {}


def register(kind: str, source: Source, permission: str, *, label="", first: tuple[str, ...] = (LEAD,), **more) -> None:
    """`source(organisations, as_at=)` yields what is still open then; shown to those who hold `permission`."""
    _kinds[kind] = Kind(kind, source, permission, label or kind.replace("_", " ").capitalize(), first, **more)


def kinds() -> dict[str, Kind]:
    """Every kind that is registered, by its code."""
    return dict(_kinds)


def feed(organisations_by_permission: Callable, *, as_at: AsAt, kinds: Collection[str] | None = None) -> list[Deadline]:
    """Everything due, or what of these kinds, soonest first. `organisations_by_permission(permission)` is the
    person's scope."""
    found = [
        deadline
        for kind in _kinds.values()
        if kinds is None or kind.code in kinds
        for deadline in kind.source(organisations_by_permission(kind.permission), as_at=as_at)
    ]
    return sorted(found, key=lambda deadline: (deadline.due, deadline.kind, deadline.title))
