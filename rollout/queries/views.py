"""Reads of the Unit's views. `moment` is exclusive; None is now."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from rollout.models import Commitment, Review, Update
from rollout.scales import Verdict


def reviews_before(moment: dt.datetime | None) -> QuerySet[Review]:
    """The Unit's views of updates. Those of corrected statements say nothing of where anybody stands today."""
    return Review.objects.known_at(moment).filter(correction=None)


def last_views(moment: dt.datetime | None = None) -> QuerySet[Review]:
    """Of each commitment that was ever reviewed, the Unit's last view."""
    last = reviews_before(moment).filter(commitment=OuterRef("commitment")).order_by("-recorded_at", "-pk")
    return Review.objects.filter(pk=Subquery(last.values("pk")[:1]))


def views_of(commitments: QuerySet[Commitment], moment: dt.datetime | None = None) -> dict[int, Review]:
    """By commitment. One query."""
    found = last_views(moment).filter(commitment__in=commitments.order_by().values("pk"))
    return {review.commitment_id: review for review in found.select_related("recorded_by", "update")}


def open_queries(commitments: QuerySet[Commitment], moment: dt.datetime | None = None) -> dict[int, Review]:
    """By commitment, what the Unit asked and the organisation has not answered by reporting again. One query."""
    asked = last_views(moment).filter(commitment__in=commitments.order_by().values("pk"), verdict=Verdict.QUERY)
    asked = asked.filter(unanswered(moment))
    return {review.commitment_id: review for review in asked.select_related("recorded_by")}


def unanswered(moment: dt.datetime | None) -> Exists:
    """Of a review: the organisation has not reported since. Confirming answers nothing."""
    reported = Update.objects.known_at(moment).filter(commitment=OuterRef("commitment"), kind=Update.Kind.REPORTED)
    return ~Exists(reported.filter(recorded_at__gt=OuterRef("recorded_at")))
