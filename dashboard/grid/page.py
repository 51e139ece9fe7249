"""What the national page shows, ready for its template: its figures, filter, tiles and grids."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboard.grid.cells import WIDEST, grid_html, tiles_html
from dashboard.grid.country import Days, comparable, read_country
from dashboard.grid.figures import FORCE, figures, organisations_text
from dashboard.grid.filters import DAYS, NationalFilter, address, chosen, downloads, options
from dashboard.grid.shape import Choice, Grid, grids_of
from rollout.board import latest_standings
from rollout.summary import IN_PLACE


class NotKept(Exception):
    """A page about something misread in the address: shown, and not kept for anyone else."""

    def __init__(self, html: SafeString):
        super().__init__("not kept")
        self.html = html


def board_html(query: dict[str, str], days: Days) -> SafeString:
    """The page for people who see every organisation. Raises NotKept when a filter was not understood."""
    days, problem = comparable(days)
    country = read_country(days)
    filters = NationalFilter(query, country, day=days.as_at.day)
    grids = grids_of(country, filters.choice(), compared_on=days.compared_on)
    context = figures(grids, days, problem) | {
        "everything": True,
        "returns": _returns(days.as_at),
        "filters": filters,
        "fields": [{"field": field, "options": options(field)} for field in filters],
        "chosen": chosen(filters, query),
        "clear_url": address({name: query[name] for name in DAYS if name in query}),
        "kept": {"as_at": query.get("as-at", ""), "compare": query.get("compare", "")},
        "maps": [_map(grid, country.organisations, days) for grid in grids if grid.lines],
        "grids": [_grid(grid, days, query) for grid in grids if grid.lines],
        "downloads": downloads(query),
    }
    html = SafeString(render_to_string("dashboard/_national_board.html", context))
    if filters.errors:
        raise NotKept(html)
    return html


def totals_html(seen: frozenset[int], days: Days, *, beside: frozenset[int]) -> SafeString:
    """The page for everyone else: totals, no small groups, by name only the organisations they may see, and the Unit's
    view only of those among them that are in `beside`."""
    days, problem = comparable(days)
    grids = grids_of(read_country(days), Choice(), compared_on=days.compared_on)
    own = []
    for grid in grids:
        lines = [line for line in grid.lines if line.organisation.pk in seen]
        lines = [line if line.organisation.pk in beside else line.alone() for line in lines]
        own.append(grid._replace(lines=lines))
    context = figures(grids, days, problem, least=True) | {
        "grids": [_grid(grid, days, None) for grid in own if grid.lines]
    }
    return SafeString(render_to_string("dashboard/_national_board.html", context))


def _returns(as_at):
    """One line about the latest period's returns, with the way to the board."""
    found = latest_standings(as_at)
    if found is None:
        return None
    said = {"accepted": found.accepted, "total": found.total, "period": found.period, "late": found.late}
    words = ngettext(
        "%(accepted)d of %(total)d returns for %(period)s are accepted, %(late)d is late.",
        "%(accepted)d of %(total)d returns for %(period)s are accepted, %(late)d are late.",
        found.late,
    )
    return {"words": words % said, "url": as_at.link(reverse("returns"))}


def _map(grid: Grid, organisations, days: Days):
    lines = {line.organisation.pk: line for line in grid.lines}
    bodies = [body for body in organisations if body.kind == grid.kind]
    tiled = all(body.tile_row is not None for body in bodies)
    if tiled:
        bodies.sort(key=lambda body: (body.tile_row, body.tile_column))
    ahead = sum((line.overall.status or 0) >= IN_PLACE for line in grid.lines)
    said = {"number": ahead, "who": organisations_text(grid.kind, len(lines))}
    return {
        "title": _("%(number)d of %(who)s in place or embedded overall") % said,
        "standards": grid.standards,
        "tiled": tiled,
        "tiles": tiles_html([(body, lines.get(body.pk)) for body in bodies], days),
    }


def _grid(grid: Grid, days: Days, query):
    """A theme's heading opens its standards, for whoever has the filter; a standard's its page."""
    compact, columns = len(grid.columns) > WIDEST, []
    for column in grid.columns:
        if not column.is_theme:
            url = days.as_at.link(reverse("standard", args=[column.code]))
        else:
            url = address(query | {"across": f"theme-{column.code}"}) if query is not None else ""
        columns.append({"column": column, "url": url, "compact": compact})
    return {
        "model": grid.model,
        "is_force": grid.kind == FORCE,
        "title": organisations_text(grid.kind, len(grid.lines)),
        "model_name": grid.model_name,
        "columns": columns,
        "compact": compact,
        "rows": grid_html(grid, days),
    }
