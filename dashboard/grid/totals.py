"""Counts over many organisations, and which of them may be shown to people who do not see every organisation. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dashboard.grid.parts import Pair
from dashboard.grid.shape import Line, moved
from rollout.summary import IN_PLACE, NEVER_REPORTED

LEAST = 3  # organisations in a group that others may see: from fewer, one of them works out another


@dataclass(frozen=True)
class Tally:
    """How many commitments stand at each status; key 0 is never reported."""

    by_status: Counter
    total: int
    in_place: int


@dataclass(frozen=True)
class Movement:
    """How many commitments moved. `first` of `up` were reported for the first time."""

    up: int
    first: int
    down: int
    same: int


@dataclass(frozen=True)
class Group:
    """`names` of what it holds: more than one when small groups were put together."""

    names: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def tally(self) -> Tally:
        return tally(pairs_of(self.lines))


def pairs_of(lines: Iterable[Line]) -> list[Pair]:
    return [pair for line in lines for pair in line.pairs]


def former_of(lines: Iterable[Line]) -> list[Pair]:
    return [pair for line in lines for pair in line.former]


def tally(pairs: Iterable[Pair], *, then: bool = False) -> Tally:
    """Of the positions now, or of those at the moment compared with: then only of what was asked by then."""
    if then:
        found = Counter([former or NEVER_REPORTED for _now, former in pairs])
    else:
        found = Counter([now.status if now else NEVER_REPORTED for now, _former in pairs])
    return Tally(found, found.total(), sum(number for status, number in found.items() if status >= IN_PLACE))


def movement(pairs: Iterable[Pair]) -> Movement:
    ways: Counter = Counter()
    first = 0
    counted = Counter([(now and now.status, former) for now, former in pairs])  # thousands, of some thirty kinds
    for (now, former), number in counted.items():
        ways[moved(now, former)] += number
        first += number if now is not None and former is None else 0
    return Movement(ways["up"], first, ways["down"], ways[""])


def grouped(lines: Iterable[Line], key: Callable[[Line], str], *, order: Iterable[str] = ()) -> list[Group]:
    """Lines by key: in `order`, keys that it does not name after it by name. An empty key is left out."""
    found: dict[str, list[Line]] = {name: [] for name in order}
    for line in sorted(lines, key=key) if not found else lines:
        if name := key(line):
            found.setdefault(name, []).append(line)
    return [Group((name,), tuple(inside)) for name, inside in found.items() if inside]


def without_small(groups: list[Group], least: int = LEAST) -> list[Group]:
    """Puts the smallest group together with the next smallest until each holds `least` organisations. Leaving it out
    would not do: it is the difference between the others and the total. Empty when all together are fewer."""
    found = list(groups)
    while len(found) > 1 and min(len(group.lines) for group in found) < least:
        small, other = sorted(found, key=lambda group: len(group.lines))[:2]
        at = found.index(other)
        found[at] = Group(tuple(sorted((*small.names, *other.names))), (*small.lines, *other.lines))
        found.remove(small)
    return [group for group in found if len(group.lines) >= least]
