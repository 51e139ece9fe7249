"""Reads of the Unit's own statuses. `moment` is exclusive; None is now."""

import datetime as dt

from django.db.models import QuerySet

from rollout.differences import UnitView
from rollout.models import Commitment, Review
from rollout.queries.returns import last_views, reviews_before
from rollout.scales import Verdict

_COLUMNS = ("commitment__organisation", "commitment__standard", "status", "recorded_at")
_UPDATE = ("update__number", "update__recorded_at")
_WORDS = ("update__note", "update__reason", "update__target_reason")


def unit_views(
    commitments: QuerySet[Commitment] | None = None, moment: dt.datetime | None = None
) -> dict[int, UnitView]:
    """By commitment, where the Unit's last view is a status of its own; None is the whole country. One query, and a row
    only for each of these."""
    found = last_views(moment).filter(verdict=Verdict.DIFFER).order_by()
    if commitments is not None:
        found = found.filter(commitment__in=commitments.order_by().values("pk"))
    rows = found.values_list("commitment", *_COLUMNS, *_UPDATE)
    return {row[0]: UnitView._make(row) for row in rows}


def reviews_of(commitment: Commitment, moment: dt.datetime | None = None, *, detail: bool) -> list[Review]:
    """All that the Unit thought of a commitment, oldest first. Without `detail`, its words are not even read. One
    query."""
    found = reviews_before(moment).filter(commitment=commitment).order_by("recorded_at", "pk")
    found = found.select_related("update", "recorded_by") if detail else found.select_related("update")
    return list(found.defer(*_WORDS) if detail else found.defer("comment", *_WORDS))
