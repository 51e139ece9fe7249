"""Celery's tasks: thin, named, given ids. Each of the schedule leaves a heartbeat when it ended well."""

from celery import shared_task
from celery.signals import beat_init
from django.conf import settings
from django.dispatch import receiver
from django.utils import timezone

from ledger.schedule import ended, scheduled
from reminders import calendar, notify, planning, sending
from reminders.heartbeats import beat
from reminders.schedule import SCHEDULE


@receiver(ended)
def keep_heartbeat(sender, now, **kwargs):
    beat(sender, now=now)


@scheduled
def plan_day(now):
    if timezone.localtime(now).hour >= settings.REMINDERS_FROM_HOUR:
        planning.plan_day(now=now)


@scheduled
def sweep(now):
    sending.enqueue(sending.sweep(now=now))


@scheduled
def keep_calendar(now):
    calendar.keep(now=now)


@scheduled
def ask_provider(now):
    notify.ask_about_sent(now=now)


@shared_task(name="reminders.send_message")
def send_message(pk: str):
    sending.send(pk)


@beat_init.connect
def begin_at_once(sender=None, **kwargs):
    """Beat waits a whole interval before its first task: what was missed while nothing ran need not wait."""
    for each in SCHEDULE:
        sender.app.send_task(each.task)
