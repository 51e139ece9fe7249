"""Real workers, a real Redis and a mail server, on a PostgreSQL that they share with the test. bin/test --full only."""

import datetime as dt
import os
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from celery import Celery as App
from django.db import connection
from django.utils import timezone

from accounts.models import User
from forces.actions import plan_periods
from forces.models import Membership, Organisation
from forces.periods import Span
from launch.start import free_port
from reminders import planning, rules
from reminders.models import Message
from tests.faults.servers import Celery, Redis, Sink
from tests.plugins.people import GRANTED
from tests.settings import VAR_DIR


@pytest.fixture
def redis():
    with tempfile.TemporaryDirectory(prefix="soteria-faults-") as folder:
        server = Redis(free_port(), Path(folder))
        server.start()
        yield server
        server.kill()


@pytest.fixture
def sink():
    server = Sink(free_port()).start()
    yield server
    server.stop()


@pytest.fixture
def celery(transactional_db, redis, sink):
    """Processes on the test's own database."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis.url,
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        "VAR_DIR": str(VAR_DIR),
        "LOG_LEVEL": "ERROR",
    }
    processes = Celery(env)
    yield processes
    processes.stop()


def database_url() -> str:
    at = connection.settings_dict
    assert connection.vendor == "postgresql", "bin/test --full runs these, on a PostgreSQL of its own"
    host = quote(at["HOST"], safe="")
    port = f":{at['PORT']}" if at["PORT"] else ""
    word = f":{quote(at['PASSWORD'], safe='')}" if at["PASSWORD"] else ""
    return f"postgres://{at['USER']}{word}@{host}{port}/{at['NAME']}"


@pytest.fixture
def ask(redis):
    """ask("reminders.sweep"): as beat would, of whichever worker lives."""
    app = App("faults", broker=redis.url)
    yield lambda task, *words: app.send_task(task, args=list(words), retry=False)
    app.close()


@pytest.fixture
def queued(transactional_db, unit_manager, monkeypatch):
    """queued(number): that many people who are owed a mail about their organisation's return, planned, and handed to
    no worker yet."""
    monkeypatch.setattr(rules, "is_working_day", lambda day: True)
    monkeypatch.setattr(planning, "enqueue", lambda ids: None)

    def make(number: int, *, plan=True) -> set[str]:
        today = timezone.localdate()
        ends = today - dt.timedelta(days=30)
        plan_periods(spans=[Span(ends.replace(day=1), ends, today)], by=unit_manager, now=GRANTED)
        places = list(Organisation.objects.all())
        people = User.objects.bulk_create(User(email=f"lead.{n}@example.org", name=f"Lead {n}") for n in range(number))
        Membership.objects.bulk_create(
            Membership(user=person, role="lead", organisation=places[n % len(places)], granted_at=GRANTED)
            for n, person in enumerate(people)
        )
        if plan:
            planning.plan_day(now=timezone.now())
            Message.objects.update(enqueued_at=None)
        return {str(pk) for pk in Message.objects.values_list("pk", flat=True)}

    return make


def unsent() -> int:
    return Message.objects.exclude(state=Message.State.SENT).count()


def wait_for(done, *, seconds: float, meanwhile=lambda: None, every: float = 1.0) -> None:
    """Until done() is true; `meanwhile` once a second, as beat would."""
    until, next_time = time.monotonic() + seconds, 0.0
    while not done():
        assert time.monotonic() < until, "it took too long"
        if time.monotonic() >= next_time:
            meanwhile()
            next_time = time.monotonic() + every
        time.sleep(0.1)
