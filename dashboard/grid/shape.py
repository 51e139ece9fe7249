"""From the country's positions to grids: which organisations, which columns, what each cell says."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from dashboard.grid.country import Country, OrganisationRow, Pair, StandardRow
from ledger.as_at import end_of
from rollout.summary import NEVER_REPORTED, middle, summarise

THEMES = "themes"


class Choice(NamedTuple):
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


class Line(NamedTuple):
    """`former`: of the `pairs` those whose standard was known on the day compared with. The others were not asked then,
    which is not the same as never reported."""

    organisation: OrganisationRow
    cells: list[Cell]
    overall: Cell
    pairs: list[Pair]
    former: list[Pair]

    def alone(self) -> "Line":
        return self._replace(cells=[cell.alone() for cell in self.cells], overall=self.overall.alone())


class Grid(NamedTuple):
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
    shown = [each for each in country.standards if _is_shown(each, choice)]
    then = {each.pk for each in shown if compared_on and (each.known_from is None or each.known_from <= compared_on)}
    grids = []
    for model in dict.fromkeys(standard.model for standard in shown):
        standards = [standard for standard in shown if standard.model == model]
        columns, kind = _columns(standards, choice), standards[0].kind
        lines = [
            _line(body, columns, country, then, compared_on)
            for body in country.organisations
            if body.kind == kind and choice.cohort in ("", body.cohort) and choice.region in ("", body.region)
        ]
        kept = [line for line in lines if line.pairs and _fits(line, choice)]
        grids.append(Grid(kind, model, standards[0].model_name, columns, kept, len(standards)))
    return grids


def _is_shown(standard: StandardRow, choice: Choice) -> bool:
    if choice.across == THEMES:
        return choice.model in ("", standard.model)
    return choice.across in (f"theme-{standard.theme}", f"model-{standard.model}")


def _columns(standards: list[StandardRow], choice: Choice) -> list[Column]:
    if choice.across != THEMES:
        return [Column(each.code, each.title, (each.pk,), False) for each in standards]
    by_theme: dict[tuple[str, str], list[int]] = {}
    for standard in standards:
        by_theme.setdefault((standard.theme, standard.theme_name), []).append(standard.pk)
    return [Column(code, name, tuple(pks), True) for (code, name), pks in by_theme.items()]


def _fits(line: Line, choice: Choice) -> bool:
    if choice.status is not None and not any(
        cell.total and (cell.status or NEVER_REPORTED) == choice.status for cell in line.cells
    ):
        return False
    newest = line.overall.updated
    return choice.not_since is None or newest is None or newest < end_of(choice.not_since - dt.timedelta(days=1))


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
