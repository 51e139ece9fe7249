"""Plans the day: who is owed a reminder, and into which message it goes. Running it again adds nothing."""

import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forces.deadlines import feed, kinds
from forces.models import Organisation
from ledger.as_at import AsAt
from reminders import rules
from reminders.models import Message
from reminders.people import held, people, resumed
from reminders.queue import hand_over
from reminders.rows import Key, batches, failed_on, ids, key_of, known, noted, write

PLANNING_LOCK = 7_601_944  # any number but the ledger's, the same in every process
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Planned:
    reminders: int = 0
    messages: int = 0


def everything_due(as_at: AsAt) -> list:
    """The feed of the whole country. Whom it concerns, the rules say from each kind's permission."""
    return feed(lambda permission: Organisation.objects.all(), as_at=as_at)


def who_gets_what(as_at: AsAt) -> list[rules.Reminder]:
    """What has come to a stage by that day and was not planned before. Of a past day, as it would have been then.
    Reads only."""
    before = as_at.day if as_at.is_past else None
    found = _reached(as_at, before=before)
    return list(_new(found, ids({each.deadline.key for each in found}), as_at.day, before=before))


def plan_day(*, now: dt.datetime) -> Planned:
    """What another process plans just now is left to it."""
    today = timezone.localdate(now)
    found = _reached(AsAt(today))
    if not found:
        return Planned()
    with transaction.atomic():
        if not _alone():
            return Planned()
        matters = noted({key_of(each.deadline): each.deadline for each in found})
        new = list(_new(found, matters, today))
        messages = _messages({each.person.id for each in new}, today, now)
        rows = (_row(each, matters, messages[each.person.id]) for each in new if each.person.id in messages)
        number = write(rows)
        transaction.on_commit(partial(hand_over, list(messages.values())))
    logger.info("Planned %d reminders in %d messages", number, len(messages))
    return Planned(number, len(messages))


def _reached(as_at, *, before=None) -> list[rules.Reminder]:
    persons = people(before or as_at.day + dt.timedelta(days=1))
    if not persons:
        return []
    said = {"kinds": kinds(), "people": persons, "held": held(as_at.day), "resumed": resumed(as_at.moment)}
    return list(rules.reminders(everything_due(as_at), today=as_at.day, **said))


def _new(
    found: list[rules.Reminder], matters: dict[Key, int], today: dt.date, *, before: dt.date | None = None
) -> Iterator[rules.Reminder]:
    failed = set() if before else failed_on(today)
    for batch in batches(found):
        planned = known({matters.get(key_of(each.deadline)) for each in batch}, before) | failed
        for each in batch:
            if (matters.get(key_of(each.deadline)), each.stage, each.person.id) not in planned:
                yield each


def _alone() -> bool:
    """No second planner at the same time: two beats, or somebody at the command line. SQLite has one writer anyway."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [PLANNING_LOCK])
        return cursor.fetchone()[0]


def _messages(recipients: set[int], today: dt.date, now: dt.datetime) -> dict[int, object]:
    """Each person's message of today that nobody has taken yet, by their id. One that still waits from an earlier day
    becomes today's, so that nobody gets two at once when the mail server is back."""
    waiting: dict[int, Message] = {}
    queued = Message.objects.select_for_update().filter(recipient__in=recipients, state=Message.State.QUEUED)
    for message in queued.order_by("-day"):
        kept = waiting.setdefault(message.recipient_id, message)
        if kept is not message:
            _merge(message, kept, now)
    Message.objects.filter(pk__in=[message.pk for message in waiting.values()]).exclude(day=today).update(day=today)
    new = [
        Message(recipient_id=pk, day=today, planned_at=now, next_try_at=now, enqueued_at=now)
        for pk in sorted(recipients - waiting.keys())
    ]
    Message.objects.bulk_create(new, ignore_conflicts=True)
    found = Message.objects.filter(recipient__in=recipients, day=today, state=Message.State.QUEUED)
    return dict(found.order_by().values_list("recipient", "pk"))


def _merge(message, kept, now):
    message.reminders.update(message=kept)
    words = _("It waited, and became part of the next mail.")
    Message.objects.filter(pk=message.pk).update(state=Message.State.CANCELLED, ended_at=now, said=words)


def _row(each: rules.Reminder, matters, message) -> tuple:
    """In the order of the model's fields, after its id."""
    return matters[key_of(each.deadline)], each.stage, each.level.value, each.person.id, message, ""
