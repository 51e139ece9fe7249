from django.db import connection
from django.utils import timezone

from ledger.models import AuditEvent

LEDGER_LOCK = 7_601_943  # any number, the same in every process


class Refused(ValueError):
    """The rules do not allow this. `field` says where, `message` why (translated)."""

    def __init__(self, field: str, message: str):
        super().__init__(message)
        self.field, self.message = field, message


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
