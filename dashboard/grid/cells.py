"""Grids and maps as HTML. Written out here, not in a template: the widest has 1,300 cells, each with its own link and
text."""

import datetime as dt
from functools import lru_cache
from html import escape  # what Django's own calls, without its wrapping, on texts that are never lazy

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dashboard.grid.country import Days, OrganisationRow
from dashboard.grid.shape import SEEN, Cell, Column, Grid, Line
from govuk.numbers import day_text
from govuk.signs import WORDS, beside, sign
from ledger.as_at import LONDON, AsAt
from rollout.scales import Confidence

WIDEST = 10  # columns whose cells have room for a word beside the shape


class Addresses:
    """Reversed once for a grid: each cell only fills in whose and which."""

    def __init__(self, as_at: AsAt):
        self._organisation = as_at.link(reverse("organisation", args=["SLUG"]))
        self._commitment = as_at.link(reverse("commitment", args=["SLUG", "CODE"]))

    def organisation(self, body: OrganisationRow) -> str:
        return self._organisation.replace("SLUG", body.slug)

    def of_columns(self, body: OrganisationRow, columns: list[Column]) -> list[str]:
        whole, one = self.organisation(body), self._commitment.replace("SLUG", body.slug)
        return [f"{whole}#theme-{each.code}" if each.is_theme else one.replace("CODE", each.code) for each in columns]


def grid_html(grid: Grid, days: Days) -> SafeString:
    """The rows of a grid's body."""
    addresses, columns = Addresses(days.as_at), grid.columns
    labels = [escape(each.name if each.is_theme else f"{each.code} {each.name}") for each in columns]
    overall = escape(_("overall"))
    manner = len(columns) > WIDEST, get_language()  # asked once: it takes as long as the rest of a cell
    rows = []
    for line in grid.lines:
        own, name = escape(addresses.organisation(line.organisation)), escape(line.organisation.short_name)
        links = map(escape, addresses.of_columns(line.organisation, columns))
        cells = [
            _cell(cell, f"{name}, {label}", label, link, days, manner)
            for cell, label, link in zip(line.cells, labels, links, strict=True)
        ]
        if len(columns) > 1:
            cells.insert(0, _cell(line.overall, f"{name}, {overall}", overall, own, days, manner))
        rows.append(
            '<tr><th scope="row" class="app-grid__name"><a class="govuk-link govuk-link--no-visited-state" '
            f'href="{own}">{name}</a></th>{"".join(cells)}</tr>'
        )
    return SafeString("".join(rows))  # every part was escaped where it was put in


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


def tiles_html(tiles: list[tuple[OrganisationRow, Line | None]], days: Days) -> SafeString:
    """The tiles of a map, or of a list where an organisation has no place on the map: each with its line. Those without
    one are not among those chosen, and keep their place."""
    addresses = Addresses(days.as_at)
    return SafeString("".join([_tile(*tile, addresses, days) for tile in tiles]))  # every part was escaped


def _tile(body: OrganisationRow, line: Line | None, addresses: Addresses, days: Days) -> str:
    place = "app-areas__tile"
    if body.tile_row is not None:
        place = f"app-tiles__tile app-tiles__r{body.tile_row} app-tiles__c{body.tile_column}"
    name, seen = escape(body.short_name), escape(body.abbreviation or body.short_name.removeprefix("CPS "))
    if line is None:
        absent = escape(_("not among those chosen"))
        return (
            f'<li class="{place} app-step--out"><span class="app-board__out"><span aria-hidden="true">{seen}</span>'
            f'<span class="govuk-visually-hidden">{name}: {absent}</span></span></li>'
        )
    cell = line.overall
    shown = sign(cell.status, moved=cell.moved, former=cell.former, compact=True, said=False)
    text = escape(_("overall")) + ": " + escape(cell_text(cell.alone(), days.compared_on))
    return (
        f'<li class="{place} app-step--{cell.status or "none"}"><a href="{escape(addresses.organisation(body))}">'
        f'<span aria-hidden="true" class="app-board__tile">{seen} {shown}</span>'
        f'<span class="govuk-visually-hidden">{name}, {text}</span></a></li>'
    )


def cell_text(cell: Cell, compared_on: dt.date | None = None, language: str | None = None) -> str:
    """All that a cell says, for its link: "in place, green, 5 of 8 in place or better, updated 12 March 2024"."""
    updated = cell.updated and localdate(cell.updated, LONDON)  # Django would ask for the zone for each of 1,200 cells
    since = compared_on if cell.moved else None
    return _cell_text(cell._replace(updated=None), updated, since, language or get_language())


@lru_cache(maxsize=16384)
def _cell_text(cell, updated, compared_on, language):
    parts, unit = [status_text(cell.status)], settings.UNIT_NAME
    if cell.confidence:
        parts.append(str(Confidence(cell.confidence).label))
    if cell.confirmed:
        parts.append(_("confirmed unchanged"))
    if cell.total > 1:
        parts.append(_("%(number)d of %(total)d in place or better") % {"number": cell.in_place, "total": cell.total})
        if cell.never:
            parts.append(_("%(number)d never reported") % {"number": cell.never})
    parts.append(_("updated %(day)s") % {"day": day_text(updated)} if updated else _("never updated"))
    if cell.thinks:
        parts.append(_("the %(unit)s thinks %(status)s") % {"unit": unit, "status": status_text(cell.thinks)})
    elif cell.differs:
        parts.append(_("the %(unit)s differs on %(number)d") % {"unit": unit, "number": cell.differs})
    if compared_on:
        words = _("up from %(status)s on %(day)s") if cell.moved == "up" else _("down from %(status)s on %(day)s")
        parts.append(words % {"status": status_text(cell.former), "day": day_text(compared_on)})
    return ", ".join(parts)


def status_text(status: int | None) -> str:
    """In a sentence."""
    return str(WORDS[status])
