"""Reads of what the Unit thinks. `moment` is exclusive; None is now."""

import datetime as dt

from django.db.models import F, QuerySet

from rollout.differences import CountryView, UnitView
from rollout.models import Commitment, Review
from rollout.queries.views import last_views, reviews_before, unanswered
from rollout.scales import Verdict

_WHOSE = ("commitment__organisation", "commitment__standard")
_COLUMNS = ("verdict", "status", "update__status", "is_open", "recorded_at", "update__number", "update__recorded_at")
_WORDS = ("update__note", "update__reason", "update__target_reason")


def unit_views(commitments: QuerySet[Commitment], moment: dt.datetime | None = None) -> dict[int, UnitView]:
    """By commitment, the Unit's last view; one that it never reviewed is not in it. One query."""
    found = last_views(moment).filter(commitment__in=commitments.order_by().values("pk")).order_by()
    found = found.annotate(is_open=unanswered(moment))
    return {row[0]: UnitView._make(row) for row in found.values_list("commitment", *_WHOSE, *_COLUMNS)}


def country_views(moment: dt.datetime | None = None) -> list[CountryView]:
    """Of the whole country, only where the last view is a status of its own: all others are many. One query."""
    found = last_views(moment).filter(verdict=Verdict.DIFFER).order_by()
    return [CountryView._make(row) for row in found.values_list(*_WHOSE, "status")]


def reviews_of(commitment: Commitment, moment: dt.datetime | None = None, *, detail: bool) -> list[Review]:
    """All that the Unit thought of a commitment, oldest first, each a LastView too. Without `detail`, its words are not
    even read. One query."""
    found = reviews_before(moment).filter(commitment=commitment).order_by("recorded_at", "pk")
    found = found.annotate(seen=F("update__status"), is_open=unanswered(moment))
    found = found.select_related("update", "recorded_by") if detail else found.select_related("update")
    return list(found.defer(*_WORDS) if detail else found.defer("comment", *_WORDS))
