"""The Home Office's two releases, of rows by force, quarter and offence code: crime by police force area (one sheet a
year), and crime outcomes (a workbook a year, with a row for each type of outcome)."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from measures.importing.cells import EXPIRED, NOT_PROVIDED, marker, text_of, whole
from measures.importing.forces import not_a_force
from measures.importing.found import FORCE, Figure, Found, Place, once
from measures.importing.headers import Format
from measures.importing.neighbours import REPEATED, look_at_kinds
from measures.messages import say as _
from measures.quarters import financial, of_financial_year

# Rape of a female (19C) and of a male (19F), aged 16 or over; what stands behind are figures of footnotes.
CODE = re.compile(r"0*(19[CF])(?:\d{1,2}(?:,\d{1,2})*)?(?:\[.*)?")
KINDS = {str(number) for number in range(1, 23)}  # types of outcome; 0 is none, and 1A, 2A and 3A are parts
HEADINGS = {
    "year": ("financial year",),
    "quarter": ("financial quarter", "quarter"),
    "force": ("force", "force name", "police force", "police force area"),
    "code": ("offence code",),
}
MOST_ODD = 1_000  # kinds of odd cells in other rows that are told apart


@dataclass(frozen=True)
class OffenceRow:
    """`of` is (slug, quarter). `value` is None where it was withheld, and `kind` the type of outcome, if there is
    one."""

    of: tuple
    kind: str
    value: int | None
    place: Place


class OffenceRows:
    """The rows about adult rape in one of the 43 forces. What is wrong in them stops the release; what is odd in the
    others is counted. `first` has the first cell of each force and quarter, `below` the first below 0, `silent` the
    rows in which a force sent nothing, `kinds` every type of outcome in the file, of any offence."""

    def __init__(self, sheets, names, found: Found):
        self.sheets, self.names, self.found = sheets, names, found
        self.first, self.below, self.silent, self.kinds = {}, {}, defaultdict(list), set()
        self._seen, self._codes, self._parts = {}, {}, {}

    def __iter__(self) -> Iterator[OffenceRow]:
        for sheet, columns, rows in self.sheets:
            code_at, width = columns["code"], max(columns.values())
            kind_at, force_at, number_at = columns.get("kind"), columns["force"], columns["number"]
            kinds, forces, odd, others, first = Counter(), Counter(), Counter(), 0, 0
            for number, cells in rows:
                if len(cells) <= width:
                    cells = [*cells, *[None] * (width + 1 - len(cells))]
                if code := self._code(cells[code_at]):
                    yield from self._row(sheet, number, cells, columns, code)
                    continue
                others, first = others + 1, first or number
                forces[cells[force_at]] += 1
                if kind_at is not None:
                    kinds[cells[kind_at]] += 1
                if not isinstance(cell := cells[number_at], int) and (cell in odd or len(odd) < MOST_ODD):
                    odd[cell] += 1
            self.kinds |= {kind for kind in map(_kind, kinds) if kind}
            self._count_others(Place(sheet, first), others, forces, kinds, odd)
        for (of, code, kind), place in self._parts.items():
            if (*of, code, kind[:-1]) not in self._seen and of not in self.silent:
                whole_kind = _("outcome type %(kind)s beside it, of which it is a part", kind=kind[:-1])
                self.found.wrong(place, kind, whole_kind)

    def _count_others(self, place, others, forces, kinds, odd):
        """What does not touch our two offence codes is never fatal, and never silent."""
        if others:
            self.found.leave_out(place, _("other offences than adult rape"), others)
        for name, rows in forces.items():
            if name is not None and self.names.slug(name) is None and not self.names.is_other(name):
                said = _("other offences, and “%(name)s” is no force we know", name=_short(name))
                self.found.leave_out(place, said, rows)
        for kind, rows in kinds.items():
            if kind is not None and _kind(kind) is None:
                said = _("other offences, and “%(name)s” is no outcome type we know", name=_short(kind))
                self.found.leave_out(place, said, rows)
        unread = sum(rows for cell, rows in odd.items() if not _is_count(cell))
        if unread:
            example = next(cell for cell in odd if not _is_count(cell))
            said = _("other offences, and a number that cannot be read, such as “%(cell)s”", cell=_short(example))
            self.found.leave_out(place, said, unread)

    def _code(self, cell) -> str | None:
        """Remembered, because a file has millions of cells and few codes."""
        if cell not in self._codes:
            code = CODE.fullmatch(text_of(cell).upper().replace(" ", ""))
            self._codes[cell] = code[1] if code else None
        return self._codes[cell]

    def _row(self, sheet, number, cells, columns, code) -> Iterator[OffenceRow]:
        def place(column):
            return Place(sheet, number, columns[column] + 1)

        of = self._of(cells, columns, place)
        if of is None:
            return
        cell, kind, says = cells[columns["number"]], "", marker(cells[columns["number"]])
        if "kind" in columns:
            kind = _kind(cells[columns["kind"]])
            self.kinds.add(kind)
        if says == NOT_PROVIDED:
            self.silent[of].append(place("number"))
            self.first.setdefault(of, place("number"))
        elif kind == "0":
            self.found.leave_out(place("kind"), _("outcome type 0: no outcome yet, so in no count"))
        elif says == EXPIRED:
            self.found.leave_out(place("number"), _("the offence code has expired"))
        elif kind is None:
            expected = _("an outcome type from 1 to 22, 0 for none yet, or 1A, 2A or 3A")
            self.found.wrong(place("kind"), cells[columns["kind"]], expected)
        elif kind in REPEATED:
            self._parts.setdefault((of, code, kind), place("kind"))
            said = _("outcome type %(kind)s: a part of %(whole)s, which counts it", kind=kind, whole=kind[:-1])
            self.found.leave_out(place("kind"), said)
        elif first := self._seen.get((*of, code, kind)):
            what = f"{of[0]}, {of[1]:%Y-%m}, {code} {kind}".strip()
            self.found.wrong(place("number"), what, once(first))
        else:
            self._seen[(*of, code, kind)] = place("number")
            if says:
                self.found.leave_out(place("number"), _("not applicable, says the publisher"))
                return
            self.first.setdefault(of, place("number"))
            yield from self._counted(of, kind, cell, place("number"))

    def _counted(self, of, kind, cell, place) -> Iterator[OffenceRow]:
        try:
            value = whole(cell, corrections=True)
        except ValueError as error:
            self.found.wrong(place, cell, error.args[0])
            return
        if value is None:
            self.found.leave_out(place, _("withheld by the publisher"))
        else:
            self.found.taken[_("rows about adult rape")] += 1
        if value is not None and value < 0:
            self.below.setdefault(of, place)
            self.found.taken[_("of them corrections below 0, which count")] += 1
        yield OffenceRow(of, kind, value, place)

    def _of(self, cells, columns, place):
        name = cells[columns["force"]]
        slug = self.names.slug(name)
        if slug is None:
            if name is not None and self.names.is_other(name):
                self.found.leave_out(place("force"), not_a_force(name))
            elif name is None or self.found.is_new(FORCE, name, place("force"), self.names.known):
                self.found.wrong(place("force"), name, _("the name of a police force"))
            return None
        try:
            return slug, of_financial_year(text_of(cells[columns["year"]]), text_of(cells[columns["quarter"]]))
        except ValueError as error:
            column = "quarter" if "quarter" in str(error) else "year"
            self.found.wrong(place(column), cells[columns[column]], error.args[0])
            return None

    def say_silent(self):
        """Which forces sent nothing, for which quarters: these are withheld, whatever else stands there."""
        by_force = defaultdict(list)
        for (slug, quarter), places in sorted(self.silent.items()):
            by_force[slug].append((quarter, places))
        for slug, quarters in by_force.items():
            said = ", ".join(financial(quarter) for quarter, _places in quarters)
            force = self.names.short(slug)
            reason = _("%(force)s sent no data, so its quarters are withheld: %(quarters)s", force=force, quarters=said)
            for _quarter, places in quarters:
                self.found.leave_out(places[0], reason, len(places))

    def is_below_0(self, of, total: int | None, what: str) -> bool:
        """Counts below 0 are published corrections; a total below 0 is a problem, named."""
        if total is None or total >= 0 or of not in self.below:
            return False
        said = _("%(total)d in all: %(what)s, %(force)s, %(quarter)s", total=total, what=what,
                 force=self.names.short(of[0]), quarter=financial(of[1]))  # fmt: skip
        self.found.wrong(self.below[of], said, _("a total from 0, corrections included"))
        return True


def _kind(cell) -> str | None:
    """A type of outcome: "1" to "22", "0" when there is none yet, "1A", "2A" and "3A"; None for anything else."""
    kind = text_of(cell).upper().removeprefix("OUTCOME ").removeprefix("TYPE ")
    kind = kind.lstrip("0") or "0" if kind.isdigit() else kind
    if kind in KINDS or kind in REPEATED or kind == "0":
        return kind
    return "0" if "NOT YET" in kind or "UNASSIGNED" in kind else None


def _is_count(cell) -> bool:
    try:
        whole(cell, corrections=True)
    except ValueError:
        return bool(marker(cell))
    return True


def _short(cell) -> str:
    text = text_of(cell)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _totals(rows: OffenceRows, measures, of_kind) -> Iterator[tuple]:
    """(slug, quarter, place, total by measure, None where any of it was withheld) of what has no total below 0.
    `of_kind`: the measures that a type of outcome counts in. Raises BadRelease for the alternate offences."""
    sums, withheld = defaultdict(int), set()
    for row in rows:
        for measure in of_kind(row.kind):
            sums[row.of, measure] += row.value or 0
            if row.value is None:
                withheld.add((row.of, measure))
    look_at_kinds(rows.kinds)
    for of, place in rows.first.items():
        totals = {
            measure: None if of in rows.silent or (of, measure) in withheld else sums[of, measure]
            for measure in measures
        }
        if not [measure for measure, total in totals.items() if rows.is_below_0(of, total, measure)]:
            yield *of, place, totals
    rows.say_silent()


def read_offences(sheets, names, found: Found) -> None:
    measures = ("recorded_offences",)
    for slug, quarter, place, totals in _totals(OffenceRows(sheets, names, found), measures, lambda kind: measures):
        for measure, total in totals.items():
            found.add((slug, measure, quarter), Figure(None if total is None else Decimal(total)), place)


OFFENCES = Format(
    kind="offences",
    title="Home Office: crime by police force area",
    names=HEADINGS
    | {
        "number": (
            "number of offences", "offence count", "number of crimes", "offences recorded",
            "number of recorded offences", "number of offences recorded",
        )
    },
    read=read_offences,
    has_neighbours=True,
)  # fmt: skip
ASSIGNED, CHARGED, WITHDRAWN = COUNTS = ("outcomes_assigned", "charged", "victim_withdrawal")
BY_KIND = {"1": (CHARGED,), "14": (WITHDRAWN,), "16": (WITHDRAWN,)}
# Two counts stand side by side. Ours is of investigations closed in the quarter, under each name it has had.
CLOSED = (
    *(
        f"{number}outcomes for investigations {that}closed in {the}quarter"
        for that in ("", "that were ")
        for number in ("", "number of ", "force ")
        for the in ("the ", "")
    ),
    "outcomes closed in the quarter", "number of outcomes closed in the quarter",
    "number of outcomes closed in quarter",
    "force outcomes recorded in quarter", "force outcomes recorded in the quarter",
)  # fmt: skip


def is_other_basis(heading: str) -> bool:
    """The count of offences that were recorded in the quarter, or one of which the heading does not say which."""
    return "outcomes" in heading and "recorded" in heading and heading not in CLOSED


def read_outcomes(sheets, names, found: Found) -> None:
    rows = OffenceRows(sheets, names, found)
    for slug, quarter, place, totals in _totals(rows, COUNTS, lambda kind: (ASSIGNED, *BY_KIND.get(kind, ()))):
        for measure, total in totals.items():
            found.add((slug, measure, quarter), Figure(None if total is None else Decimal(total)), place)
        for measure in (CHARGED, WITHDRAWN):
            part, whole_of = totals[measure], totals[ASSIGNED]
            if None not in (part, whole_of) and part > whole_of:
                at = rows.below.get((slug, quarter), place)
                found.leave_out(at, _("a share of more than all, after corrections below 0"))
                whole_of = None
            share = Figure(None)  # no percentage of nothing
            if part is not None and whole_of:
                share = Figure(round(Decimal(100 * part) / whole_of, 3), part, whole_of)
            found.add((slug, f"{measure}_pct", quarter), share, place)


OUTCOMES = Format(
    kind="outcomes",
    title="Home Office: crime outcomes",
    names=HEADINGS | {"kind": ("outcome type", "outcome type number", "outcome code"), "number": CLOSED},
    read=read_outcomes,
    has_neighbours=True,
)
