"""A commitment's history as a page of changes, newest first."""

from dataclasses import dataclass

from rollout.models import Commitment, Update
from rollout.queries import history

PAGE = 20
WORDS = ("note", "reason", "target_reason")


@dataclass(frozen=True)
class Change:
    """An update beside the one before it, None for the first."""

    update: Update
    before: Update | None

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
    changes: list[Change]
    number: int
    pages: int

    @property
    def newer(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def older(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def timeline(commitment: Commitment, last: Update | None, moment, *, asked: str, detail: bool) -> Timeline:
    """One page of the history up to `last`. Numbers have no gaps, so counting takes no query and a page is a range.
    Without `detail`, notes, reasons and evidence are not even read."""
    total = last.number if last else 0
    pages = max(1, -(-total // PAGE))
    number = min(int(asked), pages) if asked.isdecimal() and int(asked[:9]) > 0 else 1
    newest = total - (number - 1) * PAGE
    updates = history(commitment, moment).filter(number__lte=newest, number__gte=newest - PAGE)
    if not detail:
        updates = updates.prefetch_related(None).defer(*WORDS)
    rows = list(updates) if total else []
    changes = [Change(update, rows[at + 1] if at + 1 < len(rows) else None) for at, update in enumerate(rows)]
    return Timeline(changes[:PAGE], number, pages)
