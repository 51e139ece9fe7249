"""Reads for the pages of reminders."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from forces.deadlines import Deadline, kinds
from forces.models import EVERYTHING, Membership, Organisation
from ledger.as_at import AsAt
from reminders import rules
from reminders.models import Message, Reminder, TakenUp
from reminders.people import people, resumed
from reminders.planning import key_of, version_ids

State = Message.State


def messages(moment: dt.datetime | None = None) -> QuerySet[Message]:
    """Those planned by the moment, with their state `then` and how many reminders they hold, without their texts."""
    found = Message.objects.all()
    then: F | Case = F("state")
    if moment:
        found = found.filter(planned_at__lt=moment)
        then = Case(When(ended_at__lt=moment, then=F("state")), default=Value(State.QUEUED))
    return found.annotate(then=then, number=Count("reminders")).select_related("recipient").defer("text", "html")


def about(found: list[Message]) -> dict[object, list[Organisation]]:
    """The organisations of each message by its id. Two queries."""
    theirs = Reminder.objects.filter(message__in=found, matter__organisation__isnull=False).order_by()
    pairs = theirs.values_list("message", "matter__organisation").distinct()
    names, by_message = Organisation.objects.in_bulk(), defaultdict(list)
    for message, organisation in pairs:
        by_message[message].append(names[organisation])
    return {pk: sorted(rows, key=str) for pk, rows in by_message.items()}


def counts(today: dt.date) -> dict[str, int]:
    """Failures count for a fortnight: the Unit has seen to older ones, or has not."""
    waiting = Q(state__in=[State.QUEUED, State.SENDING])
    lately = Q(state=State.FAILED, day__gt=today - dt.timedelta(days=14))
    return Message.objects.aggregate(
        sent_today=Count("pk", Q(state=State.SENT, day=today)),
        today=Count("pk", Q(day=today)),
        waiting=Count("pk", waiting),
        retried=Count("pk", waiting & Q(attempts__gt=0)),
        failed=Count("pk", lately),
    )


def with_nobody(due: Iterable, today: dt.date) -> list[tuple[Organisation, set[str]]]:
    """Those that owe something, each with the roles that have to act on it and that nobody there has."""
    found = rules.without_recipient(due, kinds=kinds(), people=people(today))
    return [(each, found[each.pk]) for each in Organisation.objects.filter(pk__in=found)]


def nobody_added(moment: dt.datetime | None) -> QuerySet[Organisation]:
    """Those of which nobody was ever added."""
    added = Membership.objects.known_at(moment).filter(organisation=OuterRef("pk"))
    return Organisation.objects.filter(~Exists(added))


@dataclass(frozen=True)
class Unanswered:
    """A matter that is still open, and has left the mails twelve weeks after it was due or was taken up last. `mails`:
    how many left that named it, `mailed` the day of the last; `taken_up`: the last thing that the Unit wrote."""

    deadline: Deadline
    closed: bool
    mails: int
    mailed: dt.date | None
    taken_up: TakenUp | None


def unanswered(due: Iterable[Deadline], as_at: AsAt) -> list[Unanswered]:
    """The longest overdue first. Four queries, however many there are."""
    again, moment = resumed(as_at.moment), as_at.moment
    left = [each for each in due if not rules.is_chased(each, again, as_at.day)]
    matters = version_ids({each.key for each in left}) if left else {}
    sent = Reminder.objects.filter(matter__in=matters.values(), dropped="", message__state=State.SENT)
    rows = TakenUp.objects.known_at(moment).filter(matter__in=matters.values())
    rows = rows.select_related("recorded_by").order_by("pk")
    sent = sent.filter(message__ended_at__lt=moment) if moment else sent
    counted = sent.order_by().values_list("matter").annotate(Count("message", distinct=True), Max("message__day"))
    mails = {matter: (number, day) for matter, number, day in counted}
    last = {row.matter_id: row for row in rows}
    found = []
    for each in left:
        matter = matters.get(key_of(each))
        closed = again.get(key_of(each), each.due) is None
        found.append(Unanswered(each, closed, *mails.get(matter, (0, None)), last.get(matter)))
    return found


def obligations(as_at: AsAt) -> dict[str, str]:
    """By code, what the Unit can set a day for from which it is owed, in words."""
    found = {EVERYTHING: _("Everything that has no day of its own")}
    for kind in kinds().values():
        found |= dict(kind.obligations(as_at) if kind.obligations else ())
    return found
