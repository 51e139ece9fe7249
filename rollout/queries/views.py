"""Reads of the Unit's views. `moment` is exclusive; None is now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable

from rollout.differences import CountryView, UnitView
from rollout.models import Commitment, Return, ReturnEvent, Review, Update
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


def unanswered(moment: dt.datetime | None) -> Combinable:
    """Of a review: the organisation has not reported since. Confirming answers nothing."""
    reported = Update.objects.known_at(moment).filter(commitment=OuterRef("commitment"), kind=Update.Kind.REPORTED)
    return ~Exists(reported.filter(recorded_at__gt=OuterRef("recorded_at")))


_WHOSE = ("commitment__organisation", "commitment__standard")
_COLUMNS = ("verdict", "status", "update__status", "is_open", "recorded_at", "update__number", "update__recorded_at")
_WORDS = tuple(f"update__{name}" for name in Update.CONFIDENTIAL)


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


@dataclass(frozen=True)
class UnitQuery:
    """`query` is the Unit's last question about the standard, `answer` the report that answered it, `settled` the view
    that took its place since, perhaps on another period's return."""

    query: Review
    answer: Update | None = None
    settled: Review | None = None

    @property
    def is_open(self) -> bool:
        return self.answer is None and self.settled is None

    @property
    def settled_elsewhere(self) -> bool:
        return self.settled is not None and self.settled.of_return_id != self.query.of_return_id


def asked_when_sent_back(
    sent_back: Iterable[ReturnEvent], moment: dt.datetime | None = None
) -> dict[Return, list[UnitQuery]]:
    """By return, the questions that were open when these events sent it back, in the order of the standards. No query
    where nothing was sent back, else two. What was asked of a correction stands with its own statements."""
    events = [event for event in sent_back if event.of_return.corrects_id is None]
    if not events:
        return {}
    of = [event.of_return_id for event in events]
    asked = Review.objects.filter(of_return__in=of, verdict=Verdict.QUERY).order_by().values("commitment")
    views = defaultdict(list)
    standard = "commitment__standard__"
    order = (f"{standard}theme__model", f"{standard}theme__order", f"{standard}order", "recorded_at", "pk")
    names = ("commitment__standard", "of_return__period", "recorded_by")
    for view in reviews_before(moment).filter(commitment__in=asked).select_related(*names).order_by(*order):
        views[view.commitment].append(view)
    reports = defaultdict(list)
    since = Update.objects.known_at(moment).filter(commitment__in=asked, kind=Update.Kind.REPORTED)
    for report in since.select_related("recorded_by").order_by("recorded_at", "number"):
        reports[report.commitment_id].append(report)
    return {
        event.of_return: [
            found
            for commitment in views
            if commitment.organisation_id == event.of_return.organisation_id
            and (found := _asked(event, views[commitment], reports[commitment.pk]))
        ]
        for event in events
    }


def _asked(event: ReturnEvent, views: list[Review], reports: list[Update]) -> UnitQuery | None:
    """None where no question was open at the event."""
    last = next((view for view in reversed(views) if view.recorded_at <= event.recorded_at), None)
    if last is None or last.verdict != Verdict.QUERY:
        return None
    if any(last.recorded_at < report.recorded_at <= event.recorded_at for report in reports):
        return None
    query = next(view for view in reversed(views) if view.verdict == Verdict.QUERY)
    answer = next((report for report in reports if report.recorded_at > query.recorded_at), None)
    return UnitQuery(query, answer, views[-1] if views[-1] != query else None)
