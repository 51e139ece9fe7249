import datetime as dt
import re

import pytest
import time_machine
from icalendar import Calendar

from forces.models import Organisation
from ledger.as_at import LONDON
from ledger.models import AuditEvent
from reminders import actions, calendar
from reminders.models import CalendarFeed
from tests.plugins.people import person
from tests.plugins.reminders import DAY, MORNING

DAYS = dt.timedelta(days=1)


@pytest.fixture
def read(client):
    """read(person): their feed, as a calendar program gets it, at a moment."""

    def of(user, now=MORNING):
        feed = CalendarFeed.objects.filter(user=user).first() or actions.make_calendar(by=user, now=MORNING)
        client.logout()
        with time_machine.travel(now, tick=False):
            answer = client.get(f"/deadlines/{feed.secret}.ics")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        return answer.content

    return of


def events(content):
    return {str(event["uid"]): event for event in Calendar.from_ical(content).walk("vevent")}


def test_it_is_a_calendar_as_rfc_5545_wants_it(due, read, force, lead):
    due.add(force, title="A title that is long enough to be folded; with, signs \\ and é, à " * 3)
    content = read(lead)
    lines = content.decode().split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "\n" not in content.decode().replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert any(line.startswith(" ") for line in lines)
    found = Calendar.from_ical(content)
    for part in found.walk():  # the calendar, its zone with both times, the event
        assert part.errors == []
        assert set(part.required) <= set(part)
        assert not [name for name in part.singletons if isinstance(part.get(name), list)]
    assert {"METHOD", "CALSCALE"} <= set(found)
    (event,) = events(content).values()
    for name in ("dtstart", "summary", "sequence", "status", "last-modified", "url"):
        assert name in event
    assert event["summary"].startswith("Avon and Somerset: A title that is long enough to be folded; with, signs \\")
    assert (event["dtstart"].dt, event["dtend"].dt) == (DAY, DAY + DAYS)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["dtstamp"].dt == dt.datetime(2024, 4, 30, tzinfo=LONDON)  # until the task has seen it


def test_the_zone_is_london_with_both_changes_of_clocks(due, read, lead):
    (zone,) = Calendar.from_ical(read(lead)).walk("vtimezone")
    assert zone["tzid"] == "Europe/London"
    here = zone.to_tz(lookup_tzid=False)
    for day in ((2024, 3, 30, 12), (2024, 4, 1, 12), (2024, 10, 28, 12)):
        assert dt.datetime(*day, tzinfo=here).utcoffset() == dt.datetime(*day, tzinfo=LONDON).utcoffset()


def test_the_uid_stays_and_the_sequence_grows_when_it_moves(due, read, force, lead):
    row = due.add(force)
    calendar.keep(now=MORNING)
    (before,) = events(read(lead)).values()
    due.add(force, DAY + 7 * DAYS, key=row.key)
    (at_once,) = events(read(lead)).values()  # before the task has seen it
    calendar.keep(now=MORNING + DAYS)
    (after,) = events(read(lead)).values()
    assert before["uid"] == at_once["uid"] == after["uid"] == f"{row.key}@testserver"
    assert [event["sequence"] for event in (before, at_once, after)] == [0, 1, 1]
    assert after["dtstart"].dt == DAY + 7 * DAYS
    assert after["last-modified"].dt == MORNING + DAYS


def test_two_services_do_not_share_their_uids(due, read, force, lead, settings):
    due.add(force, key="return-1")
    found = set()
    for settings.SITE_URL in (
        "https://tracker.example",
        "https://test.tracker.example",
        "https://tracker.example:8443",
    ):
        found |= events(read(lead)).keys()
    assert found == {f"return-1@{host}" for host in ("tracker.example", "test.tracker.example", "tracker.example:8443")}


def test_what_is_settled_is_gone_at_once_and_comes_back_no_older(due, read, force, lead):
    row = due.add(force)
    calendar.keep(now=MORNING)
    due.add(force, DAY + 7 * DAYS, key=row.key)
    calendar.keep(now=MORNING)
    due.rows.clear()
    assert events(read(lead)) == {}  # before the task has seen it
    calendar.keep(now=MORNING + DAYS)
    assert b"CANCELLED" not in read(lead)
    due.add(force, DAY + 7 * DAYS, key=row.key)
    assert [event["sequence"] for event in events(read(lead)).values()] == [1]
    due.add(force, DAY + 14 * DAYS, key=row.key)
    assert [event["sequence"] for event in events(read(lead)).values()] == [2]


@pytest.mark.parametrize("kept", [True, False])  # the feed as the task knows it, and before it has run
def test_it_is_sent_again_only_when_something_has_changed(due, client, force, lead, kept):
    due.add(force)
    address = f"/deadlines/{actions.make_calendar(by=lead).secret}.ics"
    if kept:
        calendar.keep(now=MORNING)

    def ask(tag="", at=MORNING):
        with time_machine.travel(at, tick=False):
            answer = client.get(address, headers={"If-None-Match": tag})
        return answer.status_code, answer["ETag"], bool(answer.content)

    code, tag, full = ask()
    assert (code, full) == (200, True)
    assert ask(tag, MORNING + dt.timedelta(hours=3)) == (304, tag, False)
    due.add(force)
    code, new, full = ask(tag)
    assert (code, full, new != tag) == (200, True, True)
    cached = client.get(address)["Cache-Control"]
    assert "private" in cached
    assert "no-store" not in cached  # what may not be kept cannot be asked for anew


def test_nothing_changes_while_nothing_changes(due, read, force, lead):
    due.add(force)
    assert calendar.keep(now=MORNING) == 1
    first = read(lead)
    assert calendar.keep(now=MORNING + DAYS) == 0
    assert read(lead, now=MORNING + DAYS) == first


def test_each_has_their_own(sources, read, force, area, foreign, lead, outsider, unit):
    rows = [sources["return"].add(place) for place in (force, area, foreign)]
    promises = [sources["follow_up"].add(force), sources["follow_up"].add(None)]
    keys = lambda user: {uid.partition("@")[0] for uid in events(read(user))}  # noqa: E731
    for _kept_or_not in range(2):
        assert keys(lead) == {rows[0].key}
        assert keys(outsider) == {rows[2].key}
        assert keys(unit) == {row.key for row in [*rows, *promises]}
        calendar.keep(now=MORNING)


def test_a_new_address_ends_the_old_one_and_so_does_taking_it_away(client, read, lead):
    old = actions.make_calendar(by=lead).secret
    new = actions.make_calendar(by=lead).secret
    assert [client.get(f"/deadlines/{secret}.ics").status_code for secret in (old, new)] == [404, 200]
    actions.revoke_calendar(by=lead)
    assert client.get(f"/deadlines/{new}.ics").status_code == 404
    said = list(AuditEvent.objects.filter(actor=lead.email).order_by("pk").values_list("action", flat=True))
    assert said == ["calendar.made", "calendar.renewed", "calendar.revoked"]
    assert not AuditEvent.objects.filter(after__icontains=new).exists()


@pytest.mark.parametrize("change", ["role", "account"])
def test_who_has_left_has_no_calendar(client, lead, change):
    secret = actions.make_calendar(by=lead).secret
    if change == "role":
        lead.memberships.update(ended_at=MORNING)
    else:
        lead.is_active = False
        lead.save()
    assert client.get(f"/deadlines/{secret}.ics").status_code == 404


def test_an_observer_has_none(client, observer):
    assert client.get(f"/deadlines/{actions.make_calendar(by=observer).secret}.ics").status_code == 404


@pytest.mark.parametrize("secret", ["x", "%00", "..%2F", "a" * 3000, "é"])
def test_guesses_are_not_found(client, db, secret):
    assert client.get(f"/deadlines/{secret}.ics").status_code == 404


def test_the_same_queries_for_one_organisation_and_for_all(due, client, unit, django_assert_num_queries):
    secret = actions.make_calendar(by=unit).secret
    due.add(Organisation.objects.first())
    calendar.keep(now=MORNING)

    def read():
        assert len(re.findall(b"BEGIN:VEVENT", client.get(f"/deadlines/{secret}.ics").content)) == len(due.rows)

    with django_assert_num_queries(16):
        read()
    for organisation in Organisation.objects.all():
        due.add(organisation)
    with django_assert_num_queries(16):
        read()


def test_hundreds_are_kept_in_as_many_queries_as_one(db, due, django_assert_max_num_queries):
    for organisation in Organisation.objects.all():
        person(f"lead_{organisation.slug}", "lead", organisation.slug)
        for _number in range(5):
            due.add(organisation)
    with django_assert_max_num_queries(20):
        assert calendar.keep(now=MORNING) == 285
