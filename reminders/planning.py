"""Plans the day: who is owed a reminder, and into which message it goes. Running it again adds nothing. It reads and
writes in batches: there may be 100,000 deadlines, and more reminders of them."""

import datetime as dt
import logging
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forces.deadlines import feed, kinds
from forces.models import Organisation
from ledger.as_at import AsAt
from reminders import rules
from reminders.models import DeadlineVersion, Message, Reminder
from reminders.people import held, people, resumed
from reminders.sending import enqueue

PLANNING_LOCK = 7_601_944  # any number but the ledger's, the same in every process
BATCH = 5_000
TITLE = DeadlineVersion._meta.get_field("title").max_length
COLUMNS = [field.column for field in Reminder._meta.concrete_fields if not field.primary_key]
COPY = f"COPY {Reminder._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN"
Key = tuple[str, dt.date]  # a deadline's key and its date
logger = logging.getLogger(__name__)


class Planned(NamedTuple):
    reminders: int = 0
    messages: int = 0


def everything_due(as_at: AsAt) -> list:
    """The feed of the whole country. Whom it concerns, the rules say from each kind's permission."""
    return feed(lambda permission: Organisation.objects.all(), as_at=as_at)


def who_gets_what(as_at: AsAt) -> list[rules.DueReminder]:
    """What has come to a stage by that day and was not planned before. Of a past day, as it would have been then.
    Reads only."""
    before = as_at.day if as_at.is_past else None
    found = _at_a_stage(as_at, before=before)
    return list(_new(found, version_ids({each.deadline.key for each in found}), as_at.day, before=before))


def plan_day(*, now: dt.datetime) -> Planned:
    """What another process plans just now is left to it."""
    today = timezone.localdate(now)
    found = _at_a_stage(AsAt(today))
    if not found:
        return Planned()
    with transaction.atomic():
        if not _alone():
            return Planned()
        versions = noted({key_of(each.deadline): each.deadline for each in found})
        new = list(_new(found, versions, today))
        messages = _messages({each.person.id for each in new}, today, now)
        rows = (_row(each, versions, messages) for each in new if each.person.id in messages)
        number = _write(rows)
        transaction.on_commit(partial(enqueue, list(messages.values())))
    logger.info("Planned %d reminders in %d messages", number, len(messages))
    return Planned(number, len(messages))


def _row(each: rules.DueReminder, versions, messages) -> tuple:
    """In the order of the model's fields, after its id."""
    pk, person = versions[key_of(each.deadline)], each.person.id
    return pk, each.stage, each.level.value, person, messages[person], ""


def _at_a_stage(as_at, *, before=None) -> list[rules.DueReminder]:
    persons = people(before or as_at.day + dt.timedelta(days=1))
    if not persons:
        return []
    said = {"kinds": kinds(), "people": persons, "held": held(as_at.day), "resumed": resumed(as_at.moment)}
    return list(rules.reminders(everything_due(as_at), today=as_at.day, **said))


def _new(
    found: list[rules.DueReminder], versions: dict[Key, int], today: dt.date, *, before: dt.date | None = None
) -> Iterator[rules.DueReminder]:
    """What was planned, or of a past day what of it before, is not new. What was left out of a mail reached nobody;
    what was in one of today that failed is tried again in the next day's mail, not every few minutes."""
    rows = Reminder.objects.order_by()
    failed = set() if before else _said(rows.filter(message__day=today, message__state=Message.State.FAILED))
    for batch in _batches(found):
        planned = rows.filter(matter__in={versions.get(key_of(each.deadline)) for each in batch}, dropped="")
        planned = _said(planned.filter(message__day__lt=before) if before else planned) | failed
        for each in batch:
            if (versions.get(key_of(each.deadline)), each.stage, each.person.id) not in planned:
                yield each


def _said(rows) -> set[tuple[int, int, int]]:
    return set(rows.values_list("matter", "stage", "recipient"))


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
            message.reminders.update(message=kept)
            words = _("It waited, and became part of the next mail.")
            Message.objects.filter(pk=message.pk).update(state=Message.State.CANCELLED, ended_at=now, said=words)
    Message.objects.filter(pk__in=[message.pk for message in waiting.values()]).exclude(day=today).update(day=today)
    new = [
        Message(recipient_id=pk, day=today, planned_at=now, next_try_at=now, enqueued_at=now)
        for pk in sorted(recipients - waiting.keys())
    ]
    Message.objects.bulk_create(new, ignore_conflicts=True)
    found = Message.objects.filter(recipient__in=recipients, day=today, state=Message.State.QUEUED)
    return dict(found.order_by().values_list("recipient", "pk"))


def _write(rows: Iterable[tuple]) -> int:
    """Reminders, each as its fields after its id; says how many. PostgreSQL takes so many quickest as one stream: the
    planner is alone there, so none of them is there yet."""
    if connection.vendor != "postgresql":
        new = (Reminder(None, *row) for row in rows)
        return sum(len(Reminder.objects.bulk_create(batch, ignore_conflicts=True)) for batch in _batches(new))
    with connection.cursor() as cursor:
        with cursor.copy(COPY) as copy:
            for row in rows:
                copy.write_row(row)
        return cursor.rowcount


def key_of(deadline) -> Key:
    return deadline.key, deadline.due


def version_ids(keys: Collection[str]) -> dict[Key, int]:
    """Of deadlines, with whatever dates they have had."""
    found = {}
    for batch in _batches(sorted(keys)):
        rows = DeadlineVersion.objects.filter(deadline__in=batch).order_by().values_list("deadline", "due", "pk")
        found |= {(key, due): pk for key, due, pk in rows}
    return found


def noted(deadlines: dict[Key, object]) -> dict[Key, int]:
    """The ids of their versions; those that are new are made."""
    found = version_ids({key for key, _due in deadlines})
    new = [deadline for key, deadline in deadlines.items() if key not in found]
    for batch in _batches(new):
        rows = [
            DeadlineVersion(
                deadline=each.key,
                due=each.due,
                kind=each.kind,
                organisation_id=each.organisation_id,
                title=each.title[:TITLE],
            )
            for each in batch
        ]
        DeadlineVersion.objects.bulk_create(rows, ignore_conflicts=True)
    return found | version_ids({deadline.key for deadline in new})


def _batches(values: Iterable) -> Iterator[list]:
    values = iter(values)
    while batch := list(islice(values, BATCH)):
        yield batch
