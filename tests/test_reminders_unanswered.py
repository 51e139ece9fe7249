"""After twelve weeks a matter leaves the mails, and the Unit takes it up by hand."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forces.periods import add_working_days
from ledger.actions import RuleBroken
from ledger.as_at import AsAt, as_at
from ledger.models import AuditEvent
from reminders import actions, queries, sending
from reminders.models import DeadlineVersion, Message, Reminder, TakenUp
from reminders.planning import everything_due, noted
from tests.plugins.reminders import DAY, MORNING

pytestmark = pytest.mark.usefixtures("morning")
WEEK = dt.timedelta(weeks=1)
LONG_AGO = DAY - 12 * WEEK - dt.timedelta(days=1)


@pytest.fixture
def chased(due, force, lead):
    """Overdue for twelve weeks and a day. It was mailed once, as far as it was one day late."""
    row = due.add(force, LONG_AGO, key="a", title="Return for July to September 2023")
    at = dt.datetime.combine(add_working_days(LONG_AGO, 1), dt.time(8), dt.UTC)
    noted({("a", LONG_AGO): row})
    message = Message.objects.create(
        recipient=lead, day=at.date(), state="sent", planned_at=at, next_try_at=at, ended_at=at, subject="1 overdue"
    )
    Reminder.objects.create(
        matter=DeadlineVersion.objects.get(), stage=1, level="first", recipient=lead, message=message
    )
    return row


def listed(day=DAY):
    when = as_at(day, today=DAY)
    return [(each.deadline.key, each.closed, each.mails) for each in queries.unanswered(everything_due(when), when)]


def test_it_leaves_the_mails_and_stands_on_the_units_page(chased, plan, see, unit, lead, force):
    assert plan().reminders == 0
    assert "chased without an answer 1" in see(unit, "/reminders/").words
    page = see(unit, "/reminders/unanswered/")
    assert "1 matter chased without an answer" in page.words
    mailed = f"{add_working_days(LONG_AGO, 1):%-d %B %Y}"
    line = f"Return for July to September 2023 Avon and Somerset Return {LONG_AGO:%-d %B %Y} 1 {mailed}"
    assert line in page.words
    assert f"{mailed} , Lead" in see(unit, "/reminders/unanswered/a/").words
    words = see(lead, "/deadlines/", when="any").words
    assert words.count("Return for July to September 2023") == 1  # it is owed all the same


def test_what_is_overdue_for_twelve_weeks_to_the_day_is_still_mailed(due, plan, force, lead):
    due.add(force, LONG_AGO + dt.timedelta(days=1))
    assert plan().reminders == 1
    assert listed() == []


def test_what_was_never_mailed_is_not_said_to_have_been(due, force, see, unit):
    due.add(force, LONG_AGO, key="a")
    assert listed() == [("a", False, 0)]
    assert "none was sent" in see(unit, "/reminders/unanswered/").words
    assert "None was sent." in see(unit, "/reminders/unanswered/a/").words


def test_a_mail_that_waits_does_not_hold_it_any_more(due, plan, force, lead):
    due.add(force, DAY - 12 * WEEK)
    plan()
    tomorrow = MORNING + dt.timedelta(days=1)
    with time_machine.travel(tomorrow, tick=False):
        assert sending.send(Message.objects.get().pk, now=tomorrow) == "cancelled"
    assert Reminder.objects.get().dropped


def form(decision="note", reason="We rang them.", base="0"):
    return {"decision": decision, "reason": reason, "base": base}


def test_it_is_chased_again_for_twelve_weeks(chased, plan, send, unit, lead):
    page = send(unit, "/reminders/unanswered/a/", form("resume"))
    assert "It is in the mails again, for twelve weeks from today." in page.words
    assert "0 matters chased without an answer" in page.words
    assert plan().reminders == 2  # the lead, and the Unit up the chain
    Message.objects.update(state="sent", ended_at=MORNING)
    with time_machine.travel(MORNING + 12 * WEEK + dt.timedelta(days=1), tick=False):
        assert plan(MORNING + 12 * WEEK + dt.timedelta(days=1)).reminders == 0
        when = AsAt(DAY + 12 * WEEK + dt.timedelta(days=1))
        (again,) = queries.unanswered(everything_due(when), when)
        assert (again.taken_up.decision, again.closed) == ("resume", False)


def test_it_is_closed_with_a_note(chased, plan, see, send, unit):
    page = send(unit, "/reminders/unanswered/a/", form("close", "The force was merged away."))
    assert "It is closed: nobody chases it any more." in page.words
    assert "0 matters chased without an answer" in page.words
    closed = see(unit, "/reminders/unanswered/", show="closed")
    assert "1 matter that we closed" in closed.words
    assert "The force was merged away." in closed.words
    assert "It is closed" in see(unit, "/reminders/unanswered/a/").words
    assert plan().reminders == 0


def test_a_note_keeps_it_there_and_does_not_undo_what_was_decided(chased, see, send, unit):
    page = send(unit, "/reminders/unanswered/a/", form())
    assert "Your note is recorded." in page.words
    assert "1 matter chased without an answer" in page.words
    assert "We rang them." in page.words
    send(unit, "/reminders/unanswered/a/", form("close", "Merged.", str(TakenUp.objects.get().pk)))
    send(unit, "/reminders/unanswered/a/", form("note", "They wrote.", str(TakenUp.objects.first().pk)))
    assert listed() == [("a", True, 1)]


def test_what_was_done_is_said_once_with_words_on_what_its_writer_knew(chased, send, unit):
    assert "Say what was done" in send(unit, "/reminders/unanswered/a/", form(reason=" ")).words
    assert "Select what happens to it now" in send(unit, "/reminders/unanswered/a/", form(decision="x")).words
    assert TakenUp.objects.count() == 0
    said = {"deadline": chased, "decision": "note", "by": unit}
    first = actions.take_up(**said, note="We rang them.", base=0)
    assert actions.take_up(**said, note="We rang them.", base=0) == first
    with pytest.raises(RuleBroken, match="Unit wrote about this first"):
        actions.take_up(**said, note="We wrote.", base=0)
    event = AuditEvent.objects.get(action="reminders.taken_up")
    assert (event.organisation, event.actor) == ("avon-and-somerset", unit.email)
    assert event.after == {"matter": "a", "due": str(LONG_AGO), "decision": "note"}


def test_with_another_date_it_is_another_matter(chased, due, force, plan, send, unit):
    send(unit, "/reminders/unanswered/a/", form("close", "Merged."))
    due.add(force, DAY, key="a")
    assert listed() == []
    assert plan().reminders == 1


def test_pages_of_the_past_are_as_they_were(chased, see, send, unit):
    send(unit, "/reminders/unanswered/a/", form("close", "Merged."))
    yesterday = {"as-at": f"{DAY - dt.timedelta(days=1)}"}
    assert listed(DAY - dt.timedelta(days=1)) == []  # twelve weeks were not over
    with time_machine.travel(MORNING + WEEK, tick=False):
        assert "1 matter that we closed" in see(unit, "/reminders/unanswered/", show="closed").words
        before = see(unit, "/reminders/unanswered/", **yesterday).words
        assert "0 matters chased without an answer" in before
        assert see(unit, "/reminders/unanswered/a/", **yesterday).status_code == 404


def test_as_many_queries_for_one_as_for_forty(due, chased, force, see, unit):
    def number():
        with CaptureQueriesContext(connection) as found:
            see(unit, "/reminders/unanswered/")
        return len(found)

    number()  # what is read once and kept
    few = number()
    for each in range(40):
        due.add(force, LONG_AGO, key=f"more-{each}")
    assert number() == few
