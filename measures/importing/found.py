"""What was read from a file: figures, what was left out and why, and what is wrong, by sheet and cell."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.utils import get_column_letter

from measures.messages import Message
from measures.messages import say as _

Key = tuple[str, str, dt.date]  # organisation's slug, measure's code, quarter
Progress = Callable[[float, str], object]  # done from 0 to 1, what is being read
FORCE, METRIC = "force", "metric"  # what can be unknown, and be mapped to ours
LISTED = 100  # problems that are listed; the rest are counted


class BadRelease(ValueError):
    """The file as a whole cannot be brought in. In words for the person who brings it."""

    @property
    def said(self) -> str:
        return self.args[0]


@dataclass(frozen=True)
class Figure:
    """None where the publisher withheld it. A percentage carries its count and what it is out of where known."""

    value: Decimal | None
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True)
class Place:
    """A cell as the person sees it. `column` is counted from 1; 0 for a whole row or sheet."""

    sheet: str
    row: int = 0
    column: int = 0

    def __str__(self):
        letter = get_column_letter(self.column) if self.column else ""
        return f"{letter}{self.row}" if self.row else ""


@dataclass(frozen=True)
class Problem:
    place: Place
    found: str
    expected: str


@dataclass
class Unknown:
    """A spelling that the Unit can map to one of ours. `known` are those beside it."""

    place: Place
    known: list[str]
    rows: int = 1


@dataclass
class Found:
    """`left_out` counts rows by (sheet, reason); `examples` has the first cell of each."""

    kind: str
    figures: dict[Key, Figure] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)
    left_out: Counter = field(default_factory=Counter)
    examples: dict[tuple[str, str], Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    more_problems: int = 0
    sheets: dict[str, int] = field(default_factory=dict)  # rows read
    taken: Counter = field(default_factory=Counter)  # rows by what they say
    unknown: dict[tuple[str, str], Unknown] = field(default_factory=dict)  # by (FORCE or METRIC, the spelling)
    mapped: dict[tuple[str, str], str] = field(default_factory=dict)  # spellings that the Unit has mapped, and to what

    def leave_out(self, place: Place, reason: str, rows: int = 1) -> None:
        key = place.sheet, reason
        self.left_out[key] += rows
        self.examples.setdefault(key, place)

    def is_new(self, what: str, name: object, place: Place, known: Iterable[str]) -> bool:
        """Counts a spelling of a force or a metric that we do not know. Whether this is the first such row."""
        there = self.unknown.get((what, spelled(name)))
        if there:
            there.rows += 1
            return False
        self.unknown[what, spelled(name)] = Unknown(place, list(known))
        return True

    def wrong(self, place: Place, found: object, expected: str) -> None:
        if len(self.problems) < LISTED:
            self.problems.append(Problem(place, shown(found), expected))
        else:
            self.more_problems += 1

    def add(self, key: Key, figure: Figure, place: Place) -> None:
        """Once: a second figure for the same force, measure and quarter is wrong."""
        if key in self.figures:
            first = self.places[key]
            self.wrong(place, _key_text(key), once(first))
        else:
            self.figures[key], self.places[key] = figure, place


def _key_text(key: Key) -> str:
    slug, measure, quarter = key
    return f"{slug}, {measure}, {quarter:%Y-%m}"


def once(first: Place) -> str:
    return _("once; it stands in %(place)s too", place=f"{first.sheet} {first}")


def spelled(name: object) -> str:
    """As the person saw it, at most as long as we keep it."""
    return " ".join(str(name).split())[:200]


def shown(cell: object) -> str:
    """A cell in a message: short, and an empty one in words."""
    if isinstance(cell, Message):
        return cell
    text = "" if cell is None else " ".join(str(cell).split())
    return _("an empty cell") if not text else text if len(text) <= 60 else f"{text[:57]}..."
