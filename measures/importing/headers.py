"""Columns by the names they have had, never by position."""

import re
from collections.abc import Iterator, Mapping

from measures.importing.cells import text_of
from measures.importing.found import Place

LOOKED_AT = 40  # rows at the top of a sheet in which its headings may stand
Columns = dict[str, int]  # our name, the cell's index from 0


def plain(cell: object) -> str:
    """ "Force  Name [Note 1]" as "force name"."""
    text = re.sub(r"\[[^\]]*\]|\(note[^)]*\)", " ", text_of(cell).lower())
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", text).split())


class Wanted:
    """`names`: for each of our columns the headings it has had. `optional` may be missing."""

    def __init__(self, names: Mapping[str, set[str]], optional: set[str] = frozenset()):
        self.names, self.required = names, set(names) - set(optional)

    def match(self, cells) -> tuple[Columns, set[str]]:
        """The columns of a row of headings, and those required that it lacks."""
        headings = [plain(cell) for cell in cells]
        found = {
            ours: next(at for at, heading in enumerate(headings) if heading in theirs)
            for ours, theirs in self.names.items()
            if any(heading in theirs for heading in headings)
        }
        return found, self.required - set(found)


def find(rows: Iterator, wanted: list[Wanted], sheet: str):
    """The first row of headings that fits one of `wanted` whole: (which, columns). Else None and the best near miss:
    (which, what it lacks, where). Reads no further than the row it finds."""
    best = None
    for number, cells in rows:
        if number > LOOKED_AT:
            break
        for which, each in enumerate(wanted):
            columns, lacks = each.match(cells)
            if not lacks:
                return (which, columns), None
            if len(columns) > len(lacks) and (best is None or len(lacks) < len(best[1])):
                best = which, lacks, Place(sheet, number)
    return None, best
