"""What planning reads and writes, in batches: there may be 100,000 matters, and more reminders of them."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db import connection

from reminders.models import Matter, Message, Reminder

BATCH = 5_000
TITLE = Matter._meta.get_field("title").max_length
COLUMNS = [field.column for field in Reminder._meta.concrete_fields if not field.primary_key]
COPY = f"COPY {Reminder._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN"
Key = tuple[str, dt.date]  # a deadline's key and its date


def key_of(deadline) -> Key:
    return deadline.key, deadline.due


def ids(keys: Iterable[str]) -> dict[Key, int]:
    """The matters of deadlines, with whatever dates they have had."""
    found = {}
    for batch in batches(sorted(keys)):
        rows = Matter.objects.filter(deadline__in=batch).order_by().values_list("deadline", "due", "pk")
        found |= {(key, due): pk for key, due, pk in rows}
    return found


def noted(deadlines: dict[Key, object]) -> dict[Key, int]:
    """The ids of their matters; those that are new are made."""
    found = ids({key for key, _due in deadlines})
    new = [deadline for key, deadline in deadlines.items() if key not in found]
    for batch in batches(new):
        Matter.objects.bulk_create(map(_matter, batch), ignore_conflicts=True)
    return found | ids({deadline.key for deadline in new})


def _matter(deadline) -> Matter:
    return Matter(
        deadline=deadline.key,
        due=deadline.due,
        kind=deadline.kind,
        organisation_id=deadline.organisation_id,
        title=deadline.title[:TITLE],
    )


def known(matters: Collection[int | None], before: dt.date | None) -> set[tuple[int, int, int]]:
    """Matter, stage and recipient of what was planned, or what of it before a day. What was left out of a mail, or was
    in one that failed, is not known to anybody."""
    rows = Reminder.objects.filter(matter__in=matters, dropped="").order_by()
    if before:
        rows = rows.filter(message__day__lt=before)
    return set(rows.values_list("matter", "stage", "recipient"))


def failed_on(day: dt.date) -> set[tuple[int, int, int]]:
    """The same of mails of a day that failed: they are tried again in the next day's mail, not every few minutes."""
    rows = Reminder.objects.filter(message__day=day, message__state=Message.State.FAILED).order_by()
    return set(rows.values_list("matter", "stage", "recipient"))


def write(rows: Iterable[tuple]) -> int:
    """Reminders, each as its fields after its id; says how many. PostgreSQL takes so many quickest as one stream: the
    planner is alone there, so none of them is there yet."""
    if connection.vendor != "postgresql":
        new = (Reminder(None, *row) for row in rows)
        return sum(len(Reminder.objects.bulk_create(batch, ignore_conflicts=True)) for batch in batches(new))
    with connection.cursor() as cursor:
        with cursor.copy(COPY) as copy:
            for row in rows:
                copy.write_row(row)
        return cursor.rowcount


def batches(values: Iterable) -> Iterator[list]:
    values = iter(values)
    while batch := list(islice(values, BATCH)):
        yield batch
