"""The one deadline feed. An app that knows deadlines registers a source; every list of what is due reads the feed."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from forces.as_at import AsAt
from forces.models import Organisation


@dataclass(frozen=True)
class Deadline:
    """Something due by the end of a London day. `key` is the same for ever, whatever the date becomes."""

    key: str
    kind: str
    organisation: Organisation | None
    due: dt.date
    title: str
    url: str

    def is_overdue(self, today: dt.date) -> bool:
        return self.due < today


Source = Callable[..., Iterable[Deadline]]
_sources: dict[str, tuple[Source, str]] = {}


def register(kind: str, source: Source, permission: str) -> None:
    """`source(organisations, as_at=)` yields what is still open then; shown to those who hold `permission`."""
    _sources[kind] = (source, permission)


def feed(organisations_by_permission: Callable, *, as_at: AsAt, kinds: Collection[str] | None = None) -> list[Deadline]:
    """Everything due, or what of these kinds, soonest first. `organisations_by_permission(permission)` is the
    person's scope."""
    found = [
        deadline
        for kind, (source, permission) in _sources.items()
        if kinds is None or kind in kinds
        for deadline in source(organisations_by_permission(permission), as_at=as_at)
    ]
    return sorted(found, key=lambda deadline: (deadline.due, deadline.kind, deadline.title))
