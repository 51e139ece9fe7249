"""The tiles of a map, or of a list where an organisation has no place on the map, as HTML."""

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dashboard.grid.cells import Addresses
from dashboard.grid.days import Days
from dashboard.grid.parts import Body
from dashboard.grid.shape import Cell, Line
from dashboard.grid.words import cell_text
from govuk.signs import sign


def tiles_html(tiles: list[tuple[Body, Line | None]], days: Days) -> SafeString:
    """Each organisation with its line; those without one are not among those chosen, and keep their place."""
    addresses = Addresses(days.as_at)
    parts = [_tile(body, line.overall if line else None, addresses, days) for body, line in tiles]
    return SafeString("".join(parts))  # every part was escaped where it was put in


def _tile(body: Body, cell: Cell | None, addresses: Addresses, days: Days) -> str:
    name = escape(body.short_name)
    if cell is None:
        absent = escape(_("not among those chosen"))
        inner = (
            f'<span class="app-board__out"><span aria-hidden="true">{_seen(body)}</span>'
            f'<span class="govuk-visually-hidden">{name}: {absent}</span></span>'
        )
        return f'<li class="{_place(body)} app-step--out">{inner}</li>'
    shown = sign(cell.status, moved=cell.moved, former=cell.former, compact=True, said=False)
    url = escape(addresses.organisation(body))
    text = escape(_("overall")) + ": " + escape(cell_text(cell.alone(), days.compared_on))
    return (
        f'<li class="{_place(body)} app-step--{cell.status or "none"}"><a href="{url}">'
        f'<span aria-hidden="true" class="app-board__tile">{_seen(body)} {shown}</span>'
        f'<span class="govuk-visually-hidden">{name}, {text}</span></a></li>'
    )


def _seen(body: Body) -> str:
    return escape(body.abbreviation or body.short_name.removeprefix("CPS "))


def _place(body: Body) -> str:
    if body.tile_row is None:
        return "app-areas__tile"
    return f"app-tiles__tile app-tiles__r{body.tile_row} app-tiles__c{body.tile_column}"
