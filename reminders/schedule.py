"""Which tasks run by themselves, how often, and after how long their silence is a fault."""

from dataclasses import dataclass

MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Scheduled:
    task: str
    every: int  # seconds
    silent_after: int  # seconds


SCHEDULE = (
    Scheduled("reminders.plan_day", 10 * MINUTE, HOUR),
    Scheduled("reminders.sweep", MINUTE, 10 * MINUTE),
    Scheduled("reminders.keep_calendar", 30 * MINUTE, 3 * HOUR),
    Scheduled("reminders.ask_provider", HOUR, 4 * HOUR),
)


def beat_schedule() -> dict[str, dict]:
    """For Celery's beat."""
    return {each.task: {"task": each.task, "schedule": each.every} for each in SCHEDULE}
