"""Every commitment in a return, as its pages, rules and frozen files read it: what was said about it in the period,
what the Unit asked, and what changed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation, ReportingPeriod
from ledger.as_at import AsAt
from rollout.differences import differing
from rollout.models import Commitment, Correction, Evidence, Omission, Review, Statement, Update
from rollout.owed import is_overdue
from rollout.queries.positions import positions
from rollout.queries.returns import TICK, ReturnAt, Since, counts_since, last_accepted, statements, whole_return
from rollout.queries.views import views_of
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
        about = self.query.update
        return self.is_corrected or bool(self.position and about and about.number <= self.position.number)

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


def return_items(
    organisation: Organisation, period: ReportingPeriod, at: ReturnAt | None, as_at: AsAt
) -> list[ReturnItem]:
    """Every commitment in a return: as signed, or as known at the moment while it is not. The number of queries is the
    same whatever their number."""
    if at and at.is_correction:
        return _corrected_items(organisation, period, at, as_at)
    moment = at.moment if at and at.moment else as_at.moment
    day = localdate(at.moment) if at and at.moment else as_at.day  # a standard that came later was not in it
    known = Commitment.objects.filter(organisation=organisation).known_on(day)
    now = positions(known, moment)
    counts = counts_since(period, [organisation], moment)[organisation.pk]
    before = last_accepted(organisation, period, moment, revision=at.found.revision if at else 1)
    former = statements(before, known) if before else {}
    # What an accepted return said of the Unit's views, it goes on saying; the views on later returns are theirs.
    viewed = at.accepted.recorded_at + TICK if at and at.accepted else as_at.moment
    views, proven, omitted = views_of(known, viewed), _with_evidence(known, moment, day), _omissions(at)
    commitments = known.in_order().select_related("organisation", "standard__theme__model")
    reported = Update.objects.known_at(moment).filter(commitment=OuterRef("pk"), kind=Update.Kind.REPORTED)
    last_reported = reported.order_by("-recorded_at", "-number").values("recorded_at")[:1]
    commitments = commitments.annotate(reported_at=Subquery(last_reported))
    return [
        ReturnItem(
            commitment,
            now.get(commitment.pk),
            reporting_state(now.get(commitment.pk), counts.moment),
            day,
            former=former.get(commitment.pk),
            view=views.get(commitment.pk),
            reported_at=commitment.reported_at,
            has_evidence=commitment.pk in proven,
            omission=omitted.get(commitment.pk, ""),
            since=counts,
        )
        for commitment in commitments
    ]


def _corrected_items(organisation, period, at: ReturnAt, as_at: AsAt) -> list[ReturnItem]:
    """What the revision before said, with the corrected statements in their place. Nothing that was recorded since is
    in it, but for evidence: a correction brings none, so for what is corrected that of later updates holds too."""
    before = return_items(organisation, period, whole_return(at.found.corrects), as_at)  # type: ignore[arg-type]
    corrected, omitted = at.corrected, _omissions(at)
    viewed = at.accepted.recorded_at + TICK if at.accepted else as_at.moment
    views = _views_of_corrections(corrected.values(), viewed)
    known = Commitment.objects.filter(pk__in=corrected)
    proven = _with_evidence(known, at.moment or as_at.moment, before[0].day) if corrected else set()
    return [
        replace(
            item,
            said=ReportingState.CORRECTED,
            former=item.statement,
            correction=corrected[pk],
            view=views.get(corrected[pk].pk),
            reported_at=corrected[pk].recorded_at,
            has_evidence=pk in proven,
            omission=omitted.get(pk, ""),
            carried=False,
        )
        if (pk := item.commitment.pk) in corrected
        else replace(item, former=item.statement, carried=True)
        for item in before
    ]


def _views_of_corrections(corrections: Iterable[Correction], moment: dt.datetime | None) -> dict[int, Review]:
    """By correction, the last view of it, and of one that was corrected again the last of the one before: what was
    asked of it. One query."""
    rows = {(row.of_return_id, row.commitment_id): row.pk for row in corrections}
    if not rows:
        return {}
    views = Review.objects.known_at(moment).filter(
        correction__of_return__in={pk for pk, _commitment in rows}, commitment__in={pk for _return, pk in rows}
    )
    ordered = views.select_related("recorded_by", "correction").order_by("recorded_at", "pk")
    return {rows[view.correction.of_return_id, view.commitment_id]: view for view in ordered}


def _with_evidence(commitments, moment, day) -> set[int]:
    holds = Q(expires__isnull=True) | Q(expires__gte=day)
    owed = commitments.order_by().values("pk")
    found = Evidence.objects.known_at(moment).filter(holds, update__commitment__in=owed)
    return set(found.order_by().values_list("update__commitment", flat=True))


def _omissions(at) -> dict[int, str]:
    if at is None or at.ready is None:
        return {}
    return dict(Omission.objects.filter(event=at.ready).values_list("commitment", "reason"))
