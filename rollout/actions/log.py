"""Writes to the Unit's log."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger.actions import Refused, audit, lock_ledger
from rollout.models import LogEntry


@transaction.atomic
def write_log(
    *,
    by,
    organisation,
    kind: str,
    text: str,
    happened_on: dt.date,
    follow_up_on: dt.date | None = None,
    follows: LogEntry | None = None,
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> LogEntry:
    """An entry in the Unit's log. An entry that follows another settles that one's follow-up."""
    lock_ledger()
    said = {
        "organisation": organisation,
        "kind": kind,
        "text": text,
        "happened_on": happened_on,
        "follow_up_on": follow_up_on,
        "follows": follows,
    }
    if token and (written := LogEntry.objects.filter(token=token).first()):
        if all(getattr(written, name) == value for name, value in said.items()):
            return written
        raise Refused("text", _("You sent this form before, with other answers. Send it again to add a new entry."))
    entry = LogEntry.objects.create(
        **said,
        recorded_at=now or timezone.now(),
        recorded_by=by,
        token=token or uuid.uuid4(),
    )
    slug = organisation.slug if organisation else ""
    audit(by=by, action=f"log.{kind}", subject=entry, organisation=slug, now=entry.recorded_at)
    return entry
