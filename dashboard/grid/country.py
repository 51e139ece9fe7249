"""The whole country, read at once as at the day a page shows: organisations, standards, where each commitment stands,
also on the day compared with, and where the Unit thinks otherwise. Five queries."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from forces.models import Organisation
from govuk.numbers import day_text
from ledger.as_at import AsAt
from rollout.differences import differing
from rollout.models import Commitment, Standard
from rollout.queries import position_rows
from rollout.queries.positions import PositionRow
from rollout.queries.views import country_views

Pair = tuple[PositionRow | None, int | None]  # a commitment's position, and its status at the moment compared with


class Days(NamedTuple):
    """The day shown, and the day compared with."""

    as_at: AsAt
    compare: AsAt | None = None

    @property
    def compared_on(self) -> dt.date | None:
        return self.compare and self.compare.day


def comparable(days: Days) -> tuple[Days, str]:
    """A later day than the one shown has nothing to compare with: said, and left out."""
    if days.compare and days.compare.day >= days.as_at.day:
        said = _("Choose a day to compare with that is before %(day)s.") % {"day": day_text(days.as_at.day)}
        return Days(days.as_at), said
    return days, ""


class OrganisationRow(NamedTuple):
    """An organisation, as far as the grid needs it."""

    pk: int
    kind: str
    short_name: str
    slug: str
    region: str
    cohort: str
    abbreviation: str
    tile_row: int | None
    tile_column: int | None
    active_from: dt.date | None
    active_to: dt.date | None


class StandardRow(NamedTuple):
    """A standard, as far as the grid needs it: one thing asked of the organisations of its model's kind."""

    pk: int
    code: str
    title: str
    known_from: dt.date | None
    theme: str
    theme_name: str
    model: str
    model_name: str
    kind: str


COLUMNS = ("pk", "code", "title", "known_from", "theme__code", "theme__name")
COLUMNS += tuple(f"theme__model__{name}" for name in ("code", "name", "organisation_kind"))


@dataclass(frozen=True)
class Country:
    """`owed` is by organisation id, then by standard id; so is `unit`, the Unit's status, but only where it differs."""

    organisations: list[OrganisationRow]
    standards: list[StandardRow]
    owed: dict[int, dict[int, Pair]]
    unit: dict[int, dict[int, int]]


def read_country(days: Days) -> Country:
    day, moment = days.as_at.day, days.as_at.moment
    organisations = [
        each
        for each in map(OrganisationRow._make, Organisation.objects.values_list(*OrganisationRow._fields))
        if (each.active_from is None or each.active_from <= day) and (each.active_to is None or day < each.active_to)
    ]
    standards = [
        each
        for each in map(StandardRow._make, Standard.objects.values_list(*COLUMNS))
        if each.known_from is None or each.known_from <= day
    ]
    owed: dict[int, dict[int, Pair]] = defaultdict(dict)
    compared = days.compare.moment if days.compare else None
    for organisation, standard, now, former in position_rows(Commitment.objects.known_on(day), moment, compared):
        owed[organisation][standard] = now, former
    unit: dict[int, dict[int, int]] = defaultdict(dict)
    for view in country_views(moment):
        now, _former = owed.get(view.organisation, {}).get(view.standard, (None, None))
        if now and differing(view, now.status):
            unit[view.organisation][view.standard] = view.status
    return Country(organisations, standards, owed, unit)
