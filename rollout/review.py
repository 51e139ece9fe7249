"""The Unit's side of signed returns: those that await review, and one as an analyst reads it."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from forces.periods import working_days
from ledger.as_at import AsAt
from rollout.access import ReturnPage
from rollout.models import Commitment, Return, Review, Theme, Update
from rollout.queries.items import ReportingState, ReturnItem, return_items
from rollout.queries.returns import ReturnAt, events_before, last_accepted, revisions
from rollout.queries.views import last_views, unanswered
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


def review_queue(as_at: AsAt) -> list[Waiting]:
    """Three queries, however many wait, and two more where corrections do."""
    moment, day = as_at.moment, as_at.day
    # Each with its sign-off as its only event.
    later = events_before(moment).filter(of_return=OuterRef("of_return"), number__gt=OuterRef("number"))
    found = revisions(events_before(moment).filter(~Exists(later), state=State.SIGNED), moment)
    organisations = [at.found.organisation_id for at in found]
    known = Commitment.objects.filter(organisation__in=organisations).known_on(day)
    first = Update.objects.filter(commitment__in=known, number=1).order_by()
    first_said = list(first.values_list("commitment__organisation", "recorded_at"))
    views = list(_views(organisations, moment))
    corrected = [row.pk for at in found for row in at.corrections]
    of_corrections = Review.objects.known_at(moment).filter(correction__in=corrected).order_by("recorded_at", "pk")
    last_of = {view.correction_id: view for view in of_corrections} if corrected else {}
    rows = []
    for at in found:
        if at.is_correction:
            own = [last_of[row.pk] for row in at.corrected.values() if row.pk in last_of]
            asked = sum(view.verdict == Verdict.QUERY for view in own)
            rows.append(Waiting(at, day, signed=len(at.corrected), reviewed=len(own), queries=asked))
            continue
        signed_at, organisation = at.last.recorded_at, at.found.organisation_id
        own = [view for view in views if view.commitment.organisation_id == organisation]
        of_signed = [
            view
            for view in own
            if view.update_at < signed_at and (view.replaced_at is None or view.replaced_at >= signed_at)
        ]
        asked = sum(view.verdict == Verdict.QUERY and view.is_open for view in own)
        signed = sum(said_at < signed_at for body, said_at in first_said if body == organisation)
        rows.append(Waiting(at, day, signed=signed, reviewed=len(of_signed), queries=asked))
    return sorted(rows, key=lambda row: (row.at.last.recorded_at, row.at.found.pk))


def _views(organisations, moment):
    """The last view of each commitment, when the update it is about was made and replaced, and whether it is
    not answered."""
    later = Update.objects.known_at(moment).filter(commitment=OuterRef("commitment"))
    # Later in time is later in number: asked for by both, the one after it is one seek and not all that followed.
    after = later.filter(recorded_at__gte=OuterRef("update__recorded_at"), number__gt=OuterRef("update__number"))
    views = last_views(moment).filter(commitment__organisation__in=organisations).select_related("commitment")
    return views.annotate(
        update_at=F("update__recorded_at"),
        replaced_at=Subquery(after.order_by("recorded_at", "number").values("recorded_at")[:1]),
        is_open=unanswered(moment),
    )


GROUPS = (
    ("queries", _("Queries not answered"), lambda item: item.query is not None),
    ("red", _("Red, and not red in the last accepted return"), lambda item: item.turned_red),
    ("missing", _("Missing"), lambda item: item.said == ReportingState.MISSING),
    ("unproven", _("In place or embedded, without evidence that holds"), lambda item: item.unproven),
    ("stale", _("Not reported anew for half a year"), lambda item: item.stale),
    ("differs", _("The Unit thinks otherwise"), lambda item: item.differs),
    ("changed", _("Changed since the last accepted return"), lambda item: item.changed),
)


class ReviewGroup(NamedTuple):
    key: str
    words: Promise
    items: list[ReturnItem]


@dataclass(frozen=True)
class UnderReview:
    """`since` is what was recorded after the sign-off, `before` the return that was accepted last."""

    items: list[ReturnItem]
    before: Return | None
    since: list[Update]

    @cached_property
    def groups(self) -> list[ReviewGroup]:
        """Without what is new since the last accepted return where nothing was accepted before: all would be."""
        groups = [(key, words, fits) for key, words, fits in GROUPS if self.before or key not in ("changed", "red")]
        return [ReviewGroup(key, words, [item for item in self.items if fits(item)]) for key, words, fits in groups]

    @cached_property
    def count(self) -> dict[str, int]:
        return {group.key: len(group.items) for group in self.groups}

    @property
    def themes(self) -> list[tuple[Theme, list[ReturnItem]]]:
        by_theme = groupby(self.items, key=lambda item: item.commitment.standard.theme)
        return [(theme, list(found)) for theme, found in by_theme]

    @cached_property
    def to_review(self) -> list[ReturnItem]:
        """Of what was never reported nothing can be said."""
        return [item for item in self.items if item.statement]

    @property
    def reviewed(self) -> int:
        return sum(item.is_reviewed for item in self.to_review)

    @property
    def newest_view(self) -> int:
        """The id of the last of the Unit's views on the page, 0 for none."""
        return max((item.view.pk for item in self.items if item.view), default=0)

    def next_after(self, item: ReturnItem) -> ReturnItem | None:
        """The next that has no view yet, from this one on and then from the top."""
        at = next((n for n, each in enumerate(self.items) if each.commitment.pk == item.commitment.pk), 0)
        order = self.items[at + 1 :] + self.items[:at]
        return next((each for each in order if each.statement and not each.is_reviewed), None)


def under_review(page: ReturnPage, as_at: AsAt) -> UnderReview:
    """For a return that is signed or accepted; of any other what is known now, with nothing since. Of a correction
    only what it corrects: the rest was accepted, and what was said since belongs to other returns."""
    moment, organisation = page.at.moment, page.organisation
    found = return_items(organisation, page.period, page.at, as_at)
    before = last_accepted(organisation, page.period, moment, revision=page.at.found.revision)
    if page.is_correction:
        return UnderReview([item for item in found if item.is_corrected], before, [])
    later = Update.objects.known_at(as_at.moment).filter(commitment__organisation=organisation)
    later = later.filter(recorded_at__gte=moment) if moment else later.none()
    return UnderReview(
        found, before, list(later.select_related("commitment__standard", "recorded_by").order_by("-recorded_at", "-pk"))
    )
