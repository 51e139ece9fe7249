import csv
import datetime as dt
import io

import pytest
import time_machine
from django.utils import timezone

from accounts.models import AuditEvent
from forces.models import Organisation
from forces.periods import add_working_days
from reminders import actions, sending
from reminders.heartbeats import beat
from reminders.models import CalendarFeed, Hold, Message, Preferences
from reminders.schedule import SCHEDULE
from tests.plugins.people import person
from tests.plugins.reminders import DAY, MORNING

WEEK = dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(MORNING, tick=False):
        yield DAY


@pytest.fixture
def mailed(due, deliver, force, lead):
    """The mail to the lead about one return."""
    due.add(force, title="Return for January to March 2024")
    return deliver()["lead@example.org"]


# What is due


def test_overdue_first_with_how_late(due, see, lead, force):
    due.add(force, DAY + WEEK, title="Later")
    due.add(force, add_working_days(DAY, -3), title="Late")
    due.add(force, title="Now")
    page = see(lead, "/deadlines/")
    assert page.words.index("Late Return 25 April 2024 3 days late") < page.words.index(
        "Now Return 30 April 2024 today"
    )
    assert "Later Return 7 May 2024 in 4 days" in page.words
    assert "3 deadlines" in page.words
    assert "1 is overdue." in page.words


def test_ones_own_and_the_units_are_the_countrys(sources, see, lead, unit, force, area, foreign):
    for place in (force, area, foreign):
        sources["return"].add(place, title=f"Of {place}")
    sources["follow_up"].add(None, title="Promise")
    words = see(lead, "/deadlines/").words
    assert "Of Avon and Somerset" in words
    assert "Of CPS South West" not in words
    assert "Promise" not in words
    words = see(unit, "/deadlines/").words
    assert all(f"Of {place}" in words for place in (force, area, foreign))
    assert "Promise" in words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"a", "b", "c", "d"}),
        ({"organisation": "durham"}, {"b"}),
        ({"kind": ["return"]}, {"a", "b", "d"}),
        ({"kind": ["return", "follow_up"], "when": "overdue"}, {"b"}),
        ({"when": "week"}, {"a", "c"}),
        ({"when": "soon"}, {"a", "c"}),
        ({"when": "later"}, {"d"}),
        ({"when": "nonsense", "kind": "x", "organisation": "nowhere"}, {"a", "b", "c", "d"}),
    ],
)
def test_narrowed_and_downloaded(sources, see, unit, force, foreign, query, found):
    sources["return"].add(force, key="a", title="a")
    sources["return"].add(foreign, DAY - WEEK, key="b", title="b")
    sources["follow_up"].add(force, DAY + WEEK, key="c", title="c")
    sources["return"].add(force, DAY + 5 * WEEK, key="d", title="d")
    file = see(unit, "/deadlines/", _export="csv", **query)
    rows = list(csv.DictReader(io.StringIO(file.content.decode())))
    assert {row["What"] for row in rows} == found
    assert {row["Due"] for row in rows if row["What"] == "b"} <= {"2024-04-23"}


def test_nothing_is_due(sources, see, lead):
    assert "Nothing is due" in see(lead, "/deadlines/").words


def test_as_known_on_an_earlier_day(see, unit, say, lead):
    say(("avon-and-somerset", "P1-1"), target_date=DAY + WEEK, at=MORNING)
    assert "P1-1" in see(lead, "/deadlines/").words
    assert "P1-1" not in see(lead, "/deadlines/?as-at=2024-04-29").words


def test_the_same_queries_for_all_and_for_three(client, unit, queries_with_all_and_with_three):
    client.force_login(unit)
    everything, three = queries_with_all_and_with_three("/deadlines/")
    assert everything == three


def test_the_units_page_makes_the_same_queries_for_many_mails(client, due, deliver, unit, force):
    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            assert client.get("/reminders/").status_code == 200
        return len(found)

    client.force_login(unit)
    person("one", "lead", "kent")
    due.add(Organisation.objects.get(slug="kent"))
    deliver()
    few = queries()
    for place in Organisation.objects.exclude(slug="kent"):
        person(f"lead_{place.slug}", "lead", place.slug)
        due.add(place)
    deliver()
    assert Message.objects.count() == 57
    assert queries() == few


# A person's own


def test_settings_are_kept_and_said(see, send, lead):
    assert "On working days, when there is something new" in see(lead, "/reminders/settings/").words
    page = send(lead, "/reminders/settings/", {"often": "weekly", "off": ["return", "commitment"]})
    assert "Saved. It holds from the next mail on." in page.words
    row = Preferences.objects.get()
    assert (row.user, row.weekly, row.off) == (lead, True, ["commitment", "return"])
    send(lead, "/reminders/settings/", {"often": "weekly", "off": ["return", "commitment"]})
    event = AuditEvent.objects.get(action="reminders.preferences_set")
    assert event.before == {"weekly": False, "off": []}
    assert event.after == {"weekly": True, "off": ["commitment", "return"]}


def test_wrong_settings_are_said_in_words(send, lead):
    page = send(lead, "/reminders/settings/", {"often": "hourly", "off": ["follow_up"]})
    assert "Select how often we may write" in page.words
    assert "Select only from the answers listed" in page.words  # a kind that this person never sees
    assert not Preferences.objects.exists()


def test_who_is_never_written_to_is_told(see, contributor, chief_officer):
    assert "Nobody in your role is reminded by mail" in see(contributor, "/reminders/settings/").words
    assert "Nobody in your role" not in see(chief_officer, "/reminders/settings/").words


def test_a_calendar_address_is_made_renewed_and_taken_away(see, send, lead):
    assert "Make an address" in see(lead, "/reminders/settings/").words
    page = send(lead, "/reminders/settings/calendar/", {"do": "make"})
    first = CalendarFeed.objects.get().secret
    assert f"http://testserver/deadlines/{first}.ics" in page.words
    send(lead, "/reminders/settings/calendar/", {"do": "make"})
    assert CalendarFeed.objects.get().secret != first
    send(lead, "/reminders/settings/calendar/", {"do": "revoke"})
    assert not CalendarFeed.objects.exists()


def test_nothing_is_set_in_the_past(client, lead, unit):
    client.force_login(lead)
    assert client.get("/reminders/settings/?as-at=2024-04-01").url == "/deadlines/?as-at=2024-04-01"
    client.force_login(unit)
    assert client.get("/reminders/holds/kent/?as-at=2024-04-01").url == "/reminders/holds/?as-at=2024-04-01"


def test_every_mail_that_was_sent_to_a_person_can_be_read_by_them_and_the_unit(see, mailed, lead, outsider, unit):
    page = see(lead, "/reminders/mine/")
    assert "1 due soon: Avon and Somerset 30 April 2024 1 Sent" in page.words
    page = see(lead, f"/reminders/messages/{mailed.pk}/")
    assert (
        "Return for January to March 2024 Avon and Somerset Return 30 April 2024 on the day; first to hear"
        in page.words
    )
    assert "Hello Lead, 1 due soon." in page.words
    assert "Send now" not in page.words
    assert see(unit, f"/reminders/messages/{mailed.pk}/").status_code == 200
    assert see(outsider, f"/reminders/messages/{mailed.pk}/").status_code == 404


# The Unit's


def test_the_unit_sees_what_went_to_whom(see, mailed, unit):
    words = see(unit, "/reminders/").words
    assert "Lead 30 April 2024 Avon and Somerset 1 Sent 9am, 30 April 2024" in words
    assert "sent today 1" in words


def test_organisations_with_nobody_are_listed(see, due, unit, force, foreign, lead):
    due.add(force)
    due.add(foreign)
    page = see(unit, "/reminders/")
    assert [each.slug for each in page.context["nobody"]] == ["durham"]
    assert "no lead with an account" in page.words


@pytest.fixture
def failed(due, plan, force, lead, monkeypatch):
    """A mail that the server refused."""

    def refuse(mail):
        raise sending.Refused("550 No such user here")

    due.add(force)
    plan()
    message = Message.objects.get()
    with monkeypatch.context() as while_it_refuses:
        while_it_refuses.setattr(sending, "sender", lambda: refuse)
        sending.send(message.pk, now=MORNING)
    return message


def test_a_failure_is_said_in_the_servers_words_and_can_be_sent_again(
    see, send, failed, unit, lead, outbox, django_capture_on_commit_callbacks
):
    assert "550 No such user here" in see(unit, "/reminders/").words
    assert "550 No such user here" in see(unit, "/reminders/", state="failed").words
    assert "No mail fits" in see(unit, "/reminders/", state="sent").words
    with django_capture_on_commit_callbacks() as callbacks:
        page = send(unit, f"/reminders/messages/{failed.pk}/send/")
    assert "A worker has it now" in page.words
    assert len(callbacks) == 1
    assert sending.send(failed.pk) == "sent"
    page = send(unit, f"/reminders/messages/{failed.pk}/send/")
    assert "This mail is not waiting" in page.words
    assert AuditEvent.objects.filter(action="reminders.sent_now", actor=unit.email).count() == 1


def test_a_mail_that_waits_says_when_it_is_tried_again(see, due, plan, force, lead, unit):
    due.add(force)
    plan()
    again = MORNING + dt.timedelta(minutes=8)
    Message.objects.update(attempts=4, said="Connection refused", next_try_at=again)
    page = see(unit, f"/reminders/messages/{Message.objects.get().pk}/")
    assert "tried 4 times, again at 9:08am on 30 April 2024" in page.words
    assert "It is written when it is sent" in page.words
    assert "Send now" in page.words
    words = see(unit, "/reminders/").words
    assert "waiting to be sent" in words
    assert "1 tried before" in words


def test_in_the_past_a_mail_is_as_it_was_then(see, mailed, unit):
    Message.objects.update(ended_at=MORNING + 3 * WEEK)
    with time_machine.travel(MORNING + 4 * WEEK, tick=False):
        words = see(unit, "/reminders/?as-at=2024-05-01").words
        assert "Avon and Somerset 1 Queued" in words
        assert "No mail fits" in see(unit, "/reminders/?as-at=2024-04-29").words
        assert see(unit, f"/reminders/messages/{mailed.pk}/?as-at=2024-04-29").status_code == 404


def test_silence_is_on_the_units_page(see, unit):
    assert "has been silent for too long" in see(unit, "/reminders/").words
    for each in SCHEDULE:
        beat(each.task, now=timezone.now())
    assert "has been silent for too long" not in see(unit, "/reminders/").words


def hold(day="", month="", year="", reason="A flood.", base="0"):
    return {"until_day": day, "until_month": month, "until_year": year, "reason": reason, "base": base}


def test_a_hold_is_put_on_and_ended(see, send, unit, force):
    page = send(unit, "/reminders/holds/avon-and-somerset/", hold("10", "5", "2024"))
    assert "Until the end of 10 May 2024 nobody is reminded of what Avon and Somerset owes." in page.words
    assert "1 organisation on hold" in page.words
    assert "Avon and Somerset 10 May 2024 A flood. Unit" in page.words
    row = Hold.objects.get()
    page = send(unit, "/reminders/holds/avon-and-somerset/", hold(reason="Over.", base=str(row.pk)))
    assert "The hold is over" in page.words
    assert "0 organisations on hold" in page.words
    actioned = AuditEvent.objects.filter(organisation="avon-and-somerset").order_by("pk")
    assert [event.action for event in actioned] == ["reminders.held", "reminders.released"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (hold("29", "4", "2024"), "The date must be today or later, and at most a year ahead."),
        (hold("30", "4", "2026"), "The date must be today or later, and at most a year ahead."),
        (hold("31", "4", "2024"), "must be a real date"),
        (hold("10", "5", "2024", reason=""), "Say why"),
        (hold("10", "5", "2024", base="x"), "This form did not arrive whole"),
        (hold("10", "5", "2024", reason="Call 07700 900123."), "Take it out, or confirm that you have checked"),
    ],
)
def test_a_wrong_hold_keeps_what_was_typed(send, unit, form, said):
    page = send(unit, "/reminders/holds/kent/", form)
    assert said in page.words
    assert form["reason"] in page.content.decode()
    assert not Hold.objects.exists()


def test_two_holds_at_once_and_the_same_twice(send, unit, unit_manager, force):
    form = hold("10", "5", "2024")
    send(unit, "/reminders/holds/avon-and-somerset/", form)
    send(unit, "/reminders/holds/avon-and-somerset/", form)
    assert Hold.objects.count() == 1
    page = send(unit_manager, "/reminders/holds/avon-and-somerset/", hold("17", "5", "2024", reason="Snow."))
    assert "Unit changed this first." in page.words
    assert "Snow." in page.content.decode()
    assert Hold.objects.count() == 1


def test_the_matrix_says_who_and_shows_only_what_one_may_see(see, lead, unit):
    words = see(lead, "/reminders/matrix/").words
    assert "Return Lead Chief officer Joint Unit" in words
    assert "Follow-up" not in words
    assert (
        "20 working days before 10 working days before 5 working days before 1 working day before on the day" in words
    )
    assert "Follow-up Joint Unit the same the same" in see(unit, "/reminders/matrix/").words


# The demonstration's


def test_the_outbox_is_readable_in_a_demonstration_only(see, mailed, lead, observer, unit, settings):
    assert see(lead, "/reminders/outbox/").status_code == 404
    settings.DEMO = True
    page = see(observer, "/reminders/outbox/")
    assert "1 due soon: Avon and Somerset Lead lead@example.org" in page.words
    assert "Reminders sent" not in page.words
    assert "Reminders sent" in see(unit, "/reminders/outbox/").words
    page = see(observer, f"/reminders/outbox/{mailed.pk}/")
    assert "Hello Lead, 1 due soon." in page.words


def test_actions_refuse_what_the_pages_would_not_send(unit, force):
    with pytest.raises(actions.Refused):
        actions.hold(organisation=force, until=DAY, reason=" ", by=unit, today=DAY)
