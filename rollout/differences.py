"""Views side by side: what the Unit holds a commitment to stand at, beside what its organisation says. Pure."""

import datetime as dt
from typing import NamedTuple, Protocol, TypeVar


class View(Protocol):
    """Somebody's own status for a commitment, None when it has none: the Unit's here, others may stand beside it."""

    status: int | None


class UnitView(NamedTuple):
    """The Unit's own status for a commitment, when it gave it, and of which update."""

    commitment: int
    organisation: int
    standard: int
    status: int
    recorded_at: dt.datetime
    number: int
    updated_at: dt.datetime


class CountryView(NamedTuple):
    """As much of it as a page of the whole country needs."""

    organisation: int
    standard: int
    status: int


V = TypeVar("V", bound=View)


def differing(view: V | None, said: int | None) -> V | None:
    """The view where it is not what the organisation says, `said`: once that moved to the status of the view, there is
    no difference any more."""
    return view if view is not None and view.status not in (None, said) else None
