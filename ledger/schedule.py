"""What runs by itself. Each app says in its schedule.py which of its tasks do, how often, and after how long their
silence is a fault; `ended` tells whoever keeps the heartbeats that one ended well."""

import functools
from dataclasses import dataclass

from celery import shared_task
from django.dispatch import Signal
from django.utils import timezone

MINUTE, HOUR = 60, 3600
ended = Signal()


@dataclass(frozen=True)
class Scheduled:
    task: str
    what: str
    every: int  # seconds
    silent_after: int  # seconds


def scheduled(task):
    """A task of the schedule, named for its app, called with the moment it began."""
    name = f"{task.__module__.partition('.')[0]}.{task.__name__}"

    @functools.wraps(task)
    def run():
        task(timezone.now())
        ended.send(sender=name, now=timezone.now())

    return shared_task(name=name)(run)
