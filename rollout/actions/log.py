"""Writes to the Unit's log."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import WRITE_LOG
from forces.access import check_right
from ledger.actions import Refused, append, lock_ledger, says
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
    check_right(by, WRITE_LOG, organisation)
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
        if says(written, said):
            return written
        raise Refused("text", _("You sent this form before, with other answers. Send it again to add a new entry."))
    entry = LogEntry(**said, token=token)
    return append(entry, last=None, by=by, action=f"log.{kind}", organisation=organisation, now=now)
