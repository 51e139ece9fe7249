import datetime as dt

import pytest
import time_machine
from celery import current_app
from django.utils import timezone
from kombu.exceptions import OperationalError

from reminders import planning, sending, tasks
from reminders.heartbeats import beat, silent
from reminders.models import Heartbeat, Message, Reminder
from reminders.schedule import SCHEDULE
from soteria_tracker import health
from tests.plugins.reminders import DAY, MORNING


@pytest.fixture
def handed(monkeypatch):
    """What was given to the workers."""
    found = []
    monkeypatch.setattr(tasks.send_message, "apply_async", lambda args, **_: found.extend(args))
    return found


def test_every_scheduled_task_is_there_and_every_task_is_named(settings):
    ours = {name for name in current_app.tasks if not name.startswith("celery.")}
    sent = {"reminders.send_message", "measures.tasks.read_upload", "measures.tasks.record_upload"}
    assert {each.task for each in SCHEDULE} == ours - sent
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} == {each.task for each in SCHEDULE}
    assert all(each.silent_after > 2 * each.every for each in SCHEDULE)
    assert settings.CELERY_TASK_ACKS_LATE


@pytest.mark.parametrize("task", [each.task for each in SCHEDULE])
def test_each_leaves_a_heartbeat(db, handed, task):
    with time_machine.travel(MORNING, tick=False):
        current_app.tasks[task].run()
    assert list(Heartbeat.objects.values_list("task", "beat_at")) == [(task, MORNING)]


def test_a_task_that_fails_leaves_none(db, monkeypatch):
    monkeypatch.setattr(tasks.sending, "sweep", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.sweep.run()
    assert not Heartbeat.objects.exists()


def test_messages_are_handed_over_after_the_commit_only(due, force, lead, handed, django_capture_on_commit_callbacks):
    due.add(force)
    with django_capture_on_commit_callbacks() as callbacks:
        planning.plan_day(now=MORNING)
    assert (len(callbacks), handed) == (1, [])
    callbacks[0]()
    assert handed == [str(Message.objects.get().pk)]


def test_without_redis_the_plan_stands_and_the_sweep_hands_over_later(
    due, force, lead, monkeypatch, django_capture_on_commit_callbacks, caplog
):
    due.add(force)

    def refuse(*_, **__):
        raise OperationalError("connection refused")

    monkeypatch.setattr(tasks.send_message, "apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        planning.plan_day(now=MORNING)
    assert "the sweep will give them again" in caplog.text
    assert Message.objects.get().state == "queued"
    assert sending.enqueue([]) == 0


# London time is what counts: seven in the morning on both days on which the clocks change, and the days between.
@pytest.mark.parametrize(
    ("moment", "planned"),
    [
        ("2024-04-30T05:59:00+00:00", 0),
        ("2024-04-30T06:00:00+00:00", 1),  # summer: an hour ahead of UTC
        ("2024-04-02T05:59:00+00:00", 0),  # the first working day after the clocks went forward
        ("2024-04-02T06:00:00+00:00", 1),
        ("2024-10-28T06:59:00+00:00", 0),  # the first after they went back
        ("2024-10-28T07:00:00+00:00", 1),
        ("2024-10-27T00:30:00+00:00", 0),
        ("2024-10-27T01:30:00+00:00", 0),  # the hour that comes twice
    ],
)
def test_nobody_is_written_to_at_night(due, force, lead, handed, moment, planned):
    now = dt.datetime.fromisoformat(moment)
    due.add(force, timezone.localdate(now))
    with time_machine.travel(now, tick=False):
        tasks.plan_day.run()
    assert Message.objects.count() == planned


@pytest.mark.parametrize("changes", [dt.date(2024, 3, 31), dt.date(2024, 10, 27)])
def test_a_whole_week_around_a_change_of_clocks_sends_each_stage_once(due, force, lead, handed, changes):
    due.add(force, changes + dt.timedelta(days=2))
    with time_machine.travel(
        dt.datetime.combine(changes - dt.timedelta(days=4), dt.time(), dt.UTC), tick=False
    ) as clock:
        for _two_hours in range(8 * 12):
            tasks.plan_day.run()
            Message.objects.filter(state="queued").update(state="sent", ended_at=timezone.now())
            clock.shift(2 * 60 * 60)
    stages = list(Reminder.objects.order_by("pk").values_list("stage", flat=True))
    assert stages == sorted(set(stages))
    assert {-1, 0, 1} <= set(stages)
    assert Message.objects.count() == len(stages)


def test_the_clock_jumping_over_days_loses_only_what_is_out_of_date(due, force, lead, handed):
    due.add(force, DAY + dt.timedelta(days=14))
    stages = []
    for day in (0, 1, 10, 11):
        with time_machine.travel(MORNING + dt.timedelta(days=day), tick=False):
            tasks.plan_day.run()
        Message.objects.filter(state="queued").update(state="sent", ended_at=MORNING)
        stages.append(list(Reminder.objects.order_by("pk").values_list("stage", flat=True)))
    assert stages == [[-10], [-10], [-10, -5], [-10, -5]]


def test_silence_is_named_and_health_turns_red(client, db, monkeypatch, caplog):
    monkeypatch.setattr(health.app.control, "ping", lambda **_: [{"here": {"ok": "pong"}}])
    now = timezone.now()
    assert len(silent(now)) == len(SCHEDULE)  # none has ever run
    for each in SCHEDULE:
        beat(each.task, now=now)
    assert silent(now) == []
    assert client.get("/healthz").status_code == 200
    beat("reminders.sweep", now=now - dt.timedelta(minutes=11))
    assert [pulse.task for pulse in silent(now)] == ["reminders.sweep"]
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["schedule"]) == (503, "does not answer")
    assert "reminders.sweep" in caplog.text


def test_beat_begins_at_once_with_everything(monkeypatch):
    sent = []

    class Beat:
        class app:
            send_task = sent.append

    tasks.begin_at_once(sender=Beat)
    assert sent == [each.task for each in SCHEDULE]
