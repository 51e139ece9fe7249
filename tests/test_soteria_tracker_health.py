import pytest
from django.db import OperationalError, connection

from soteria_tracker import health


@pytest.fixture(autouse=True)
def schedule_runs(monkeypatch):
    """test_reminders_tasks.py shows what happens when it does not."""
    monkeypatch.setattr(health, "silent", lambda now: [])


@pytest.fixture
def worker_answers(monkeypatch):
    monkeypatch.setattr(health.app.control, "ping", lambda **_: [{"celery@here": {"ok": "pong"}}])


@pytest.mark.django_db
def test_all_parts_answer_without_signing_in(client, worker_answers):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"web": "ok", "database": "ok", "redis": "ok", "schedule": "ok", "worker": "ok"}
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_silent_worker_is_named(client, monkeypatch):
    monkeypatch.setattr(health, "SECONDS", 0.2)
    answer = client.get("/healthz")  # the embedded Redis is there, and nobody works on it
    assert answer.status_code == 503
    expected = {"web": "ok", "database": "ok", "redis": "ok", "schedule": "ok", "worker": "does not answer"}
    assert answer.json() == expected


@pytest.mark.django_db
def test_a_silent_redis_is_named_and_the_worker_not_blamed(client, settings, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {
        "web": "ok",
        "database": "ok",
        "redis": "does not answer",
        "schedule": "ok",
        "worker": "not known without redis",
    }
    assert "Health: redis does not answer" in caplog.text


def test_a_silent_database_is_named(client, worker_answers, monkeypatch):
    def refuse(*_, **__):
        raise OperationalError("connection refused to database.internal")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "does not answer"
    assert b"database.internal" not in answer.content


@pytest.mark.django_db
def test_it_only_reads(client, worker_answers):
    assert client.post("/healthz").status_code == 405
    assert client.head("/healthz").status_code == 200
