"""The words of a cell and of a count, ready before thousands of cells ask for them."""

import datetime as dt
from functools import lru_cache

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dashboard.grid.shape import Cell
from govuk.numbers import day_text
from govuk.signs import word
from ledger.as_at import LONDON
from rollout.scales import Confidence


def cell_text(cell: Cell, compared_on: dt.date | None = None, language: str | None = None) -> str:
    """All that a cell says, for its link: "in place, green, 5 of 8 in place or better, updated 12 March 2024"."""
    updated = cell.updated and localdate(cell.updated, LONDON)  # Django would ask for the zone for each of 1,200 cells
    since = compared_on if cell.moved else None
    return _cell_text(cell._replace(updated=None), updated, since, language or get_language())


@lru_cache(maxsize=16384)
def _cell_text(cell, updated, compared_on, language):
    parts = [status_text(cell.status)]
    if cell.confidence:
        parts.append(str(Confidence(cell.confidence).label))
    if cell.confirmed:
        parts.append(_("confirmed unchanged"))
    if cell.total > 1:
        parts.append(_("%(number)d of %(total)d in place or better") % {"number": cell.in_place, "total": cell.total})
        if cell.never:
            parts.append(_("%(number)d never reported") % {"number": cell.never})
    parts.append(_("updated %(day)s") % {"day": day_text(updated)} if updated else _("never updated"))
    if cell.differs:
        parts.append(differs_text(cell))
    if compared_on:
        parts.append(moved_text(cell) % {"status": status_text(cell.former), "day": day_text(compared_on)})
    return ", ".join(parts)


def differs_text(cell):
    """The Unit's view beside an organisation's: what it thinks of one standard, of how many it thinks otherwise."""
    if cell.thinks:
        return _("the %(unit)s thinks %(status)s") % {"unit": settings.UNIT_NAME, "status": status_text(cell.thinks)}
    return _("the %(unit)s differs on %(number)d") % {"unit": settings.UNIT_NAME, "number": cell.differs}


def moved_text(cell):
    return _("up from %(status)s on %(day)s") if cell.moved == "up" else _("down from %(status)s on %(day)s")


def status_text(status: int | None) -> str:
    return str(word(status)).lower()


def organisations_text(kind: str, number: int) -> str:
    if kind == "force":
        return ngettext("%(number)s police force", "%(number)s police forces", number) % {"number": number}
    return ngettext("%(number)s CPS Area", "%(number)s CPS Areas", number) % {"number": number}
