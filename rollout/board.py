"""The late board: for a period, every organisation that owes a return, where its return is and for how long."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Count, Exists, Expression, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import get_text_list
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forces.models import EVERYTHING, Extension, Membership, Organisation, OwedFrom, ReportingPeriod
from forces.queries import OwedDays, due_dates_of, owing, periods, returns_obligation
from ledger.as_at import AsAt
from rollout.clocks import Late, ReturnClocks, clocks, late, standing
from rollout.models import Commitment, Omission, ReturnEvent, Update
from rollout.queries import log_entries, position_rows
from rollout.queries.returns import ReturnAt, revisions_by_organisation, since_each
from rollout.scales import State

REACHED = [State.ACCEPTED, State.SIGNED]  # in this order by name too: what was accepted was signed before


@dataclass(frozen=True)
class BoardRow:
    """`missing` counts standards: as they are now, or as the return was signed; `standards` is of how many."""

    organisation: Organisation
    revisions: list[ReturnAt]
    period: ReportingPeriod
    due: dt.date
    extension: Extension | None
    day: dt.date
    missing: int = 0
    standards: int = 0
    last_contact: dt.date | None = None
    is_owed: bool = True

    @cached_property
    def moves(self) -> list[tuple[str, dt.date]]:
        return [(event.state, localdate(event.recorded_at)) for event in self.events]

    @property
    def events(self) -> list[ReturnEvent]:
        return [event for each in self.revisions for event in each.events]

    @property
    def at(self) -> ReturnAt | None:
        return standing_revision(self.revisions)

    @property
    def state(self) -> State:
        return State(standing(self.moves))

    @property
    def correction(self) -> ReturnAt | None:
        """A revision that is open after one was accepted."""
        last = self.revisions[-1] if self.revisions else None
        return last if last and last is not self.at else None

    @cached_property
    def late(self) -> Late:
        """Nobody is late with a return from before the day since when returns are owed."""
        found = late(self.moves, due=self.due, today=self.day)
        return replace(found, is_late=found.is_late and self.is_owed)

    @cached_property
    def clocks(self) -> ReturnClocks:
        return clocks(self.moves, ended=self.period.ends, today=self.day)

    @property
    def sent_back(self) -> list[ReturnEvent]:
        return [event for event in self.events if event.is_sent_back]


def standing_revision(revisions: list[ReturnAt]) -> ReturnAt | None:
    """The last that was accepted, else the last."""
    return next((each for each in reversed(revisions) if each.accepted), revisions[-1] if revisions else None)


def board(
    period: ReportingPeriod, as_at: AsAt, *, with_contact: bool, known: Iterable[ReportingPeriod] | None = None
) -> list[BoardRow]:
    """As known at the moment: seven queries, however many organisations owe a return, and one more where the periods
    that were `known` are not read already."""
    moment = as_at.moment
    entries = log_entries(moment).filter(organisation=OuterRef("pk")).order_by("-happened_on")
    organisations = list(owing(period).annotate(last_contact=Subquery(entries.values("happened_on")[:1])))
    earlier = [each for each in known or periods(moment) if each.starts < period.starts]
    revisions = revisions_by_organisation(period, moment, omitted=_omitted())
    dates = due_dates_of([period, *earlier], moment)
    reaching = [(each, dates[each.pk]) for each in earlier if dates[each.pk].latest >= period.starts]
    missing = missing_counts(period, organisations, revisions, reaching, as_at)
    standards = standards_asked(organisations, revisions, as_at)
    days, obligation = OwedDays(moment), returns_obligation(period.owed_by)
    return [
        BoardRow(
            each,
            revisions.get(each.pk, []),
            period,
            dates[period.pk].of(each),
            dates[period.pk].extension_of(each),
            as_at.day,
            missing.get(each.pk, 0),
            standards[each.pk],
            each.last_contact if with_contact else None,
            days.owes(each.pk, obligation, ends=period.ends),
        )
        for each in organisations
    ]


def _omitted() -> Expression:
    """Of an event, the number of standards for which it gave a reason, and of which nothing was said before the
    signature that came next. In a correction nothing that is said today fills a gap."""
    signing = ReturnEvent.objects.filter(of_return=OuterRef("event__of_return"), number=OuterRef("event__number") + 1)
    said = Update.objects.filter(
        commitment=OuterRef("commitment"), recorded_at__gte=OuterRef("recorded_at"), recorded_at__lt=OuterRef("signed")
    )
    found = Omission.objects.filter(event=OuterRef("pk")).annotate(signed=Subquery(signing.values("recorded_at")[:1]))
    found = found.filter(~Exists(said) | Q(event__of_return__corrects__isnull=False)).order_by().values("event")
    return Coalesce(Subquery(found.annotate(n=Count("pk")).values("n")), 0)


def missing_counts(period, organisations, revisions: dict[int, list[ReturnAt]], earlier, as_at: AsAt) -> Counter:
    """By organisation: of a signed return what it was signed without, of any other what is missing at the moment."""
    standings = {pk: standing_revision(found) for pk, found in revisions.items()}
    counts = Counter({pk: at.ready.omitted for pk, at in standings.items() if at.is_signed})
    unsigned = [each for each in organisations if each.pk not in counts]
    since = since_each(period, unsigned, earlier, as_at.moment)
    owed = Commitment.objects.filter(organisation__in=unsigned).known_on(as_at.day)
    for organisation, _standard, position, _former in position_rows(owed, as_at.moment):
        counts[organisation] += position is None or position.recorded_at < since[organisation].moment
    return counts


def standards_asked(organisations, revisions: dict[int, list[ReturnAt]], as_at: AsAt) -> Counter:
    """By organisation, how many standards its return is about: those known when it was signed, else by the day."""
    standings = {pk: standing_revision(found) for pk, found in revisions.items()}
    days = {pk: localdate(at.moment) for pk, at in standings.items() if at.is_signed}
    owed = Commitment.objects.filter(organisation__in=organisations).order_by()
    counts = Counter()
    for pk, since, number in owed.values_list("organisation", "standard__known_from").annotate(Count("pk")):
        counts[pk] += number if since is None or since <= days.get(pk, as_at.day) else 0
    return counts


def sentence(rows: Iterable[BoardRow], period: ReportingPeriod) -> str:
    """The answer first: how many stand where, and how many are late."""
    found = list(rows)
    number = Counter(row.state for row in found)
    words = [
        (State.ACCEPTED, ngettext("%d is accepted", "%d are accepted", number[State.ACCEPTED])),
        (State.SIGNED, ngettext("%d awaits review", "%d await review", number[State.SIGNED])),
        (State.CHANGES, ngettext("%d has changes asked for", "%d have changes asked for", number[State.CHANGES])),
        (State.READY, ngettext("%d is ready for sign-off", "%d are ready for sign-off", number[State.READY])),
        (State.DRAFT, ngettext("%d is in draft", "%d are in draft", number[State.DRAFT])),
    ]
    parts = get_text_list([text % number[state] for state, text in words if number[state]], _("and"))
    total = ngettext("Of %(n)d return for %(period)s", "Of %(n)d returns for %(period)s", len(found))
    late, signed_late = sum(row.late.now for row in found), sum(row.late.when_signed for row in found)
    words = [f"{total % {'n': len(found), 'period': period}}, {parts}."]
    words.append(ngettext("%d is late.", "%d are late.", late) % late if late else _("None is late."))
    if signed_late:
        words.append(ngettext("%d was signed late.", "%d were signed late.", signed_late) % signed_late)
    return " ".join(words)


@dataclass(frozen=True)
class Standings:
    period: ReportingPeriod
    total: int
    accepted: int
    late: int


def latest_standings(as_at: AsAt) -> Standings | None:
    """Of the latest period that has ended by the day; None before there is one. Four queries, for pages that have few
    to spare: the board itself says the same of any period."""
    moment = as_at.moment
    period = periods(moment).filter(ends__lt=as_at.day).first()
    if period is None:
        return None
    events = ReturnEvent.objects.known_at(moment)
    events = events.filter(of_return__organisation=OuterRef("pk"), of_return__period=period)
    extended = Extension.objects.known_at(moment).filter(period=period).order_by("-recorded_at", "-pk").values("due")
    people = Membership.objects.known_at(moment).filter(organisation=OuterRef("pk")).order_by("granted_at")
    # The day that the Unit has set for the schedule, else for everything, as `forces.queries.OwedDays` has it.
    set_days = OwedFrom.objects.known_at(moment).order_by("-recorded_at", "-pk").values("day")
    codes = (returns_obligation(period.owed_by), EVERYTHING)
    found = (
        owing(period)
        .order_by()
        .values_list(
            Subquery(events.filter(state__in=REACHED).order_by("state").values("state")[:1]),
            Subquery(extended.filter(organisation=OuterRef("pk"))[:1]),
            Subquery(extended.filter(organisation=None)[:1]),
            Coalesce(*(Subquery(set_days.filter(obligation=code)[:1]) for code in codes)),
            Subquery(people.values("granted_at")[:1]),
        )
    )
    total = accepted = late = 0
    for state, own, for_all, owed_since, first_person in found:
        total += 1
        accepted += state == State.ACCEPTED
        due = max(day for day in (period.due, own, for_all) if day)  # as `forces.queries.DueDates` has it
        since = owed_since or (first_person and localdate(first_person))
        late += not state and due < as_at.day and since is not None and since <= period.ends
    return Standings(period, total, accepted, late) if total else None
