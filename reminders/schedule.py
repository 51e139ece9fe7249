"""Which tasks run by themselves, how often, and after how long their silence is a fault."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Scheduled:
    task: str
    what: str
    every: int  # seconds
    silent_after: int  # seconds


SCHEDULE = (
    Scheduled("reminders.plan_day", _("Planning who is reminded today"), 10 * MINUTE, HOUR),
    Scheduled("reminders.sweep", _("Sending what waits"), MINUTE, 10 * MINUTE),
    Scheduled("reminders.keep_calendar", _("Keeping the calendars"), 30 * MINUTE, 3 * HOUR),
    Scheduled("reminders.sweep_uploads", _("Beginning anew what a lost worker left"), 2 * MINUTE, 15 * MINUTE),
    Scheduled("reminders.ask_provider", _("Asking whether mails arrived"), HOUR, 4 * HOUR),
)


def beat_schedule() -> dict[str, dict]:
    """For Celery's beat."""
    return {each.task: {"task": each.task, "schedule": each.every} for each in SCHEDULE}
