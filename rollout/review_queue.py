"""The returns that await review, oldest first, and how far each review is."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Subquery
from django.utils.timezone import localdate

from forces.periods import working_days
from ledger.as_at import AsAt
from rollout.models import Commitment, Review, Update
from rollout.queries.returns import ReturnAt, events_before, revisions
from rollout.queries.views import last_views
from rollout.scales import State, Verdict


@dataclass(frozen=True)
class Waiting:
    """`signed` are the standards on which something was said before the sign-off: those there is something to review
    of; in a correction, those that are corrected. `reviewed` are those of them of which the Unit has a view, `queries`
    the questions not answered."""

    at: ReturnAt
    day: dt.date
    signed: int
    reviewed: int
    queries: int

    @property
    def age(self) -> int:
        """In working days."""
        return working_days(localdate(self.at.last.recorded_at), self.day)


def awaiting(moment: dt.datetime | None) -> list[ReturnAt]:
    """Each with its sign-off as its only event. One query."""
    later = events_before(moment).filter(of_return=OuterRef("of_return"), number__gt=OuterRef("number"))
    return revisions(events_before(moment).filter(~Exists(later), state=State.SIGNED), moment)


def review_queue(as_at: AsAt) -> list[Waiting]:
    """Three queries, however many wait, and two more where corrections do."""
    found = awaiting(as_at.moment)
    organisations = [at.found.organisation_id for at in found]
    said, views = _first_said(organisations, as_at), _views(organisations, as_at.moment)
    corrected = _corrected_views(found, as_at.moment)
    rows = [
        _waiting_correction(at, as_at.day, corrected) if at.is_correction else _waiting(at, as_at.day, said, views)
        for at in found
    ]
    return sorted(rows, key=lambda row: (row.at.last.recorded_at, row.at.found.pk))


def _waiting(at: ReturnAt, day, said, views) -> Waiting:
    moment, organisation = at.last.recorded_at, at.found.organisation_id
    own = [view for view in views if view.commitment.organisation_id == organisation]
    return Waiting(
        at,
        day,
        signed=sum(first < moment for body, first in said if body == organisation),
        reviewed=sum(
            view.update_at < moment and (view.replaced_at is None or view.replaced_at >= moment) for view in own
        ),
        queries=sum(view.verdict == Verdict.QUERY and not view.answered for view in own),
    )


def _waiting_correction(at: ReturnAt, day, views: dict[int, Review]) -> Waiting:
    found = [views[row.pk] for row in at.corrected.values() if row.pk in views]
    asked = sum(view.verdict == Verdict.QUERY for view in found)
    return Waiting(at, day, signed=len(at.corrected), reviewed=len(found), queries=asked)


def _corrected_views(found: list[ReturnAt], moment) -> dict[int, Review]:
    """The last view of each corrected statement, by its id."""
    ids = [row.pk for at in found for row in at.corrections]
    views = Review.objects.known_at(moment).filter(correction__in=ids) if ids else Review.objects.none()
    return {view.correction_id: view for view in views.order_by("recorded_at", "pk")}


def _first_said(organisations, as_at: AsAt) -> list[tuple[int, dt.datetime]]:
    known = Commitment.objects.filter(organisation__in=organisations).known_on(as_at.day)
    first = Update.objects.filter(commitment__in=known, number=1)
    return list(first.order_by().values_list("commitment__organisation", "recorded_at"))


def _views(organisations, moment):
    """The last view of each commitment, when the update it is about was made and replaced, and whether it was
    answered."""
    later = Update.objects.known_at(moment).filter(commitment=OuterRef("commitment"))
    # Later in time is later in number: asked for by both, the one after it is one seek and not all that followed.
    after = later.filter(recorded_at__gte=OuterRef("update__recorded_at"), number__gt=OuterRef("update__number"))
    answers = later.filter(kind=Update.Kind.REPORTED, recorded_at__gt=OuterRef("recorded_at"))
    views = last_views(moment).filter(commitment__organisation__in=organisations).select_related("commitment")
    return views.annotate(
        update_at=F("update__recorded_at"),
        replaced_at=Subquery(after.order_by("recorded_at", "number").values("recorded_at")[:1]),
        answered=Exists(answers),
    )
