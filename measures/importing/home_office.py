"""What the Home Office's two releases have in common: rows by force, quarter and offence code."""

from collections.abc import Iterator
from dataclasses import dataclass

from measures.importing.cells import is_expired, text_of, whole
from measures.importing.forces import not_a_force
from measures.importing.found import Found, Key, Place, once
from measures.quarters import of_financial_year
from measures.said import say as _

CODES = {"19C", "19F"}  # rape of a female and of a male, aged 16 or over
HEADINGS = {
    "year": {"financial year"},
    "quarter": {"financial quarter", "quarter"},
    "force": {"force name", "police force", "force", "police force area"},
    "code": {"offence code"},
}


@dataclass(frozen=True)
class Row:
    """`of` is (slug, quarter). `value` is None where it was withheld, and `kind` the type of outcome, if there is
    one."""

    of: tuple
    kind: str
    value: int | None
    place: Place


class Rows:
    """The rows about adult rape in one of the 43 forces. `first` has the first cell of each force and quarter, `kinds`
    every type of outcome in the file, of any offence."""

    def __init__(self, sheets, names, found: Found):
        self.sheets, self.names, self.found = sheets, names, found
        self.first, self.kinds, self._seen, self._codes = {}, set(), {}, {}

    def __iter__(self) -> Iterator[Row]:
        for sheet, columns, rows in self.sheets:
            code_at, kind_at, width = columns["code"], columns.get("kind"), max(columns.values())
            for number, cells in rows:
                if len(cells) <= width:
                    cells = [*cells, *[None] * (width + 1 - len(cells))]
                if kind_at is not None:
                    self.kinds.add(cells[kind_at])
                if code := self._code(cells[code_at]):
                    yield from self._row(sheet, number, cells, columns, code)

    def _code(self, cell) -> str | None:
        """Remembered, because a file has millions of cells and few codes."""
        if cell not in self._codes:
            code = text_of(cell).upper().partition("[")[0].strip()
            self._codes[cell] = code if code in CODES else None
        return self._codes[cell]

    def _row(self, sheet, number, cells, columns, code) -> Iterator[Row]:
        def place(column):
            return Place(sheet, number, columns[column] + 1)

        of = self._of(cells, columns, place)
        if of is None:
            return
        cell, kind = cells[columns["number"]], ""
        if is_expired(cell):
            self.found.leave_out(place("number"), _("the offence code has expired"))
            return
        if "kind" in columns and not (kind := self._kind(cells[columns["kind"]], place("kind"))):
            return
        if first := self._seen.get((*of, code, kind)):
            what = f"{of[0]}, {of[1]:%Y-%m}, {code} {kind}".strip()
            self.found.wrong(place("number"), what, once(first))
            return
        self._seen[(*of, code, kind)] = place("number")
        self.first.setdefault(of, place("number"))
        try:
            value = whole(cell)
        except ValueError as error:
            self.found.wrong(place("number"), cell, error.args[0])
            return
        if value is None:
            self.found.leave_out(place("number"), _("withheld by the publisher"))
        yield Row(of, kind, value, place("number"))

    def _of(self, cells, columns, place):
        name = cells[columns["force"]]
        slug = self.names.slug(name)
        if slug is None:
            if name is not None and self.names.is_other(name):
                self.found.leave_out(place("force"), not_a_force(name))
            else:
                self.found.wrong(place("force"), name, _("the name of a police force"))
            return None
        try:
            return slug, of_financial_year(text_of(cells[columns["year"]]), text_of(cells[columns["quarter"]]))
        except ValueError as error:
            column = "quarter" if "quarter" in str(error) else "year"
            self.found.wrong(place(column), cells[columns[column]], error.args[0])
            return None

    def _kind(self, cell, place) -> str:
        kind = text_of(cell).upper()
        if kind.isdigit() or (kind[:-1].isdigit() and kind[-1:].isalpha()):
            return kind
        if "NOT YET" in kind or "UNASSIGNED" in kind:
            self.found.leave_out(place, _("no outcome assigned yet"))
        else:
            self.found.wrong(place, cell, _("an outcome type from 1 to 22"))
        return ""


def key(of: tuple, measure: str) -> Key:
    slug, quarter = of
    return slug, measure, quarter
