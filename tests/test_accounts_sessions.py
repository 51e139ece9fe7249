"""A session ends when it is not used, and at the latest some hours after it began; its pages know when."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.layout import laid_out

pytestmark = pytest.mark.django_db
NINE = dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC)
PAGE = "/privacy/"
ENDS = re.compile(r'data-idle="(\d+)" data-whole="(\d+)"')


@pytest.fixture
def at(time_machine):
    """at(minutes): the clock stands so many minutes after nine."""
    return lambda minutes: time_machine.move_to(NINE + dt.timedelta(minutes=minutes), tick=False)


@pytest.fixture
def signed_in(client, lead, at):
    at(0)
    client.force_login(lead)
    return client


def is_signed_in(client):
    return client.get("/organisations/").status_code == 200


def test_it_ends_after_an_hour_without_use(signed_in, at):
    at(61)
    assert not is_signed_in(signed_in)
    assert not Session.objects.exists()


def test_use_extends_it_but_not_past_twelve_hours(signed_in, at):
    for minutes in range(50, 12 * 60, 50):
        at(minutes)
        assert is_signed_in(signed_in)
    at(12 * 60)
    assert not is_signed_in(signed_in)


@pytest.mark.parametrize(("idle", "minutes"), [(10, 11), (600, 61)])
def test_both_limits_are_settings(signed_in, at, settings, idle, minutes):
    settings.SESSION_IDLE_MINUTES, settings.SESSION_COOKIE_AGE = idle, 60 * 60
    at(minutes)
    assert not is_signed_in(signed_in)


def test_the_page_knows_when_it_ends(signed_in, at):
    at(30)
    assert ENDS.search(laid_out(signed_in.get(PAGE).text)).groups() == ("3600", str(11 * 3600 + 1800))
    assert not ENDS.search(type(signed_in)().get(PAGE).text)


def test_it_is_written_once_a_minute_at_most(signed_in, at):
    def writes(minutes):
        at(minutes)
        with CaptureQueriesContext(connection) as asked:
            signed_in.get(PAGE)
        return sum(each["sql"].startswith("UPDATE") for each in asked)

    assert [writes(minutes) for minutes in (0, 0.5, 1, 1.5, 2)] == [0, 0, 1, 0, 1]


def test_somebody_can_stay(signed_in, at):
    at(58)
    assert signed_in.post("/stay/").json() == {"idle": 3600, "whole": 12 * 3600 - 58 * 60}
    at(117)
    assert is_signed_in(signed_in)


def test_nobody_can_stay_whose_session_has_ended(signed_in, at):
    at(61)
    assert signed_in.post("/stay/").json() == {"idle": 0, "whole": 0}
    assert not is_signed_in(signed_in)


def test_a_session_from_before_there_were_limits_begins_now(signed_in, at):
    session = signed_in.session
    del session["began"], session["used"]
    session.save()
    at(120)
    assert is_signed_in(signed_in)
    at(181)
    assert not is_signed_in(signed_in)
