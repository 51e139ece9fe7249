"""From the country's positions to grids: which organisations, which columns, what each cell says. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from dashboard.grid.parts import Asked, Body, Country, Pair
from ledger.as_at import end_of
from rollout.summary import NEVER_REPORTED, middle, summarise

THEMES = "themes"


@dataclass(frozen=True)
class Choice:
    """What was chosen in the filter. `across` is "themes", "theme-CODE" or "model-CODE"; `status` 0 is never
    reported, None any; `not_since` keeps organisations without an update on or after that London day."""

    across: str = THEMES
    model: str = ""
    cohort: str = ""
    region: str = ""
    status: int | None = None
    not_since: dt.date | None = None


class Cell(NamedTuple):
    """One status for some standards of an organisation. `total` 0: nothing is asked of it here. `differs`: on how
    many of them the Unit thinks otherwise; `thinks`: what, of a single one."""

    status: int | None
    confidence: int | None
    in_place: int
    total: int
    confirmed: bool
    former: int | None
    moved: str  # "up", "down" or ""
    differs: int = 0
    thinks: int | None = None
    updated: dt.datetime | None = None  # from here on only said: all before it is seen too
    never: int = 0

    def alone(self) -> "Cell":
        """What the organisation says, without the Unit's view."""
        return self._replace(differs=0, thinks=None)


SEEN = Cell._fields.index("updated")


class Column(NamedTuple):
    code: str
    name: str
    standards: tuple[int, ...]
    is_theme: bool


@dataclass(frozen=True)
class Line:
    """`former`: of the `pairs` those whose standard was known on the day compared with. The others were not asked then,
    which is not the same as never reported."""

    organisation: Body
    cells: list[Cell]
    overall: Cell
    pairs: list[Pair]
    former: list[Pair]

    def alone(self) -> "Line":
        return replace(self, cells=[cell.alone() for cell in self.cells], overall=self.overall.alone())


@dataclass(frozen=True)
class Grid:
    """The organisations of one kind, and their model's themes or standards."""

    kind: str
    model: str
    model_name: str
    columns: list[Column]
    lines: list[Line]
    standards: int


def grids_of(country: Country, choice: Choice, *, compared_on: dt.date | None = None) -> list[Grid]:
    """One grid for each model that is shown, in the order of the models; without lines when nobody fits.
    Standards not yet known on `compared_on` are left out of what a cell said then."""
    shown = [standard for standard in country.standards if _is_shown(standard, choice)]
    then = {standard.pk for standard in shown if _known(standard, compared_on)} if compared_on else frozenset()
    grids = []
    for model in dict.fromkeys(standard.model for standard in shown):
        standards = [standard for standard in shown if standard.model == model]
        columns = _columns(standards, choice)
        kind = standards[0].kind
        wanted = [body for body in country.organisations if body.kind == kind and _is_wanted(body, choice)]
        lines = [_line(body, columns, country, then, compared_on) for body in wanted]
        kept = [line for line in lines if line.pairs and _fits(line, choice)]
        grids.append(Grid(kind, model, standards[0].model_name, columns, kept, len(standards)))
    return grids


def _is_shown(standard: Asked, choice: Choice) -> bool:
    if choice.across.startswith("theme-"):
        return f"theme-{standard.theme}" == choice.across
    if choice.across.startswith("model-"):
        return f"model-{standard.model}" == choice.across
    return not choice.model or standard.model == choice.model


def _known(standard: Asked, day: dt.date) -> bool:
    return standard.known_from is None or standard.known_from <= day


def _columns(standards: list[Asked], choice: Choice) -> list[Column]:
    if choice.across != THEMES:
        return [Column(each.code, each.title, (each.pk,), False) for each in standards]
    by_theme: dict[tuple[str, str], list[int]] = {}
    for standard in standards:
        by_theme.setdefault((standard.theme, standard.theme_name), []).append(standard.pk)
    return [Column(code, name, tuple(pks), True) for (code, name), pks in by_theme.items()]


def _is_wanted(body: Body, choice: Choice) -> bool:
    return choice.cohort in ("", body.cohort) and choice.region in ("", body.region)


def _fits(line: Line, choice: Choice) -> bool:
    if choice.status is not None and not any(_at(cell, choice.status) for cell in line.cells):
        return False
    if choice.not_since is None:
        return True
    newest = line.overall.updated
    return newest is None or newest < end_of(choice.not_since - dt.timedelta(days=1))


def _at(cell: Cell, status: int) -> bool:
    return cell.total > 0 and (cell.status or NEVER_REPORTED) == status


def _line(body, columns, country, then, compared_on) -> Line:
    owed, unit = country.owed.get(body.pk, {}), country.unit.get(body.pk, {})
    cells = [_cell(owed, unit, column.standards, then, compared_on) for column in columns]
    everything = [pk for column in columns for pk in column.standards if pk in owed]
    overall = _cell(owed, unit, everything, then, compared_on)
    former = [owed[pk] for pk in everything if pk in then]
    return Line(body, cells, overall, [owed[pk] for pk in everything], former)


def _cell(owed: dict[int, Pair], unit: dict[int, int], standards: Iterable[int], then, compared_on) -> Cell:
    asked = [pk for pk in standards if pk in owed]
    rows = [owed[pk][0] for pk in asked]
    said = [row for row in rows if row]
    now = summarise(rows)
    former, change = None, ""
    if compared_on:
        former = middle([owed[pk][1] or NEVER_REPORTED for pk in asked if pk in then])
        change = moved(now.status, former)
    thinks = [unit[pk] for pk in asked if pk in unit] if unit else ()
    confirmed = len(said) == len(rows) == 1 and said[0].kind == "confirmed"
    alone = thinks[0] if thinks and now.total == 1 else None
    updated = max([row.recorded_at for row in said], default=None)
    return Cell(*now, confirmed, former, change, len(thinks), alone, updated, len(rows) - len(said))


def moved(status: int | None, former: int | None) -> str:
    """Never reported is the lowest: a first report is a move up."""
    now, then = status or NEVER_REPORTED, former or NEVER_REPORTED
    return "up" if now > then else "down" if now < then else ""
