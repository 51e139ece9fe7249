"""Columns by the names they have had, never by position."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from measures.importing.cells import text_of
from measures.importing.found import Found, Place

LOOKED_AT = 40  # rows at the top of a sheet in which its headings may stand
Columns = dict[str, int]  # our name, the cell's index from 0


def plain(cell: object) -> str:
    """ "Force  Name [Note 1]" as "force name", "Number of Offences2,3" as "number of offences"."""
    text = re.sub(r"\[[^\]]*\]|\(note[^)]*\)", " ", text_of(cell).lower())
    text = " ".join(re.sub(r"[^a-z0-9%]+", " ", text).split())
    return re.sub(r"(?<=[a-z]{2})\d{1,2}(?: \d{1,2})*$", "", text)


@dataclass(frozen=True)
class Format:
    """What a publisher's file is known by, and how it is read. `names`: for each of our columns the headings it has
    had, of which the `optional` may be missing. `read(sheets, names, found)` is given (name, columns, rows) of each
    sheet that has the headings; it may raise BadRelease. `has_neighbours`: files in nearly the same shape."""

    kind: str
    title: str
    names: Mapping[str, Collection[str]]
    read: Callable[..., None]
    optional: frozenset[str] = frozenset()
    has_neighbours: bool = False

    def match(self, cells) -> tuple[Columns, set[str], list[str]]:
        """The columns of a row of headings, those required that it lacks, and headings that say the same."""
        headings, required = [plain(cell) for cell in cells], [each for each in self.names if each not in self.optional]
        places = {
            ours: [at for at, heading in enumerate(headings) if heading in theirs]
            for ours, theirs in self.names.items()
        }
        twice = [text_of(cells[at]) for ours in required if len(places[ours]) > 1 for at in places[ours]]
        return (
            {ours: at[0] for ours, at in places.items() if at},
            {each for each in required if not places[each]},
            twice,
        )

    def unknown(self, cells) -> list[str]:
        known = {heading for theirs in self.names.values() for heading in theirs}
        return [text_of(cell) for cell in cells if plain(cell) and plain(cell) not in known]


@dataclass(frozen=True)
class HeadingRow:
    """The row that comes closest to a format's headings. `twice` are headings of which we cannot tell which to take."""

    format: Format
    columns: Columns
    lacks: set[str]
    twice: list[str]
    unknown: list[str]
    cells: list
    place: Place

    @property
    def fits(self) -> bool:
        return not self.lacks and not self.twice


def find(rows: Iterator, wanted: Iterable[Format], sheet: str) -> tuple[HeadingRow | None, str]:
    """The first row of headings that fits one of `wanted` whole, or else the best near miss; and the sheet's title,
    the text of its first row above them. Reads no further than the row that fits."""
    best, title = None, ""
    for number, cells in rows:
        if number > LOOKED_AT:
            break
        for each in wanted:
            columns, lacks, twice = each.match(cells)
            if lacks and (len(columns) <= len(lacks) or (best and len(best.lacks) <= len(lacks))):
                continue
            best = HeadingRow(each, columns, lacks, twice, each.unknown(cells), list(cells), Place(sheet, number))
            if best.fits:
                return best, title
        title = title or " ".join(filter(None, map(text_of, cells)))
    return best, title


class Cells:
    """A row under the headings, by our names for its columns. What is wrong with a cell is `found`'s to tell."""

    def __init__(self, sheet: str, number: int, cells: Sequence, columns: Columns, found: Found):
        self.sheet, self.number, self.cells, self.columns, self.found = sheet, number, cells, columns, found

    def __getitem__(self, name: str) -> object:
        at = self.columns.get(name)
        return self.cells[at] if at is not None and at < len(self.cells) else None

    def place(self, name: str) -> Place:
        return Place(self.sheet, self.number, self.columns.get(name, -1) + 1)

    def parsed(self, name: str, parse: Callable):
        """None when it cannot be, which is told."""
        try:
            return parse(self[name])
        except ValueError as error:
            return self.wrong(name, error.args[0])

    def wrong(self, name: str, expected: str) -> None:
        self.found.wrong(self.place(name), self[name], expected)
