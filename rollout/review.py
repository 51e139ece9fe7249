"""The returns that await review, oldest first, and how far each review is."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from forces.periods import working_days
from ledger.as_at import AsAt
from rollout.access import ReturnPage
from rollout.items import Item, Said
from rollout.models import Commitment, Return, Review, Theme, Update
from rollout.queries.items import items
from rollout.queries.returns import ReturnAt, events_before, last_accepted, revisions
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


GROUPS = (
    ("queries", _("Queries not answered"), lambda item: item.query is not None),
    ("red", _("Red, and not red in the last accepted return"), lambda item: item.turned_red),
    ("missing", _("Missing"), lambda item: item.said == Said.MISSING),
    ("unproven", _("In place or embedded, without evidence that holds"), lambda item: item.unproven),
    ("stale", _("Not reported anew for half a year"), lambda item: item.stale),
    ("differs", _("The Unit thinks otherwise"), lambda item: item.differs),
    ("changed", _("Changed since the last accepted return"), lambda item: item.changed),
)


@dataclass(frozen=True)
class Group:
    key: str
    words: Promise
    items: list[Item]


@dataclass(frozen=True)
class UnderReview:
    """`since` is what was recorded after the sign-off, `before` the return that was accepted last."""

    items: list[Item]
    before: Return | None
    since: list[Update]

    @cached_property
    def groups(self) -> list[Group]:
        """Without what is new since the last accepted return where nothing was accepted before: all would be."""
        groups = [(key, words, fits) for key, words, fits in GROUPS if self.before or key not in ("changed", "red")]
        return [Group(key, words, [item for item in self.items if fits(item)]) for key, words, fits in groups]

    @cached_property
    def count(self) -> dict[str, int]:
        return {group.key: len(group.items) for group in self.groups}

    @property
    def themes(self) -> list[tuple[Theme, list[Item]]]:
        by_theme = groupby(self.items, key=lambda item: item.commitment.standard.theme)
        return [(theme, list(found)) for theme, found in by_theme]

    @cached_property
    def to_review(self) -> list[Item]:
        """Of what was never reported nothing can be said."""
        return [item for item in self.items if item.statement]

    @property
    def reviewed(self) -> int:
        return sum(item.is_reviewed for item in self.to_review)

    @property
    def newest_view(self) -> int:
        """The id of the last of the Unit's views on the page, 0 for none."""
        return max((item.view.pk for item in self.items if item.view), default=0)

    def next_after(self, item: Item) -> Item | None:
        """The next that has no view yet, from this one on and then from the top."""
        at = next((n for n, each in enumerate(self.items) if each.commitment.pk == item.commitment.pk), 0)
        order = self.items[at + 1 :] + self.items[:at]
        return next((each for each in order if each.statement and not each.is_reviewed), None)


def under_review(page: ReturnPage, as_at: AsAt) -> UnderReview:
    """For a return that is signed or accepted; of any other what is known now, with nothing since. Of a correction
    only what it corrects: the rest was accepted, and what was said since belongs to other returns."""
    moment, organisation = page.at.moment, page.organisation
    found = items(organisation, page.period, page.at, as_at)
    before = last_accepted(organisation, page.period, moment, revision=page.at.found.revision)
    if page.is_correction:
        return UnderReview([item for item in found if item.is_corrected], before, [])
    later = Update.objects.known_at(as_at.moment).filter(commitment__organisation=organisation)
    later = later.filter(recorded_at__gte=moment) if moment else later.none()
    return UnderReview(
        found,
        before,
        list(later.select_related("commitment__standard", "recorded_by").order_by("-recorded_at", "-pk")),
    )
