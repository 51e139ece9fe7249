"""A return as its people work on it: what the Unit asked, what is missing, what was said."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledger.as_at import AsAt
from rollout.access import ReturnPage
from rollout.models import Commitment, Standard, Statement, Update
from rollout.queries import positions, whole_updates
from rollout.queries.items import ReportingState, ReturnItem, return_items
from rollout.queries.returns import Since
from rollout.rules import Broken, broken, starts

_SAID = (ReportingState.REPORTED, ReportingState.CONFIRMED, ReportingState.CORRECTED)


@dataclass(frozen=True)
class TaskList:
    """`updates` are the items' positions with all that was said in them, by id; `rules` what is broken as long as the
    return is not signed, `later` what was recorded since it was."""

    items: list[ReturnItem]
    updates: dict[int, Update]
    rules: list[Broken] = field(default_factory=list)
    later: list[tuple[Standard, Update]] = field(default_factory=list)

    @property
    def since(self) -> Since | None:
        """Since when what was said counts, the same for all."""
        return self.items[0].since if self.items else None

    @property
    def without(self) -> str:
        """What it is to be signed without, and whether a reason was given for all of it."""
        said = _missing(len(self.missing), len(self.unexplained))
        if not self.asked:
            return said
        return f"{said} {_asked(len(self.asked), sum(not item.omission for item in self.asked))}"

    @property
    def unexplained(self) -> list[ReturnItem]:
        """Missing, and no reason was given when the return was marked ready."""
        return [item for item in self.items if item.said == ReportingState.MISSING and not item.omission]

    @property
    def asked(self) -> list[ReturnItem]:
        return [item for item in self.items if item.query and not item.carried]

    @property
    def corrected(self) -> list[tuple[ReturnItem, Statement | None]]:
        """Each with what was signed before."""
        return beside_former([item for item in self.items if item.is_corrected], self.updates)

    @property
    def missing(self) -> list[ReturnItem]:
        """What was never reported first, then what is not started."""
        return sorted(self._that_are(ReportingState.MISSING), key=lambda item: item.status or 0)

    @property
    def groups(self) -> list[tuple[ReportingState, list[tuple[ReturnItem, Statement | None]]]]:
        """Missing first; without what this very revision corrects."""
        found = [(ReportingState.MISSING, self.missing), *((said, self._that_are(said)) for said in _SAID)]
        return [(said, self.whole(rows)) for said, rows in found if rows]

    def whole(self, rows: list[ReturnItem]) -> list[tuple[ReturnItem, Statement | None]]:
        """With what was said, by whom."""
        return [(item, whole_statement(item.statement, self.updates)) for item in rows]

    @property
    def stopped_by(self) -> list[Broken]:
        return [each for each in self.rules if each.stops]

    @property
    def informed_by(self) -> list[Broken]:
        return [each for each in self.rules if not each.stops]

    @property
    def confirmable(self) -> list[ReturnItem]:
        """What was reported once, is missing now, and is not asked about: that needs an answer."""
        return [item for item in self.items if item.said == ReportingState.MISSING and item.position and not item.query]

    @property
    def needs_reason(self) -> list[ReturnItem]:
        return [item for item in self.items if item.needs_reason]

    @property
    def newest(self) -> int:
        """The id of the organisation's last update, 0 for none."""
        return max((item.position.pk for item in self.items if item.position), default=0)

    def recorded_after(self, update_id: int) -> list[ReturnItem]:
        return [item for item in self.items if item.position and item.position.pk > update_id]

    def _that_are(self, said: ReportingState) -> list[ReturnItem]:
        return [item for item in self.items if item.said == said and not item.is_corrected]


def whole_statement(said: Statement | None, updates: dict[int, Update]) -> Statement | None:
    """A position is read without its words; `updates` have them, by id."""
    return updates[said.pk] if isinstance(said, Update) else said


def beside_former(items: list[ReturnItem], updates: dict[int, Update]) -> list[tuple[ReturnItem, Statement | None]]:
    return [(item, whole_statement(item.former, updates)) for item in items]


def _missing(n: int, unexplained: int) -> str:
    if not n:
        return _("Nothing is missing.")
    if unexplained:
        words = ngettext(
            "%(n)d standard is missing, without a reason.",
            "%(n)d standards are missing, %(unexplained)d of them without a reason.",
            n,
        )
    else:
        words = ngettext(
            "%(n)d standard is missing, with a reason.", "%(n)d standards are missing, with a reason each.", n
        )
    return words % {"n": n, "unexplained": unexplained}


def _asked(n: int, unexplained: int) -> str:
    if unexplained:
        words = ngettext(
            "%(n)d query is not answered, without a reason.",
            "%(n)d queries are not answered, %(unexplained)d of them without a reason.",
            n,
        )
    else:
        words = ngettext(
            "%(n)d query is not answered, with a reason.", "%(n)d queries are not answered, with a reason each.", n
        )
    return words % {"n": n, "unexplained": unexplained}


def task_list(page: ReturnPage, as_at: AsAt) -> TaskList:
    """The same number of queries, however many standards and updates there are."""
    found = return_items(page.organisation, page.period, page.at, as_at)
    updates = whole_updates(item.position for item in found)
    if not page.is_signed:
        rules = broken(found, starts(as_at.moment), as_at.day)
        # What will stop a return later is nothing to a past one.
        return TaskList(found, updates, rules=[each for each in rules if each.stops or not page.is_correction])
    if page.is_correction:
        return TaskList(found, updates)
    now = positions(Commitment.objects.filter(organisation=page.organisation).known_on(as_at.day), as_at.moment)
    last = [(item, now.get(item.commitment.pk)) for item in found]
    later = [(item, update) for item, update in last if update != item.position]
    whole = whole_updates(update for _item, update in later)
    return TaskList(found, updates, later=[(item.commitment.standard, whole[update.pk]) for item, update in later])
