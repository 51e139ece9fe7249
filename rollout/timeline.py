"""A commitment's history as a page of changes, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass

from rollout.models import Commitment, Correction, Review, Update
from rollout.queries import history

PAGE = 20
WORDS = ("note", "reason", "target_reason")


@dataclass(frozen=True)
class TimelineEntry:
    """An update beside the one before it, None for the first, and what the Unit thought, and what was put right of a
    return, between it and the next."""

    update: Update
    before: Update | None
    besides: list[Review | Correction]

    @property
    def status_changed(self) -> bool:
        return self.before is not None and self.before.status != self.update.status

    @property
    def confidence_changed(self) -> bool:
        return self.before is not None and self.before.confidence != self.update.confidence

    @property
    def target_moved(self) -> bool:
        return self.before is not None and self.before.target_date != self.update.target_date


@dataclass(frozen=True)
class Timeline:
    changes: list[TimelineEntry]
    number: int
    pages: int

    @property
    def newer(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def older(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def timeline(
    commitment: Commitment,
    last: Update | None,
    moment,
    *,
    asked: str,
    detail: bool,
    besides: Iterable[Review | Correction] = (),
) -> Timeline:
    """One page of the history up to `last`, with those of the Unit's views, and corrections of returns, that are of
    its time. Numbers have no gaps, so counting takes no query and a page is a range: from the update after it, to know
    when its time ends, to the one before it. Without `detail`, notes, reasons and evidence are not even read."""
    total = last.number if last else 0
    pages = max(1, -(-total // PAGE))
    number = min(int(asked), pages) if asked.isdecimal() and int(asked[:9]) > 0 else 1
    newest = total - (number - 1) * PAGE
    updates = history(commitment, moment).filter(number__lte=newest + 1, number__gte=newest - PAGE)
    if not detail:
        updates = updates.prefetch_related(None).defer(*WORDS)
    rows = list(updates) if total else []
    after = rows.pop(0) if rows and rows[0].number > newest else None
    changes = []
    for update, before in zip(rows[:PAGE], [*rows[1:], None], strict=False):
        between = [
            each
            for each in besides
            if update.recorded_at <= each.recorded_at and (after is None or each.recorded_at < after.recorded_at)
        ]
        changes.append(TimelineEntry(update, before, between[::-1]))
        after = update
    return Timeline(changes, number, pages)
