"""Reads of the Unit's own statuses. `moment` is exclusive; None is now."""

import datetime as dt

from django.db.models import QuerySet

from rollout.differences import CountryView, UnitView
from rollout.models import Commitment, Review
from rollout.queries.returns import last_views, reviews_before
from rollout.scales import Verdict

_COLUMNS = ("commitment__organisation", "commitment__standard", "status", "recorded_at")
_UPDATE = ("update__number", "update__recorded_at")
_WORDS = ("update__note", "update__reason", "update__target_reason")


def unit_views(commitments: QuerySet[Commitment], moment: dt.datetime | None = None) -> dict[int, UnitView]:
    """By commitment, where the Unit's last view is a status of its own. One query, and a row only for each of these."""
    found = _differing(moment).filter(commitment__in=commitments.order_by().values("pk"))
    return {row[0]: UnitView._make(row) for row in found.values_list("commitment", *_COLUMNS, *_UPDATE)}


def country_views(moment: dt.datetime | None = None) -> list[CountryView]:
    """The same of the whole country. One query."""
    return [CountryView._make(row) for row in _differing(moment).values_list(*_COLUMNS[:3])]


def _differing(moment) -> QuerySet[Review]:
    return last_views(moment).filter(verdict=Verdict.DIFFER).order_by()


def reviews_of(commitment: Commitment, moment: dt.datetime | None = None, *, detail: bool) -> list[Review]:
    """All that the Unit thought of a commitment, oldest first. Without `detail`, its words are not even read. One
    query."""
    found = reviews_before(moment).filter(commitment=commitment).order_by("recorded_at", "pk")
    found = found.select_related("update", "recorded_by") if detail else found.select_related("update")
    return list(found.defer(*_WORDS) if detail else found.defer("comment", *_WORDS))
