"""Every commitment in a return, as its pages, rules and frozen files read it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import OuterRef, Q, Subquery
from django.utils.timezone import localdate

from forces.models import Organisation, ReportingPeriod
from ledger.as_at import AsAt
from rollout.items import ReportingState, ReturnItem, reporting_state
from rollout.models import Commitment, Correction, Evidence, Omission, Review, Update
from rollout.queries.positions import positions
from rollout.queries.returns import TICK, ReturnAt, counts_since, last_accepted, statements, whole_return
from rollout.queries.views import views_of


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
    commitments = commitments.annotate(reported_at=_reported_at(moment))
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
    before = return_items(organisation, period, whole_return(at.found.corrects), as_at)
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


def _reported_at(moment) -> Subquery:
    reported = Update.objects.known_at(moment).filter(commitment=OuterRef("pk"), kind=Update.Kind.REPORTED)
    return Subquery(reported.order_by("-recorded_at", "-number").values("recorded_at")[:1])


def _with_evidence(commitments, moment, day) -> set[int]:
    holds = Q(expires__isnull=True) | Q(expires__gte=day)
    owed = commitments.order_by().values("pk")
    found = Evidence.objects.known_at(moment).filter(holds, update__commitment__in=owed)
    return set(found.order_by().values_list("update__commitment", flat=True))


def _omissions(at) -> dict[int, str]:
    if at is None or at.ready is None:
        return {}
    return dict(Omission.objects.filter(event=at.ready).values_list("commitment", "reason"))
