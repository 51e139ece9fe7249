"""The Unit's: what went to whom, failures, holds, the matrix."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from forces.models import Organisation
from ledger.models import AuditEvent
from reminders import actions, sending
from reminders.heartbeats import beat
from reminders.models import Hold, Message
from reminders.schedule import SCHEDULE
from tests.plugins.people import person
from tests.plugins.reminders import DAY, MORNING

WEEK = dt.timedelta(days=7)

pytestmark = pytest.mark.usefixtures("morning")


def test_the_unit_sees_what_went_to_whom(see, mailed, unit):
    words = see(unit, "/reminders/").words
    assert "Lead 30 April 2024 Avon and Somerset 1 Sent 9am, 30 April 2024" in words
    assert "sent today 1" in words


def test_organisations_with_nobody_are_listed(see, due, unit, force, foreign, lead):
    due.add(force)
    due.add(foreign)
    page = see(unit, "/reminders/")
    assert [(each.slug, roles) for each, roles in page.context["nobody"]] == [("durham", "Lead")]
    assert "nobody with an account has the role that has to act on it" in page.words
    assert "Durham : Lead" in page.words


@pytest.fixture
def failed(due, plan, force, lead, monkeypatch):
    """A mail that the server refused."""

    def refuse(mail):
        raise sending.MailRefused("550 No such user here")

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


def test_actions_refuse_what_the_pages_would_not_send(unit, force):
    with pytest.raises(actions.RuleBroken):
        actions.hold(organisation=force, until=DAY, reason=" ", by=unit, today=DAY)
