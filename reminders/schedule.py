"""Which tasks run by themselves: those of the apps below, and of reminders."""

from django.utils.translation import gettext_lazy as _

from ledger.schedule import HOUR, MINUTE, Scheduled
from measures import schedule as measures

SCHEDULE = (
    Scheduled("reminders.plan_day", _("Planning who is reminded today"), 10 * MINUTE, HOUR),
    Scheduled("reminders.sweep", _("Sending what waits"), MINUTE, 10 * MINUTE),
    Scheduled("reminders.keep_calendar", _("Keeping the calendars"), 30 * MINUTE, 3 * HOUR),
    *measures.SCHEDULE,
    Scheduled("reminders.ask_provider", _("Asking whether mails arrived"), HOUR, 4 * HOUR),
)


def beat_schedule() -> dict[str, dict]:
    """For Celery's beat."""
    return {each.task: {"task": each.task, "schedule": each.every} for each in SCHEDULE}
