"""How every action writes: under the ledger's lock, on top of the row that its writer knew, with an audit event in the
same transaction."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.db import connection
from django.db.models import Manager, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ledger.models import AuditEvent, LedgerRow, PublicRow, RecordedRow

Row = TypeVar("Row", bound=RecordedRow | PublicRow)
T = TypeVar("T")
LEDGER_LOCK = 7_601_943  # any number, the same in every process


class RuleBroken(ValueError):
    """The rules do not allow this. `field` says where, `message` why (translated)."""

    def __init__(self, field: str, message: str | Promise):
        super().__init__(message)
        self.field, self.message = field, message


class EditConflict(RuleBroken):
    """Somebody recorded something after the page was opened on which this was decided. `latest` is theirs: a row, or
    of many that were sent at once the rows that came first."""

    def __init__(self, latest, message: str | Promise = ""):
        said = _("%(who)s changed this first. Check what stands now, then send yours again if it is still right.")
        super().__init__("", message or said % {"who": who_wrote(latest)})
        self.latest = latest


def who_wrote(row) -> str:
    return str(getattr(row, "recorded_by", None) or _("Somebody"))


def audit(*, by, action, subject, organisation="", before=None, after=None, now=None) -> AuditEvent:
    """The audit row of an action. Call it inside the action's transaction. `by` is None for the system.
    A model as `subject` stands for many of its rows."""
    return AuditEvent.objects.create(
        at=now or timezone.now(),
        actor_id=str(by.pk) if by else "",
        actor=by.email if by else "system",
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id="" if isinstance(subject, type) else str(subject.pk),
        organisation=organisation,
        before=before,
        after=after,
    )


def lock_ledger() -> None:
    """One ledger transaction at a time, so ids become visible in order and a page cached under the
    last id is never missing an earlier row. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])


def last_row(rows: QuerySet[Row] | Manager[Row]) -> Row | None:
    """What stands of a thing, of which these are the rows, with who recorded it. What comes next is decided on it, so
    the ledger is locked first."""
    lock_ledger()
    return rows.select_related("recorded_by").order_by(f"-{rows.model.numbered_by}").first()


def number_of(row: LedgerRow | None) -> int:
    """0 before anything was recorded: what a form says that its writer knew."""
    return getattr(row, row.numbered_by) if row else 0


def check_base(last: LedgerRow | None, base: int | None, message: str | Promise = "") -> None:
    """`base` is the number of the row that the writer knew, 0 for none, None for whoever does not say. `message` takes
    %(who)s and %(what)s. Raises EditConflict, and RuleBroken for a number that nothing has."""
    if base is None or base == number_of(last):
        return
    if last is None:
        raise RuleBroken("", _("This form did not arrive whole. Check what you typed and send it again."))
    raise EditConflict(last, message and message % {"who": who_wrote(last), "what": last})


def says(row: LedgerRow, values: Mapping) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def sent_twice(last: RecordedRow | None, values: Mapping, *, by, base: int) -> bool:
    """The same form again, by the same person, has done its work: its row has the number after the one they knew."""
    return last is not None and number_of(last) == base + 1 and last.recorded_by_id == by.pk and says(last, values)


def append(
    row: Row,
    *,
    last: LedgerRow | None,
    by,
    action: str | None,
    subject=None,
    organisation=None,
    before: Mapping | None = None,
    after: Mapping | Callable[[Row], Mapping] | None = None,
    not_before: Iterable[dt.datetime | None] = (),
    now: dt.datetime | None = None,
) -> Row:
    """Writes the row after the last one of its thing, and its audit event; without `action` the caller audits all its
    rows together. The ledger's clock never goes back, so its order in time is its order in numbers, whatever the clock
    of this machine says. Inside an action's transaction, under the ledger's lock. The event is about the row, or about
    the `subject` that it belongs to; `after` may ask the row what it became."""
    if row.numbered_by != "pk":
        setattr(row, row.numbered_by, number_of(last) + 1)
    if getattr(row, "token", row) is None:
        setattr(row, "token", uuid.uuid4())  # noqa: B010 (not every row has one)
    times = [now or timezone.now(), last.recorded_at if last else None, *not_before]
    row.recorded_at = max(time for time in times if time)
    row.recorded_by = by
    row.save(force_insert=True)
    if action:
        audit(
            by=by,
            action=action,
            subject=subject or row,
            organisation=organisation.slug if organisation else "",
            before=before,
            after=after(row) if callable(after) else after,
            now=row.recorded_at,
        )
    return row


def act_on(form, act: Callable[[], T], **renewed) -> T | None:
    """What the action made. None when it refused: then the form says why, beside the field if it has that field, and
    `form.came_first` is what somebody else recorded first. With `renewed`, the values of what the page showed, a form
    whose writer did not know what stands is sent again on top of it."""
    try:
        return act()
    except RuleBroken as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        if renewed and not refused.field:
            form.renew(**renewed)
        form.came_first = getattr(refused, "latest", None)
        return None
