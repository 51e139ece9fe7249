"""Reads for the pages of reminders."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from forces.as_at import AsAt
from forces.deadlines import kinds
from forces.models import Organisation
from reminders import rules
from reminders.models import Message, Reminder
from reminders.people import people
from reminders.planning import everything_due

State = Message.State


def messages(moment: dt.datetime | None = None) -> QuerySet[Message]:
    """Those planned by the moment, with their state `then` and how many reminders they hold, without their texts."""
    found = Message.objects.all()
    then = F("state")
    if moment:
        found = found.filter(planned_at__lt=moment)
        then = Case(When(ended_at__lt=moment, then=F("state")), default=Value(State.QUEUED))
    return found.annotate(then=then, number=Count("reminders")).select_related("recipient").defer("text", "html")


def about(found: list[Message]) -> dict[object, list[Organisation]]:
    """The organisations of each message by its id. Two queries."""
    pairs = Reminder.objects.filter(message__in=found, matter__organisation__isnull=False).order_by()
    pairs = pairs.values_list("message", "matter__organisation").distinct()
    names, by_message = Organisation.objects.in_bulk(), defaultdict(list)
    for message, organisation in pairs:
        by_message[message].append(names[organisation])
    return {pk: sorted(rows, key=str) for pk, rows in by_message.items()}


@dataclass(frozen=True)
class Counts:
    sent_today: int
    today: int
    waiting: int
    retried: int
    failed: int


def counts(today: dt.date) -> Counts:
    """Failures count for a fortnight: the Unit has seen to older ones, or has not."""
    waiting = Q(state__in=[State.QUEUED, State.SENDING])
    lately = Q(state=State.FAILED, day__gt=today - dt.timedelta(days=14))
    return Counts(
        **Message.objects.aggregate(
            sent_today=Count("pk", Q(state=State.SENT, day=today)),
            today=Count("pk", Q(day=today)),
            waiting=Count("pk", waiting),
            retried=Count("pk", waiting & Q(attempts__gt=0)),
            failed=Count("pk", lately),
        )
    )


def with_nobody(today: dt.date) -> list[Organisation]:
    """Those that owe something and have nobody who is reminded first."""
    found = rules.without_recipient(everything_due(AsAt(today)), kinds=kinds(), people=people(today))
    return list(Organisation.objects.filter(pk__in=found))
