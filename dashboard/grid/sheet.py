"""The grid as rows of a file: one for each organisation and column, everything in words."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from dashboard.grid.country import read_country
from dashboard.grid.days import Days, comparable
from dashboard.grid.filters import NationalFilter
from dashboard.grid.shape import Cell, Line, grids_of
from dashboard.grid.words import day_text, status_text
from forces.as_at import LONDON
from forces.models import Cohort, OrganisationKind
from rollout.scales import Confidence


def sheet(query: dict[str, str], days: Days) -> Iterator[list]:
    """Headings first. What the page leaves out because it is not understood is left out here too."""
    days, _problem = comparable(days)
    country = read_country(days.as_at, days.compare)
    choice = NationalFilter(query, country, day=days.as_at.day).choice()
    yield _headings(days)
    for grid in grids_of(country, choice, compared_on=days.compared_on):
        for line in grid.lines:
            for column, cell in zip(grid.columns, line.cells, strict=True):
                what = [grid.model_name, column.code, column.name]
                yield [days.as_at.day, *_whose(line), *what, *_said(cell), *_moved(cell, days)]


def _headings(days):
    headings = [
        _("As known at the end of"),
        _("Organisation"),
        _("Kind"),
        _("Region"),
        _("Cohort"),
        _("Model"),
        _("Code"),
        _("Theme or standard"),
        _("Status"),
        _("Confidence"),
        _("Confirmed unchanged"),
        _("In place or better"),
        _("Standards"),
        _("Last updated"),
        _("The %(unit)s thinks") % {"unit": settings.UNIT_NAME},
        _("Standards on which the %(unit)s differs") % {"unit": settings.UNIT_NAME},
    ]
    if days.compare:
        headings += [_("Status on %(day)s") % {"day": day_text(days.compare.day)}, _("Moved")]
    return headings


def _whose(line: Line):
    body = line.organisation
    kind, cohort = OrganisationKind(body.kind).label, Cohort(body.cohort).label
    return [body.short_name, kind, body.region, cohort]


def _said(cell: Cell):
    updated = cell.updated.astimezone(LONDON).date() if cell.updated else _("never")
    if not cell.total:
        return [_("not asked"), "", "", "", 0, "", "", 0]
    return [
        status_text(cell.status),
        Confidence(cell.confidence).label if cell.confidence else "",
        _("yes") if cell.confirmed else _("no"),
        cell.in_place,
        cell.total,
        updated,
        status_text(cell.thinks) if cell.thinks else "",
        cell.differs,
    ]


def _moved(cell: Cell, days: Days):
    ways = {"up": _("up"), "down": _("down"), "": _("no")}
    return [status_text(cell.former), ways[cell.moved]] if days.compare else []
