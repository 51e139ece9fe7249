"""A database that does not answer, or a lock that somebody else holds: a plain page soon, and nothing typed is lost."""

import html
import logging
import re
import threading
import time
import uuid

import pytest
from django.core.exceptions import DisallowedHost
from django.db import OperationalError, connection

from ledger.actions import LEDGER_LOCK
from rollout.models import Update
from rollout.views import record
from soteria_tracker.logs import NoSecrets, OneLine

URL = "/organisations/avon-and-somerset/commitments/P1-1/record/"
NOTE = 'Guides are "on" every desk.\n\nAnd <more>.'


def said(**changed):
    return {
        "base": "0", "token": str(uuid.uuid4()), "status": "3", "confidence": "1", "note": NOTE,
        "target_date_day": "31", "target_date_month": "3", "target_date_year": "2027",
    } | changed  # fmt: skip


def kept_in(page) -> dict:
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page.text, re.DOTALL)
    return {html.unescape(name): html.unescape(value) for name, value in found}


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
def test_what_was_typed_is_on_the_page_and_can_be_sent_again(as_lead, commitment, monkeypatch):
    def refuse(**_said):
        raise OperationalError("canceling statement due to lock timeout")

    typed = said()
    with monkeypatch.context() as patched:
        patched.setattr(record, "record_update", refuse)
        page = as_lead.post(URL, typed)
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert kept_in(page) == typed
    assert as_lead.post(URL, kept_in(page)).status_code == 302
    assert Update.objects.get().note == NOTE


@pytest.mark.django_db
def test_a_password_is_not_given_back(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("allauth.account.forms.LoginForm.clean", lambda form: (_ for _ in ()).throw(OperationalError()))
    page = client.post("/accounts/login/", {"login": "lead@example.org", "password": "Larches 4"})
    assert page.status_code == 503
    assert kept_in(page) == {"login": "lead@example.org"}


@pytest.mark.django_db
def test_any_other_fault_is_a_500(as_lead, monkeypatch):
    monkeypatch.setattr(record, "record_update", lambda **_said: 1 / 0)
    assert as_lead.post(URL, said()).status_code == 500


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/national/"])
def test_without_a_database_a_session_cookie_changes_nothing(as_lead, monkeypatch, path):
    def refuse(*_said, **_more):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert as_lead.get(path).status_code == 503


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_lock_that_is_held_costs_others_a_plain_page(as_lead, commitment):
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("8s",)
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("30s",)
    held, let_go = threading.Event(), threading.Event()

    def hold():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LEDGER_LOCK])
            held.set()
            let_go.wait(60)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    began = time.monotonic()
    page = as_lead.post(URL, said())
    took = time.monotonic() - began
    let_go.set()
    thread.join()
    assert page.status_code == 503
    assert 7 < took < 10
    assert kept_in(page)["note"] == NOTE


def line_of(error, logger="django.request", message="Internal Server Error: /x/"):
    try:
        raise error
    except type(error):
        record = logging.getLogger(logger).makeRecord(logger, 40, "", 1, message, (), True)
    record.exc_info = (type(error), error, error.__traceback__)
    return OneLine("%(message)s").format(record)


def test_an_error_is_one_line_that_says_where():
    line = line_of(ZeroDivisionError("division\nby zero"))
    assert "\n" not in line
    assert "ZeroDivisionError: division | by zero < tests/test_soteria_tracker_errors.py:" in line


@pytest.mark.parametrize("error", [OperationalError("connection refused"), DisallowedHost("Invalid HTTP_HOST header")])
def test_of_a_silent_database_and_a_wrong_host_no_trace_is_written(error):
    assert "test_soteria_tracker_errors.py" not in line_of(error)


def test_a_wrong_host_is_a_400(client):
    assert client.get("/accounts/login/", headers={"Host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("Not Found: %s", "/deadlines/abc-DEF_1.ics"), "Not Found: /deadlines/[secret].ics"),
        (("Gone: /accounts/password/reset/key/1-abc-def/",), "Gone: /accounts/password/reset/key/[secret]"),
        (("Found: /deadlines/",), "Found: /deadlines/"),
    ],
)
def test_no_logger_writes_an_address_that_is_a_key(args, expected):
    record = logging.getLogger("any").makeRecord("any", 30, "", 1, args[0], args[1:], None)
    assert NoSecrets().filter(record)
    assert record.getMessage() == expected


@pytest.mark.django_db
def test_the_calendar_of_somebody_who_left_is_logged_without_its_address(client, settings, capsys):
    client.get("/deadlines/of-somebody-who-left.ics")
    for handler in logging.getLogger().handlers:
        handler.flush()
    said = capsys.readouterr()
    assert "of-somebody-who-left" not in said.out + said.err
