"""Reads of returns, from their events: what a return was at a moment. `moment` is exclusive; None is now."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.db.models import Exists, Expression, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from forces.models import Extension, Organisation, ReportingPeriod
from forces.queries import DueDates, due_dates_of, owes, periods
from ledger.as_at import AsAt
from rollout.counting import Since, since
from rollout.items import Item, Said, said_since
from rollout.models import (
    Commitment,
    Correction,
    Evidence,
    Omission,
    Return,
    ReturnEvent,
    Review,
    Statement,
    Update,
)
from rollout.queries.positions import positions
from rollout.scales import State, Verdict

TICK = dt.timedelta(microseconds=1)


@dataclass(frozen=True)
class ReturnAt:
    """A revision of a return as it was at a moment; `events` are those before it, oldest first, never none, and
    `corrections` the rows that put right what the revision before it said."""

    found: Return
    events: list[ReturnEvent]
    corrections: list[Correction] = field(default_factory=list)

    @property
    def is_correction(self) -> bool:
        return self.found.corrects_id is not None

    @property
    def corrected(self) -> dict[int, Correction]:
        """By commitment, the corrections that count: as signed, or as they are while it is not."""
        before = [row for row in self.corrections if self.moment is None or row.recorded_at < self.moment]
        last = {row.commitment_id: row for row in sorted(before, key=lambda row: row.number)}
        return {pk: row for pk, row in last.items() if not row.is_withdrawn}

    @property
    def steps(self) -> list[ReturnEvent | Correction]:
        """All that was done with it, oldest first."""
        return sorted([*self.events, *self.corrections], key=lambda step: step.recorded_at)

    @property
    def last(self) -> ReturnEvent:
        return self.events[-1]

    @property
    def state(self) -> State:
        return State(self.last.state)

    @property
    def seen(self) -> int:
        """What a form about it carries, so that whoever acts on an older state is told."""
        return self.last.number

    @property
    def is_open(self) -> bool:
        return self.state != State.ACCEPTED

    @property
    def is_signed(self) -> bool:
        return self.state in (State.SIGNED, State.ACCEPTED)

    def last_to(self, *states: State) -> ReturnEvent | None:
        return next((event for event in reversed(self.events) if event.state in states), None)

    @property
    def signed(self) -> ReturnEvent | None:
        """The sign-off that stands."""
        return self.last_to(State.SIGNED) if self.is_signed else None

    @property
    def ready(self) -> ReturnEvent | None:
        """The last time it was marked ready, unless it went back since."""
        return self.last_to(State.READY) if self.state in (State.READY, State.SIGNED, State.ACCEPTED) else None

    @property
    def last_to_changes(self) -> ReturnEvent | None:
        """The last time the Unit asked for changes, not the last time it came back to that state from sign-off."""
        return next((event for event in reversed(self.events) if event.is_sent_back), None)

    @property
    def accepted(self) -> ReturnEvent | None:
        return self.last_to(State.ACCEPTED)

    @property
    def moment(self) -> dt.datetime | None:
        """The moment that was signed: what was known before it is what the return says. Of a correction that means
        its corrected statements, and the ledger as the revision before it was signed."""
        return self.signed.recorded_at if self.signed else None


def events_before(moment: dt.datetime | None) -> QuerySet[ReturnEvent]:
    of = ("of_return__organisation", "of_return__period", "recorded_by")
    return ReturnEvent.objects.known_at(moment).select_related(*of)


def revisions(events: QuerySet[ReturnEvent], moment: dt.datetime | None = None) -> list[ReturnAt]:
    """The returns that these events are about, by period, organisation and revision, as they were at the moment. One
    query, and another where corrections are among them."""
    ordered = events.order_by("of_return__period__starts", "of_return__organisation", "of_return__revision", "number")
    found = [list(rows) for _pk, rows in groupby(ordered, key=lambda event: event.of_return_id)]
    corrections = _corrections([rows[0].of_return for rows in found], moment)
    return [ReturnAt(rows[0].of_return, rows, corrections.get(rows[0].of_return_id, [])) for rows in found]


def _corrections(returns: Iterable[Return], moment: dt.datetime | None) -> dict[int, list[Correction]]:
    """By return. No query where none of them is a correction."""
    found: dict[int, list[Correction]] = {each.pk: [] for each in returns if each.corrects_id}
    rows = Correction.objects.known_at(moment).filter(of_return__in=found)
    rows = rows.select_related("of_return", "recorded_by", "commitment__standard")
    for row in rows.order_by("recorded_at", "pk") if found else ():
        found[row.of_return_id].append(row)
    return found


def revisions_by_organisation(
    period: ReportingPeriod, moment: dt.datetime | None, **also: Expression
) -> dict[int, list[ReturnAt]]:
    """Of one period, the first revision first, each event with what is `also` asked of it. One query."""
    found: dict[int, list[ReturnAt]] = {}
    for each in revisions(events_before(moment).filter(of_return__period=period).annotate(**also), moment):
        found.setdefault(each.found.organisation_id, []).append(each)
    return found


def revisions_of(organisation: Organisation, period: ReportingPeriod, moment: dt.datetime | None) -> list[ReturnAt]:
    """The first revision first; empty before anything was done."""
    found = events_before(moment).filter(of_return__organisation=organisation, of_return__period=period)
    return revisions(found, moment)


def whole_return(of_return: Return) -> ReturnAt:
    """With all that was ever done with it."""
    return revisions(events_before(None).filter(of_return=of_return))[0]


def signed_off(
    moment: dt.datetime | None, of: Iterable[ReportingPeriod] | None = None
) -> dict[tuple[int, int], dt.datetime]:
    """By organisation and period of every return that was ever signed, when it first was: what the due date asks for
    is the first sign-off, here as on the late board. One query."""
    signed = events_before(moment).filter(state=State.SIGNED, of_return__revision=1).order_by()
    if of is not None:
        signed = signed.filter(of_return__period__in=of)
    found = signed.values_list("of_return__organisation", "of_return__period").annotate(Min("recorded_at"))
    return {(organisation, period): at for organisation, period, at in found}


def to_sign(moment: dt.datetime | None) -> set[tuple[int, int]]:
    """Organisation and period of every return that is ready and waits for its signature. One query."""
    later = events_before(moment).filter(of_return=OuterRef("of_return"), number__gt=OuterRef("number"))
    ready = events_before(moment).filter(~Exists(later), state=State.READY, of_return__revision=1)
    return set(ready.order_by().values_list("of_return__organisation", "of_return__period"))


def counts_since(
    period: ReportingPeriod, organisations: Iterable[Organisation], moment: dt.datetime | None = None
) -> dict[int, Since]:
    """By organisation, since when what was said counts for the period. One query where no earlier return can reach
    into it, else three, however many organisations."""
    reaches = Q(due__gte=period.starts) | Exists(
        Extension.objects.filter(period=OuterRef("pk"), due__gte=period.starts)
    )
    earlier = list(periods(moment).filter(reaches, starts__lt=period.starts))
    dates = due_dates_of(earlier, moment) if earlier else {}
    return since_each(period, organisations, [(other, dates[other.pk]) for other in earlier], moment)


def since_each(
    period: ReportingPeriod,
    organisations: Iterable[Organisation],
    earlier: Sequence[tuple[ReportingPeriod, DueDates]],
    moment: dt.datetime | None,
) -> dict[int, Since]:
    """The same where the earlier periods and their due dates are read already. One query at most."""
    signed = signed_off(moment, [other for other, _dates in earlier]) if earlier else {}
    return {
        each.pk: since(
            period,
            [(other, dates.of(each), signed.get((each.pk, other.pk))) for other, dates in earlier if owes(each, other)],
        )
        for each in organisations
    }


def last_changes(of: Iterable[Return], moment: dt.datetime | None) -> dict[int, ReturnEvent]:
    """By return, the last time that the Unit asked for changes. One query."""
    sent_back = events_before(moment).filter(of_return__in=of, came_from=State.SIGNED, state=State.CHANGES)
    return {event.of_return_id: event for event in sent_back.order_by("number")}


def last_accepted(
    organisation: Organisation, period: ReportingPeriod, before: dt.datetime | None, *, revision: int = 1
) -> Return | None:
    """What a return is compared with: the last accepted one of an earlier period as it was corrected last, and for a
    further revision the one before it. What was accepted later but is of a later period is no baseline."""
    accepted = ReturnEvent.objects.known_at(before)
    accepted = accepted.filter(state=State.ACCEPTED, of_return__organisation=organisation)
    earlier = Q(of_return__period__starts__lt=period.starts)
    accepted = accepted.filter(earlier | Q(of_return__period=period, of_return__revision__lt=revision))
    latest = accepted.order_by("-of_return__period__starts", "-of_return__revision", "-pk")
    event = latest.select_related("of_return__period").first()
    return event and event.of_return


def statements(of_return: Return, commitments: QuerySet[Commitment]) -> dict[int, Statement]:
    """What a return that was signed says, by commitment: the ledger at its moment, and corrections in their place.
    Two queries, and two more for each revision that corrects."""
    if of_return.corrects_id is None:
        return positions(commitments, of_return.signed_at)
    return {**statements(of_return.corrects, commitments), **whole_return(of_return).corrected}


def items(organisation: Organisation, period: ReportingPeriod, at: ReturnAt | None, as_at: AsAt) -> list[Item]:
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
        Item(
            commitment,
            now.get(commitment.pk),
            said_since(now.get(commitment.pk), counts.moment),
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


def _corrected_items(organisation, period, at: ReturnAt, as_at: AsAt) -> list[Item]:
    """What the revision before said, with the corrected statements in their place. Nothing that was recorded since is
    in it, but for evidence: a correction brings none, so for what is corrected that of later updates holds too."""
    before = items(organisation, period, whole_return(at.found.corrects), as_at)
    corrected, omitted = at.corrected, _omissions(at)
    viewed = at.accepted.recorded_at + TICK if at.accepted else as_at.moment
    views = _views_of_corrections(corrected.values(), viewed)
    known = Commitment.objects.filter(pk__in=corrected)
    proven = _with_evidence(known, at.moment or as_at.moment, before[0].day) if corrected else set()
    return [
        replace(
            item,
            said=Said.CORRECTED,
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


def corrections_of(commitment: Commitment, moment: dt.datetime | None) -> list[Correction]:
    """All that was put right of what returns said of a commitment, oldest first. One query."""
    rows = Correction.objects.known_at(moment).filter(commitment=commitment)
    return list(rows.select_related("of_return__period", "recorded_by").order_by("recorded_at", "pk"))


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


def reviews_before(moment: dt.datetime | None) -> QuerySet[Review]:
    """The Unit's views of updates. Those of corrected statements say nothing of where anybody stands today."""
    return Review.objects.known_at(moment).filter(correction=None)


def last_views(moment: dt.datetime | None = None) -> QuerySet[Review]:
    """Of each commitment that was ever reviewed, the Unit's last view."""
    last = reviews_before(moment).filter(commitment=OuterRef("commitment")).order_by("-recorded_at", "-pk")
    return Review.objects.filter(pk=Subquery(last.values("pk")[:1]))


def views_of(commitments: QuerySet[Commitment], moment: dt.datetime | None = None) -> dict[int, Review]:
    """By commitment. One query."""
    found = last_views(moment).filter(commitment__in=commitments.order_by().values("pk"))
    return {review.commitment_id: review for review in found.select_related("recorded_by", "update")}


def open_queries(commitments: QuerySet[Commitment], moment: dt.datetime | None = None) -> dict[int, Review]:
    """By commitment, what the Unit asked and the organisation has not answered by reporting again. One query."""
    asked = last_views(moment).filter(commitment__in=commitments.order_by().values("pk"), verdict=Verdict.QUERY)
    asked = asked.filter(unanswered(moment))
    return {review.commitment_id: review for review in asked.select_related("recorded_by")}


def unanswered(moment: dt.datetime | None) -> Exists:
    """Of a review: the organisation has not reported since. Confirming answers nothing."""
    reported = Update.objects.known_at(moment).filter(commitment=OuterRef("commitment"), kind=Update.Kind.REPORTED)
    return ~Exists(reported.filter(recorded_at__gt=OuterRef("recorded_at")))


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
