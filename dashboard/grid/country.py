"""Reads the whole country at once: organisations, standards, where each commitment stands, at one moment or two, and
where the Unit thinks otherwise. Five queries."""

from collections import defaultdict

from dashboard.grid.parts import Asked, Body, Country, Pair
from forces.models import Organisation
from ledger.as_at import AsAt
from rollout.differences import differing
from rollout.models import Commitment, Standard
from rollout.queries import position_rows
from rollout.queries.views import country_views

STANDARD = ("pk", "code", "title", "known_from")
THEME = ("theme__code", "theme__name", "theme__model__code", "theme__model__name", "theme__model__organisation_kind")


def read_country(as_at: AsAt, compare: AsAt | None = None) -> Country:
    organisations = [
        body for body in map(Body._make, Organisation.objects.values_list(*Body._fields)) if _active(body, as_at.day)
    ]
    standards = [
        standard
        for standard in map(Asked._make, Standard.objects.values_list(*STANDARD, *THEME))
        if standard.known_from is None or standard.known_from <= as_at.day
    ]
    owed: dict[int, dict[int, Pair]] = defaultdict(dict)
    compared = compare.moment if compare else None
    for organisation, standard, now, former in position_rows(
        Commitment.objects.known_on(as_at.day), as_at.moment, compared
    ):
        owed[organisation][standard] = now, former
    return Country(organisations, standards, owed, _unit(owed, as_at))


def _unit(owed, as_at):
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for view in country_views(as_at.moment):
        now, _former = owed.get(view.organisation, {}).get(view.standard, (None, None))
        if now and differing(view, now.status):
            found[view.organisation][view.standard] = view.status
    return found


def _active(body, day):
    return (body.active_from is None or body.active_from <= day) and (body.active_to is None or day < body.active_to)
