"""What the national page shows, ready for its template: sentence, numbers, groups, tiles, grids."""

from collections.abc import Iterable

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dashboard.grid.cells import WIDEST, grid_html
from dashboard.grid.country import read_country
from dashboard.grid.days import Days, comparable
from dashboard.grid.filters import DAYS, NAMES, NationalFilter
from dashboard.grid.shape import Choice, Grid, Line, grids_of
from dashboard.grid.tiles import tiles_html
from dashboard.grid.totals import Group, Tally, grouped, movement, pairs_of, tally, without_small
from dashboard.grid.words import day_text, number_text, of_text, organisations_text, share_text
from forces.models import OrganisationKind
from govuk.exports import FORMATS
from rollout.queries.standings import latest_standings
from rollout.summary import IN_PLACE

STATUSES = (5, 4, 3, 2, 1, 0)
FORCE = OrganisationKind.FORCE.value
COHORTS = {
    (FORCE, "pathfinder"): gettext_lazy("Pathfinder forces"),
    (FORCE, "expansion"): gettext_lazy("Expansion forces"),
    (FORCE, "national"): gettext_lazy("National forces"),
    ("cps_area", "pilot"): gettext_lazy("Pilot Areas"),
    ("cps_area", "national"): gettext_lazy("Other Areas"),
}


class NotKept(Exception):
    """A page about something misread in the address: shown, and not kept for anyone else."""

    def __init__(self, html: SafeString):
        super().__init__("not kept")
        self.html = html


def board_html(query: dict[str, str], days: Days) -> SafeString:
    """The page for people who see every organisation. Raises NotKept when a filter was not understood."""
    days, problem = comparable(days)
    country = read_country(days.as_at, days.compare)
    filters = NationalFilter(query, country, day=days.as_at.day)
    grids = grids_of(country, filters.choice(), compared_on=days.compared_on)
    lines = [line for grid in grids for line in grid.lines]
    context = _common(grids, lines, days, problem) | {
        "everything": True,
        "returns": _returns(days.as_at),
        "filters": filters,
        "fields": [{"field": field, "options": _options(field)} for field in filters],
        "chosen": _chosen(filters, query),
        "clear_url": _address({name: query[name] for name in DAYS if name in query}),
        "kept": {"as_at": query.get("as-at", ""), "compare": query.get("compare", "")},
        "maps": [_map(grid, country.organisations, days) for grid in grids if grid.lines],
        "grids": [_grid(grid, days, query) for grid in grids if grid.lines],
        "downloads": _downloads(query),
    }
    html = SafeString(render_to_string("dashboard/_national_board.html", context))
    if filters.errors:
        raise NotKept(html)
    return html


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


def totals_html(seen: frozenset[int], days: Days, *, beside: frozenset[int]) -> SafeString:
    """The page for everyone else: totals, no small groups, by name only the organisations they may see, and the Unit's
    view only of those among them that are in `beside`."""
    days, problem = comparable(days)
    country = read_country(days.as_at, days.compare)
    grids = grids_of(country, Choice(), compared_on=days.compared_on)
    lines = [line for grid in grids for line in grid.lines]
    own = [_only(grid, seen, beside) for grid in grids]
    context = _common(grids, lines, days, problem, least=True) | {
        "grids": [_grid(grid, days, None) for grid in own if grid.lines],
    }
    return SafeString(render_to_string("dashboard/_national_board.html", context))


def _only(grid: Grid, seen: frozenset[int], beside: frozenset[int]) -> Grid:
    lines = [line for line in grid.lines if line.organisation.pk in seen]
    lines = [line if line.organisation.pk in beside else line.alone() for line in lines]
    return Grid(grid.kind, grid.model, grid.model_name, grid.columns, lines, grid.standards)


def _common(grids, lines, days, problem, *, least=False):
    sizes = {kind: sum(len(grid.lines) for grid in grids if grid.kind == kind) for kind, _name in _kinds(grids)}
    by_cohort = grouped(lines, _cohort_key, order=map(str, COHORTS.values()))
    by_region = grouped(lines, lambda line: line.organisation.region)
    if least:
        by_cohort, by_region = without_small(by_cohort), without_small(by_region)
    pairs = pairs_of(lines)
    now = tally(pairs)
    return {
        "total": now.total,
        "sentence": _sentence(sizes, now),
        "numbers": _numbers(now, tally(pairs, then=True) if days.compare else None),
        "moves": _moves(lines, pairs, days),
        "differences": _differences(lines),
        "unit_name": settings.UNIT_NAME,
        "problem": problem,
        "statuses": [(status, status or None) for status in STATUSES],
        "tables": [_table("cohort", _("By cohort"), by_cohort), _table("region", _("Forces by region"), by_region)],
        "least": least,
    }


def _kinds(grids: Iterable[Grid]):
    return dict.fromkeys((grid.kind, grid.model_name) for grid in grids)


def _sentence(sizes, counted: Tally):
    who = _(" and ").join(organisations_text(kind, number) for kind, number in sizes.items() if number)
    in_place = {"number": number_text(counted.in_place), "share": share_text(counted.in_place, counted.total)}
    said = {"total": number_text(counted.total), "who": who, **in_place}
    said["never"] = number_text(counted.by_status[0])
    words = _(
        "%(total)s commitments by %(who)s: %(number)s (%(share)s) are in place or embedded, %(never)s never reported."
    )
    return words % said


def _numbers(now: Tally, then: Tally | None):
    return [
        {
            "status": status or None,
            "number": number_text(now.by_status[status]),
            "share": share_text(now.by_status[status], now.total),
            "former": number_text(then.by_status[status]) if then else "",
        }
        for status in STATUSES
    ]


def _moves(lines, pairs, days):
    if not days.compare:
        return None
    moves = movement(pairs)
    cells = [cell for line in lines for cell in line.cells]
    return {
        "day": day_text(days.compare.day),
        "up": number_text(moves.up),
        "first": number_text(moves.first),
        "down": number_text(moves.down),
        "same": number_text(moves.same),
        "cells_up": number_text(sum(cell.moved == "up" for cell in cells)),
        "cells_down": number_text(sum(cell.moved == "down" for cell in cells)),
    }


def _differences(lines: list[Line]) -> str:
    numbers = [line.overall.differs for line in lines if line.overall.differs]
    if not numbers:
        return ""
    total, among = sum(numbers), len(numbers)
    commitments = ngettext("%(number)s commitment", "%(number)s commitments", total) % {"number": number_text(total)}
    whose = ngettext("%(number)s organisation", "%(number)s organisations", among) % {"number": number_text(among)}
    said = {"unit": settings.UNIT_NAME, "commitments": commitments, "organisations": whose}
    return _("The %(unit)s differs on %(commitments)s of %(organisations)s.") % said


def _cohort_key(line: Line) -> str:
    return str(COHORTS.get((line.organisation.kind, line.organisation.cohort), line.organisation.cohort))


def _table(key, caption, groups: list[Group]):
    return {"key": key, "caption": caption, "rows": [_group(group) for group in groups]}


def _group(group: Group):
    counted = group.tally
    return {
        "name": _(" and ").join(group.names),
        "organisations": len(group.lines),
        "numbers": [number_text(counted.by_status[status]) for status in STATUSES],
        "share": of_text(counted.in_place, counted.total),
    }


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
    return {
        "model": grid.model,
        "is_force": grid.kind == FORCE,
        "title": organisations_text(grid.kind, len(grid.lines)),
        "model_name": grid.model_name,
        "columns": [_column(column, grid, days, query) for column in grid.columns],
        "compact": len(grid.columns) > WIDEST,
        "rows": grid_html(grid, days),
    }


def _column(column, grid, days, query):
    """A theme's heading opens its standards; a standard's its page."""
    if column.is_theme:
        url = _address(query | {"across": f"theme-{column.code}"}) if query is not None else ""
    else:
        url = days.as_at.link(reverse("standard", args=[column.code]))
    return {"column": column, "url": url, "compact": len(grid.columns) > WIDEST}


def _chosen(filters: NationalFilter, query):
    """What is chosen, each with the address without it."""
    return [
        {
            "label": field.label,
            "text": _chosen_text(field, query[field.name]),
            "url": _address({name: value for name, value in query.items() if name != field.name}),
        }
        for field in filters
        if field.name in query and not field.errors
    ]


def _options(field):
    """Of a select, its groups of options: written by our template, as Django's opens one of its own for each option."""
    chosen, groups, single = str(field.value() or ""), [], []
    for key, label in getattr(field.field, "choices", ()):
        if isinstance(label, list | tuple):
            groups.append((key, [(one, text, str(one) == chosen) for one, text in label]))
        else:
            single.append((key, label, str(key) == chosen))
    return [("", single), *groups] if single else []


def _chosen_text(field, value):
    if field.name == "not-updated-since":
        return day_text(field.form.cleaned_data[field.name])
    for key, label in field.field.choices:
        for one, text in label if isinstance(label, list | tuple) else [(key, label)]:
            if str(one) == value:
                return text
    return value


def _address(query: dict[str, str]) -> str:
    return f"{reverse('national')}?{urlencode(query)}" if query else reverse("national")


def _downloads(query):
    known = {name: query[name] for name in (*NAMES, *DAYS) if name in query}
    suffix = f"?{urlencode(known)}" if known else ""
    return [(name.upper(), reverse("national_download", args=[name]) + suffix) for name in FORMATS]
