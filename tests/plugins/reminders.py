"""Reminders: a feed that a test fills, and the day planned and sent."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from forces import deadlines
from forces.deadlines import Deadline
from reminders import planning, sending
from reminders.models import Message

DAY = dt.date(2024, 4, 30)
OUR_MAIL = "11111111-1111-4111-8111-111111111111"
MORNING = dt.datetime(2024, 4, 30, 8, tzinfo=dt.UTC)


class Feed:
    """What is due of one kind, as a list that a test changes: feed.add(organisation, due), feed.settle(deadline)."""

    def __init__(self, kind: str):
        self.kind, self.rows = kind, []

    def add(self, organisation, due=DAY, *, key="", **more) -> Deadline:
        key = key or f"{self.kind}-{len(self.rows) + 1}"
        title = more.pop("title", f"Matter {key}")
        row = Deadline(key, self.kind, organisation, due, title, f"/matters/{key}/", **more)
        self.rows = [*(each for each in self.rows if each.key != key), row]
        return row

    def settle(self, row: Deadline) -> None:
        self.rows.remove(row)

    def source(self, organisations, *, as_at):
        places, country = set(organisations.values_list("pk", flat=True)), organisations.query.where
        for row in self.rows:
            if row.organisation_id in places or (row.organisation is None and not country and places):
                yield row


@pytest.fixture
def sources(monkeypatch):
    """The registered kinds with nothing in them, to which a test adds."""
    monkeypatch.setattr(deadlines, "_kinds", dict(deadlines._kinds))
    feeds = {}
    for code, kind in deadlines.kinds().items():
        feeds[code] = Feed(code)
        deadlines._kinds[code] = replace(kind, source=feeds[code].source)
    return feeds


@pytest.fixture
def due(sources):
    """The returns that are due."""
    return sources["return"]


@pytest.fixture
def outbox(settings):
    """Messages stay where the outbox page shows them."""
    settings.REMINDERS_SENDER = "outbox"


@pytest.fixture
def plan(monkeypatch):
    """plan(now=...): the day is planned, and the messages wait to be sent."""
    monkeypatch.setattr(planning, "enqueue", lambda ids: len(list(ids)))
    return lambda now=MORNING: planning.plan_day(now=now)


@pytest.fixture
def deliver(plan, outbox):
    """deliver(now=...): planned and sent; the messages of the day, by address."""

    def run(now=MORNING):
        plan(now)
        for message in Message.objects.filter(state="queued", next_try_at__lte=now):
            sending.send(message.pk, now=now)
        return {message.recipient.email: message for message in Message.objects.filter(day=now.date())}

    return run


@pytest.fixture
def morning():
    """It is eight o'clock on that day."""
    with time_machine.travel(MORNING, tick=False):
        yield DAY


@pytest.fixture
def mailed(due, deliver, force, lead):
    """The mail to the lead about one return."""
    due.add(force, title="Return for January to March 2024")
    return deliver()["lead@example.org"]
