"""A grid as HTML. Written out here, not in a template: the widest has 1,300 cells, each with its own link and text."""

from functools import lru_cache
from html import escape  # what Django's own calls, without its wrapping, on texts that are never lazy

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dashboard.grid.days import Days
from dashboard.grid.parts import Body
from dashboard.grid.shape import SEEN, Cell, Column, Grid, Line
from dashboard.grid.words import cell_text
from govuk.signs import beside, sign
from ledger.as_at import AsAt

WIDEST = 10  # columns whose cells have room for a word beside the shape


class Addresses:
    """Reversed once for a grid: each cell only fills in whose and which."""

    def __init__(self, as_at: AsAt):
        self._organisation = as_at.link(reverse("organisation", args=["SLUG"]))
        self._commitment = as_at.link(reverse("commitment", args=["SLUG", "CODE"]))

    def organisation(self, body: Body) -> str:
        return self._organisation.replace("SLUG", body.slug)

    def of_columns(self, body: Body, columns: list[Column]) -> list[str]:
        whole, one = self.organisation(body), self._commitment.replace("SLUG", body.slug)
        return [f"{whole}#theme-{each.code}" if each.is_theme else one.replace("CODE", each.code) for each in columns]


def grid_html(grid: Grid, days: Days) -> SafeString:
    """The rows of a grid's body."""
    addresses, compact = Addresses(days.as_at), len(grid.columns) > WIDEST
    names = [escape(_label(column)) for column in grid.columns]
    overall = escape(_("overall"))
    language = get_language()  # asked once: it takes as long as the rest of a cell
    rows = [_row(line, grid.columns, names, overall, addresses, days, (compact, language)) for line in grid.lines]
    return SafeString("".join(rows))  # every part was escaped where it was put in


def _label(column: Column) -> str:
    return column.name if column.is_theme else f"{column.code} {column.name}"


def _row(line: Line, columns, names, overall, addresses, days, manner) -> str:
    body = line.organisation
    own, name = escape(addresses.organisation(body)), escape(body.short_name)
    links = map(escape, addresses.of_columns(body, columns))
    cells = [
        _cell(cell, f"{name}, {label}", label, link, days, manner)
        for cell, label, link in zip(line.cells, names, links, strict=True)
    ]
    if len(columns) > 1:
        cells.insert(0, _cell(line.overall, f"{name}, {overall}", overall, own, days, manner))
    head = f'<th scope="row" class="app-grid__name"><a class="govuk-link govuk-link--no-visited-state" href="{own}">'
    return f"<tr>{head}{name}</a></th>{''.join(cells)}</tr>"


def _cell(cell: Cell, what, label, link, days, manner) -> str:
    """`what`, `label` and `link` are escaped already; `manner` is compact or not, and the language."""
    if not cell.total:
        absent = escape(_("not asked"))
        return f'<td class="app-grid__cell" data-label="{label}"><span class="app-muted">{absent}</span></td>'
    seen = _seen(cell[:SEEN], *manner)
    text = escape(cell_text(cell, days.compared_on, manner[1]))
    return (
        f'<td class="app-grid__cell app-step--{cell.status or "none"}" data-label="{label}">'
        f'<a class="app-grid__link" href="{link}"><span class="govuk-visually-hidden">{what}: {text}</span>'
        f'<span class="app-grid__seen" aria-hidden="true">{seen}</span></a></td>'
    )


@lru_cache(maxsize=8192)
def _seen(said: tuple, compact: bool, language: str) -> str:
    """The sign, how many are in place, and the Unit's view, of a cell without its day; many cells say the same."""
    cell = Cell(*said)
    shown = sign(
        cell.status,
        cell.confidence,
        confirmed=cell.confirmed,
        moved=cell.moved,
        former=cell.former,
        compact=compact,
        said=False,
    )
    if cell.total == 1:
        return f"{shown}{beside(cell.thinks)}" if cell.differs else shown
    of = escape(_("%(number)d of %(total)d") % {"number": cell.in_place, "total": cell.total})
    shown = f'{shown}<span class="app-grid__of">{of}</span>'
    if cell.differs:
        differ = escape(ngettext("%(number)d differs", "%(number)d differ", cell.differs) % {"number": cell.differs})
        shown += f'<span class="app-grid__differs">{differ}</span>'
    return shown
