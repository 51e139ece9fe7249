"""Views side by side: what the Unit thinks of a commitment, beside what its organisation says. Pure."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

QUERY, DIFFER = "query", "differ"  # as in rollout.scales, which needs Django


class Stance(StrEnum):
    """Not having looked is not agreeing: no two of these look alike. Their words are in rollout.scales."""

    AGREES = "agrees"
    OTHERWISE = "otherwise"
    ASKS = "asks"
    NOT_SINCE = "not_since"  # it changed after the Unit looked
    NOT_LOOKED = "not_looked"
    NOTHING = "nothing"  # never reported


class View(Protocol):
    """Somebody's own status for a commitment, None when it has none: the Unit's here, others may stand beside it."""

    status: int | None


class LastView(View, Protocol):
    """The Unit's last review of a commitment: `seen` is the status of the update that it is about, `is_open` whether
    the organisation has reported nothing since."""

    verdict: str
    seen: int
    is_open: bool


class UnitView(NamedTuple):
    """A LastView of a commitment, when the Unit gave it, and of which update."""

    commitment: int
    organisation: int
    standard: int
    verdict: str
    status: int | None
    seen: int
    is_open: bool
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


def stance_of(view: LastView | None, said: int | None) -> Stance:
    """What the Unit thinks of the status that the organisation says now, None for never reported. What it agreed to
    or asked about before says nothing of a status that came later."""
    if said is None:
        return Stance.NOTHING
    if view is None:
        return Stance.NOT_LOOKED
    if view.verdict == QUERY:
        return Stance.ASKS if view.is_open else Stance.NOT_SINCE
    if said == (view.status or view.seen):
        return Stance.AGREES
    return Stance.OTHERWISE if view.verdict == DIFFER else Stance.NOT_SINCE
