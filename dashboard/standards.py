"""One standard across organisations, and all standards across the country."""

from collections import Counter

from ledger.as_at import AsAt
from ledger.kept import kept
from rollout.differences import UnitView
from rollout.models import Commitment, Standard
from rollout.queries import position_rows, positions
from rollout.queries.views import unit_views
from rollout.scales import Status


def standards_known_on(day):
    return Standard.objects.exclude(known_from__gt=day).select_related("theme__model")


def in_place_by_standard(as_at: AsAt, head: int) -> dict[int, tuple[int, int, int]]:
    """For each standard's id how many organisations have it in place or better, of how many, and how many of those
    never reported it."""
    return kept(("in-place-and-never-by-standard", head, as_at), lambda: _in_place_by_standard(as_at))


def _in_place_by_standard(as_at):
    total, in_place, never = Counter(), Counter(), Counter()
    for _organisation, standard, row, _former in position_rows(Commitment.objects.known_on(as_at.day), as_at.moment):
        total[standard] += 1
        in_place[standard] += bool(row and row.status >= Status.IN_PLACE)
        never[standard] += row is None
    return {standard: (in_place[standard], number, never[standard]) for standard, number in total.items()}


def unit_statuses_of(standard: Standard, as_at: AsAt) -> dict[int, UnitView]:
    """By organisation's id, the Unit's last view. One query."""
    owed = Commitment.objects.filter(standard=standard)
    return {view.organisation: view for view in unit_views(owed, as_at.moment).values()}


def positions_of(standard: Standard, as_at: AsAt):
    """(organisation, its last update or None) for every organisation that owes the standard."""
    owed = Commitment.objects.filter(standard=standard).known_on(as_at.day)
    found = positions(owed, as_at.moment)
    commitments = owed.select_related("organisation").order_by("organisation__short_name")
    return [(commitment.organisation, found.get(commitment.pk)) for commitment in commitments]


def shares(rows) -> list[dict]:
    """How many stand at each status, from embedded down to never reported (None)."""
    counted = Counter(update.status if update else None for _organisation, update in rows)
    statuses = [*sorted(Status.values, reverse=True), None]
    return [{"status": status, "number": counted[status], "total": len(rows)} for status in statuses]
