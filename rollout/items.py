"""A commitment in a return: what was said about it in the period, what the Unit asked, and what changed."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from rollout.differences import differing
from rollout.models import Commitment, Correction, Review, Statement, Update
from rollout.owed import is_overdue
from rollout.queries.returns import Since
from rollout.scales import Confidence, Status, Verdict

STALE = dt.timedelta(days=183)  # without a report; confirming does not count


class ReportingState(models.TextChoices):
    """Missing is not nil: these never look alike."""

    MISSING = "missing", _("missing")
    REPORTED = "reported", _("reported")
    CONFIRMED = "confirmed", _("confirmed unchanged")
    CORRECTED = "corrected", _("corrected")


def reporting_state(position: Update | None, since: dt.datetime) -> ReportingState:
    """What the last update says about a period whose return takes what was said since that moment."""
    if position is None or position.recorded_at < since:
        return ReportingState.MISSING
    return ReportingState.CONFIRMED if position.is_confirmed else ReportingState.REPORTED


@dataclass(frozen=True)
class ReturnItem:
    """`position` is the last update at the return's moment, `former` that in the last accepted return, `view` the
    Unit's last review, `reported_at` when it was last reported and not only confirmed, `omission` why it is missing,
    `since` from when on what was said counts.

    `correction` stands in place of the position. In a correction `former` is what the revision before it said, and
    what is not corrected is `carried` over from there, with the reasons and views that it had."""

    commitment: Commitment
    position: Update | None
    said: ReportingState
    day: dt.date
    former: Statement | None = None
    view: Review | None = None
    reported_at: dt.datetime | None = None
    has_evidence: bool = False
    omission: str = ""
    since: Since | None = None
    correction: Correction | None = None
    carried: bool = False

    @property
    def statement(self) -> Statement | None:
        """What the return says."""
        return self.correction or self.position

    @property
    def is_corrected(self) -> bool:
        """By this very revision, and not by one before it."""
        return self.correction is not None and not self.carried

    @property
    def query(self) -> Review | None:
        """The Unit's question, until the organisation reports again, or corrects again what it corrected."""
        if self.view is None or self.view.verdict != Verdict.QUERY:
            return None
        return None if self.reported_at and self.reported_at > self.view.recorded_at else self.view

    @property
    def is_asked(self) -> bool:
        """The question is about this position, and not about one that was signed for a later period."""
        if self.carried or not self.query:
            return False
        return self.is_corrected or bool(self.position and self.query.update.number <= self.position.number)

    @property
    def needs_reason(self) -> bool:
        """A return with this in it is ready only with a reason. What is carried over has its reason already."""
        return not self.carried and (self.said == ReportingState.MISSING or self.query is not None)

    @property
    def status(self) -> int | None:
        return self.statement.status if self.statement else None

    @property
    def is_reviewed(self) -> bool:
        """The Unit has a view of the very statement that the return has."""
        if self.correction:
            return bool(self.view and self.view.correction_id == self.correction.pk)
        return bool(self.view and self.position and self.view.update_id == self.position.pk)

    @property
    def former_status(self) -> int | None:
        return self.former.status if self.former else None

    @property
    def differs(self) -> bool:
        """The Unit holds it to stand elsewhere than the organisation says."""
        return differing(self.view, self.status) is not None

    @property
    def moved(self) -> str:
        """ "up", "down" or "" since the last accepted return; a first report is a move up."""
        now, then = self.status or 0, self.former.status if self.former else 0
        return "up" if now > then else "down" if now < then else ""

    @property
    def changed(self) -> bool:
        """In status, confidence or target date, since the last accepted return."""
        names = ("status", "confidence", "target_date")
        return any(getattr(self.statement, name, None) != getattr(self.former, name, None) for name in names)

    @property
    def turned_red(self) -> bool:
        """Red, and not red in the last accepted return: green or amber then, or not reported."""
        was_red = self.former is not None and self.former.confidence == Confidence.RED
        return self.statement is not None and self.statement.confidence == Confidence.RED and not was_red

    @property
    def in_place(self) -> bool:
        return (self.status or 0) >= Status.IN_PLACE

    @property
    def unproven(self) -> bool:
        """Said to be in place or embedded, without evidence that still holds."""
        return self.in_place and not self.has_evidence

    @property
    def stale(self) -> bool:
        """Something was said once, and for half a year it was at most confirmed."""
        return bool(self.reported_at and localdate(self.reported_at) < self.day - STALE)

    @property
    def overdue(self) -> bool:
        return is_overdue(self.statement, self.day)
