"""What stands above the grids: sentence, numbers, moves, groups."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dashboard.grid.shape import Grid, Line
from dashboard.grid.totals import Group, Tally, former_of, grouped, movement, pairs_of, tally, without_small
from dashboard.grid.words import organisations_text
from forces.models import OrganisationKind
from govuk.numbers import day_text, number_text, of_text, share_text

STATUSES = (5, 4, 3, 2, 1, 0)
FORCE = OrganisationKind.FORCE.value
COHORTS = {
    (FORCE, "pathfinder"): gettext_lazy("Pathfinder forces"),
    (FORCE, "expansion"): gettext_lazy("Expansion forces"),
    (FORCE, "national"): gettext_lazy("National forces"),
    ("cps_area", "pilot"): gettext_lazy("Pilot Areas"),
    ("cps_area", "national"): gettext_lazy("Other Areas"),
}


def figures(grids, lines, days, problem, *, least=False):
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
        "numbers": _numbers(now, tally(former_of(lines), then=True) if days.compare else None),
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
    """What was not asked then has moved once it is reported, and is not at the same status before."""
    if not days.compare:
        return None
    asked = former_of(lines)
    moves, new = movement(pairs), len(pairs) - len(asked)
    cells = [cell for line in lines for cell in line.cells]
    return {
        "day": day_text(days.compare.day),
        "up": number_text(moves.up),
        "first": number_text(moves.first),
        "down": number_text(moves.down),
        "same": number_text(movement(asked).same),
        "new": number_text(new) if new else "",
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
    words = _("The %(unit)s differs on %(commitments)s of %(organisations)s.")
    return (
        words + " " + _("On the others it agrees, has asked or has not looked: each standard's page says which.")
    ) % said


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
