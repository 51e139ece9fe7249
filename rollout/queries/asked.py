"""What the Unit asked when it sent a return back, and what became of each question."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rollout.models import Return, ReturnEvent, Review, Update
from rollout.queries.views import reviews_before
from rollout.scales import Verdict


@dataclass(frozen=True)
class Asked:
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
) -> dict[Return, list[Asked]]:
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
    found = Update.objects.known_at(moment).filter(commitment__in=asked, kind=Update.Kind.REPORTED)
    for report in found.select_related("recorded_by").order_by("recorded_at", "number"):
        reports[report.commitment_id].append(report)
    return {
        event.of_return: [
            _since(event, views[commitment], reports[commitment.pk])
            for commitment in views
            if commitment.organisation_id == event.of_return.organisation_id
            and _was_open(event, views[commitment], reports[commitment.pk])
        ]
        for event in events
    }


def _was_open(event: ReturnEvent, views: list[Review], reports: list[Update]) -> bool:
    last = next((view for view in reversed(views) if view.recorded_at <= event.recorded_at), None)
    if last is None or last.verdict != Verdict.QUERY:
        return False
    return not any(last.recorded_at < report.recorded_at <= event.recorded_at for report in reports)


def _since(event: ReturnEvent, views: list[Review], reports: list[Update]) -> Asked:
    query = next(view for view in reversed(views) if view.verdict == Verdict.QUERY)
    answer = next((report for report in reports if report.recorded_at > query.recorded_at), None)
    return Asked(query, answer, views[-1] if views[-1] != query else None)
