"""A signed return as an analyst reads it: what stands out first, then everything by theme."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledger.as_at import AsAt
from rollout.access import ReturnPage
from rollout.items import Item, Said
from rollout.models import Return, Theme, Update
from rollout.queries.items import items
from rollout.queries.returns import last_accepted

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
