"""What stands above the grids: sentence, numbers, moves, and groups of organisations, of which people who do not see
every organisation are shown none that is small."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dashboard.grid.country import Days, Pair
from dashboard.grid.shape import Grid, Line, moved
from forces.models import OrganisationKind
from govuk.numbers import day_text, number_text, of_text, share_text
from rollout.summary import IN_PLACE, NEVER_REPORTED

STATUSES = (5, 4, 3, 2, 1, NEVER_REPORTED)
FORCE = OrganisationKind.FORCE.value
COHORTS = {
    (FORCE, "pathfinder"): gettext_lazy("Pathfinder forces"),
    (FORCE, "expansion"): gettext_lazy("Expansion forces"),
    (FORCE, "national"): gettext_lazy("National forces"),
    ("cps_area", "pilot"): gettext_lazy("Pilot Areas"),
    ("cps_area", "national"): gettext_lazy("Other Areas"),
}
LEAST = 3  # organisations in a group that others may see: from fewer, one of them works out another


class Group(NamedTuple):
    """`names` of what it holds: more than one when small groups were put together."""

    names: tuple[str, ...]
    lines: tuple[Line, ...]


def figures(grids: list[Grid], days: Days, problem: str, *, least: bool = False) -> dict:
    lines = [line for grid in grids for line in grid.lines]
    by_cohort = grouped(lines, _cohort_of, order=map(str, COHORTS.values()))
    by_region = grouped(lines, lambda line: line.organisation.region)
    if least:
        by_cohort, by_region = without_small(by_cohort), without_small(by_region)
    now = _by_status([pair for line in lines for pair in line.pairs])
    return {
        "total": now.total(),
        "sentence": _sentence(grids, now),
        "numbers": _numbers(now, lines, compared=bool(days.compare)),
        "moves": _moves(lines, days.compare.day) if days.compare else None,
        "differences": _differences(lines),
        "unit_name": settings.UNIT_NAME,
        "problem": problem,
        "statuses": [(status, status or None) for status in STATUSES],
        "tables": [
            {"key": "cohort", "caption": _("By cohort"), "rows": [_row(group) for group in by_cohort]},
            {"key": "region", "caption": _("Forces by region"), "rows": [_row(group) for group in by_region]},
        ],
        "least": least,
    }


def organisations_text(kind: str, number: int) -> str:
    if kind == FORCE:
        return ngettext("%(number)s police force", "%(number)s police forces", number) % {"number": number}
    return ngettext("%(number)s CPS Area", "%(number)s CPS Areas", number) % {"number": number}


def _by_status(pairs: Iterable[Pair]) -> Counter:
    """How many commitments stand at each status; key 0 is never reported."""
    return Counter([now.status if now else NEVER_REPORTED for now, _former in pairs])


def _in_place(counted: Counter) -> int:
    return sum(number for status, number in counted.items() if status >= IN_PLACE)


def _sentence(grids: list[Grid], now: Counter) -> str:
    sizes: Counter = Counter()
    for grid in grids:
        sizes[grid.kind] += len(grid.lines)
    in_place = _in_place(now)
    said = {
        "total": number_text(now.total()),
        "who": _(" and ").join(organisations_text(kind, number) for kind, number in sizes.items() if number),
        "number": number_text(in_place),
        "share": share_text(in_place, now.total()),
        "never": number_text(now[NEVER_REPORTED]),
    }
    words = _(
        "%(total)s commitments by %(who)s: %(number)s (%(share)s) are in place or embedded, %(never)s never reported."
    )
    return words % said


def _numbers(now: Counter, lines: list[Line], *, compared: bool) -> list[dict]:
    """How many stand at each status, and stood there, of what was asked by then."""
    then = Counter([former or NEVER_REPORTED for line in lines for _now, former in line.former])
    return [
        {
            "status": status or None,
            "number": number_text(now[status]),
            "share": share_text(now[status], now.total()),
            "former": number_text(then[status]) if compared else "",
        }
        for status in STATUSES
    ]


def _moves(lines: list[Line], day) -> dict[str, str]:
    """How many commitments moved. What was not asked then has moved once it is reported, and is not at the same status
    before."""
    # Thousands, of some thirty kinds: each is looked at once.
    pairs = Counter([(now and now.status, former) for line in lines for now, former in line.pairs])
    asked = Counter([(now and now.status, former) for line in lines for now, former in line.former])
    ways: Counter = Counter()
    for (now, former), number in pairs.items():
        ways[moved(now, former)] += number
        ways["first"] += number if now is not None and former is None else 0
    same = sum(number for (now, former), number in asked.items() if not moved(now, former))
    new = pairs.total() - asked.total()
    cells = Counter([cell.moved for line in lines for cell in line.cells])
    return {
        "day": day_text(day),
        "up": number_text(ways["up"]),
        "first": number_text(ways["first"]),
        "down": number_text(ways["down"]),
        "same": number_text(same),
        "new": number_text(new) if new else "",
        "cells_up": number_text(cells["up"]),
        "cells_down": number_text(cells["down"]),
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


def _cohort_of(line: Line) -> str:
    return str(COHORTS.get((line.organisation.kind, line.organisation.cohort), line.organisation.cohort))


def _row(group: Group) -> dict:
    counted = _by_status([pair for line in group.lines for pair in line.pairs])
    return {
        "name": _(" and ").join(group.names),
        "organisations": len(group.lines),
        "numbers": [number_text(counted[status]) for status in STATUSES],
        "share": of_text(_in_place(counted), counted.total()),
    }


def grouped(lines: Iterable[Line], key: Callable[[Line], str], *, order: Iterable[str] = ()) -> list[Group]:
    """Lines by key: in `order`, keys that it does not name after it by name. An empty key is left out."""
    found: dict[str, list[Line]] = {name: [] for name in order}
    for line in sorted(lines, key=key) if not found else lines:
        if name := key(line):
            found.setdefault(name, []).append(line)
    return [Group((name,), tuple(inside)) for name, inside in found.items() if inside]


def without_small(groups: list[Group], least: int = LEAST) -> list[Group]:
    """Puts the smallest group together with the next smallest until each holds `least` organisations. Leaving it out
    would not do: it is the difference between the others and the total. Empty when all together are fewer."""
    found = list(groups)
    while len(found) > 1 and min(len(group.lines) for group in found) < least:
        small, other = sorted(found, key=lambda group: len(group.lines))[:2]
        at = found.index(other)
        found[at] = Group(tuple(sorted((*small.names, *other.names))), (*small.lines, *other.lines))
        found.remove(small)
    return [group for group in found if len(group.lines) >= least]
