"""When each task of the schedule last ended well, and which have been silent for too long."""

import datetime as dt
from dataclasses import dataclass

from reminders.models import Heartbeat
from reminders.schedule import SCHEDULE


@dataclass(frozen=True)
class Pulse:
    task: str
    what: str
    beat_at: dt.datetime | None
    silent_after: dt.timedelta
    now: dt.datetime

    @property
    def is_silent(self) -> bool:
        return self.beat_at is None or self.now - self.beat_at > self.silent_after


def beat(task: str, *, now: dt.datetime) -> None:
    Heartbeat.objects.update_or_create(task=task, defaults={"beat_at": now})


def pulses(now: dt.datetime) -> list[Pulse]:
    """Of every task of the schedule. One query."""
    last = dict(Heartbeat.objects.values_list("task", "beat_at"))
    return [
        Pulse(each.task, each.what, last.get(each.task), dt.timedelta(seconds=each.silent_after), now)
        for each in SCHEDULE
    ]


def silent(now: dt.datetime) -> list[Pulse]:
    return [pulse for pulse in pulses(now) if pulse.is_silent]
