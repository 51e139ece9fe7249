"""The demonstration's first mails: a worker has something to send whatever the day and hour at which it starts."""

import datetime as dt

from django.utils import timezone

from forces.periods import add_working_days
from ledger.as_at import LONDON
from reminders.models import Message
from reminders.planning import Planned, plan_day

MORNING = dt.time(8)


def plan_first_mails(*, until: dt.date, now: dt.datetime) -> Planned:
    """Those of the last working day before the ledger's last; nothing where there are mails already."""
    if Message.objects.exists():
        return Planned()
    day = add_working_days(min(until, timezone.localdate(now)), -1)
    return plan_day(now=dt.datetime.combine(day, MORNING, LONDON))
