"""Reads of returns, from their events: what a return was at a moment. `moment` is exclusive; None is now."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Exists, Expression, Min, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from forces.models import Extension, Organisation, ReportingPeriod
from forces.queries import DueDates, due_dates_of, owes, periods
from ledger.as_at import end_of
from rollout.models import Commitment, Correction, Return, ReturnEvent, Statement
from rollout.queries.positions import positions
from rollout.scales import State

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


@dataclass(frozen=True)
class Since:
    """`taken_by` is the period of the earlier return that has what was said before the moment, None when the moment is
    the return's own first day. `signed`: that return stopped at its sign-off, not at its due date."""

    moment: dt.datetime
    taken_by: ReportingPeriod | None = None
    signed: bool = False

    @property
    def last_day(self) -> dt.date:
        """The last day of which something belongs to the earlier return: of its due date the whole."""
        return localdate(self.moment if self.signed else self.moment - dt.timedelta(microseconds=1))

    def is_ahead(self, day: dt.date) -> bool:
        """What is said on that day is still the earlier return's: it is neither signed nor past its due date."""
        return not self.signed and day < localdate(self.moment)


def since(period: ReportingPeriod, others: Iterable[tuple[ReportingPeriod, dt.date, dt.datetime | None]]) -> Since:
    """`others` are periods of the same organisation, each with its due date as extended and when its return was first
    signed. An earlier return takes what was said until the first of the two, and never what was said later. So a
    signature that comes late takes nothing from the next return, however late it is."""
    found = Since(period.opens_at)
    for other, due, signed_at in others:
        due_by = end_of(due)
        until, signed = (signed_at, True) if signed_at is not None and signed_at < due_by else (due_by, False)
        if other.starts < period.starts and until > found.moment:
            found = Since(until, other, signed)
    return found


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


def statements(of_return: Return, commitments: QuerySet[Commitment]) -> Mapping[int, Statement]:
    """What a return that was signed says, by commitment: the ledger at its moment, and corrections in their place.
    Two queries, and two more for each revision that corrects."""
    if of_return.corrects_id is None:
        return positions(commitments, of_return.signed_at)
    before = statements(of_return.corrects, commitments)  # type: ignore[arg-type]  # it corrects one
    return {**before, **whole_return(of_return).corrected}


def corrections_of(commitment: Commitment, moment: dt.datetime | None) -> list[Correction]:
    """All that was put right of what returns said of a commitment, oldest first. One query."""
    rows = Correction.objects.known_at(moment).filter(commitment=commitment)
    return list(rows.select_related("of_return__period", "recorded_by").order_by("recorded_at", "pk"))
