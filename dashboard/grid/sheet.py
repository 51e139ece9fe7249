"""The grid as rows of a file: one for each organisation and column, everything in words."""

from collections import Counter
from collections.abc import Iterator

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dashboard.grid.cells import status_text
from dashboard.grid.country import Days, comparable, read_country
from dashboard.grid.filters import NationalFilter
from dashboard.grid.shape import Cell, grids_of
from forces.models import Cohort, OrganisationKind
from govuk.numbers import day_text
from rollout.differences import Stance, stance_of
from rollout.models import Commitment
from rollout.queries.views import unit_views
from rollout.scales import STANCES, Confidence


def sheet(query: dict[str, str], days: Days) -> Iterator[list]:
    """Headings first. What the page leaves out because it is not understood is left out here too."""
    days, _problem = comparable(days)
    country = read_country(days)
    choice = NationalFilter(query, country, day=days.as_at.day).choice()
    views = unit_views(Commitment.objects.known_on(days.as_at.day), days.as_at.moment).values()
    views = {(view.organisation, view.standard): view for view in views}
    ways = {"up": _("up"), "down": _("down"), "": _("no")}
    yield _headings(days)
    for grid in grids_of(country, choice, compared_on=days.compared_on):
        for line in grid.lines:
            body, owed = line.organisation, country.owed[line.organisation.pk]
            kind, cohort = OrganisationKind(body.kind).label, Cohort(body.cohort).label
            whose = [days.as_at.day, body.short_name, kind, body.region or _("none"), cohort, grid.model_name]
            for column, cell in zip(grid.columns, line.cells, strict=True):
                stances = Counter(
                    stance_of(views.get((body.pk, standard)), now and now.status)
                    for standard in column.standards
                    if standard in owed
                    for now, _former in [owed[standard]]
                )
                then = [status_text(cell.former), ways[cell.moved]] if days.compare else []
                yield [*whose, column.code, column.name, *_said(cell, stances), *_unit(cell, stances), *then]


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
        _("Never reported"),
        _("Last updated"),
        _("The %(unit)s thinks") % {"unit": settings.UNIT_NAME},
        _("Standards on which the %(unit)s differs") % {"unit": settings.UNIT_NAME},
        _("Standards on which the %(unit)s agrees") % {"unit": settings.UNIT_NAME},
        _("Standards about which the %(unit)s has asked") % {"unit": settings.UNIT_NAME},
        _("Standards that the %(unit)s has not looked at as now reported") % {"unit": settings.UNIT_NAME},
    ]
    if days.compare:
        headings += [_("Status on %(day)s") % {"day": day_text(days.compare.day)}, _("Moved")]
    return headings


def _said(cell: Cell, stances):
    updated = localdate(cell.updated) if cell.updated else _("never")
    if not cell.total:
        return [_("not asked")] * 4 + [0] + [_("not asked")] * 2
    return [
        status_text(cell.status),
        Confidence(cell.confidence).label if cell.confidence else _("not reported"),
        _("yes") if cell.confirmed else _("no"),
        cell.in_place,
        cell.total,
        stances[Stance.NOTHING],
        updated,
    ]


def _unit(cell: Cell, stances):
    """Each standard that is asked is in one of these counts, or was never reported."""
    if not cell.total:
        return [_("not asked")] * 5
    alone = STANCES[next(iter(stances))] if cell.total == 1 else _("counted beside")
    return [
        status_text(cell.thinks) if cell.thinks else alone,
        cell.differs,
        stances[Stance.AGREES],
        stances[Stance.ASKS],
        stances[Stance.NOT_LOOKED] + stances[Stance.NOT_SINCE],
    ]
