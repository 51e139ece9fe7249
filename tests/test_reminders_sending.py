import datetime as dt
import smtplib

import pytest

from accounts.models import User
from accounts.permissions import SIGN_RETURN
from forces.periods import add_working_days
from reminders import sending
from reminders.models import Hold, Message, Preferences, Reminder
from reminders.senders import MailRefused
from rollout.actions import Position, record_update, write_log
from rollout.scales import Confidence, Status
from tests.plugins.people import person
from tests.plugins.reminders import DAY, MORNING

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def sent(monkeypatch, outbox):
    """What left, as a list. `sent.fault` is raised instead of sending."""

    class Sent(list):
        fault = None

        def send(self, mail):
            if self.fault:
                raise self.fault
            self.append(mail)
            return "250 taken"

    box = Sent()
    monkeypatch.setattr(sending, "sender", lambda: box.send)
    return box


@pytest.fixture
def message(due, plan, force, lead):
    """To the lead, about one return."""
    due.add(force)
    plan()
    return Message.objects.get()


def states():
    return list(Message.objects.values_list("state", "attempts", "said"))


def test_a_mail_says_what_is_due_and_carries_the_messages_id(sent, due, plan, force, lead, settings):
    settings.SITE_URL = "https://tracker.example"
    due.add(force, title="Return for January to March 2024")
    due.add(force, add_working_days(DAY, -1), title="A <b>late</b> matter")
    plan()
    message = Message.objects.get()
    assert sending.send(message.pk, now=MORNING) == "sent"
    (mail,) = sent
    assert (mail.reference, mail.address) == (str(message.pk), "lead@example.org")
    assert mail.subject == "Soteria Tracker: 1 overdue and 1 due soon, Avon and Somerset"
    assert mail.text.index("Overdue\n* A <b>late</b>") < mail.text.index("Due soon\n* Return for January")
    assert "due 30 April 2024 (today): https://tracker.example/matters/return-1/\n" in mail.text
    assert "A &lt;b&gt;late&lt;/b&gt; matter" in mail.html
    assert '<a href="https://tracker.example/matters/return-1/">' in mail.html
    assert states() == [("sent", 1, "250 taken")]
    message.refresh_from_db()
    assert (message.text, message.subject, message.sender) == (mail.text, mail.subject, "outbox")


def test_only_whoever_knows_is_asked_where_it_stands(sources, deliver, force, lead, unit, unit_manager):
    person("chief", "chief_officer", "avon-and-somerset")
    sources["return"].add(force, add_working_days(DAY, -10))
    sources["follow_up"].add(force)
    mails = deliver()
    assert "tell us where it stands" in mails.pop(lead.email).text
    assert mails.keys() == {"chief@example.org", unit.email, unit_manager.email}
    for mail in mails.values():
        assert "Open a link to see where it stands." in mail.text
        assert "Open a link to see where it stands." in mail.html
        assert "tell us" not in mail.text + mail.html


def test_a_date_to_know_of_is_nobodys_to_do(sources, deliver, force, lead):
    sources["own_inspection"].add(force)
    mail = deliver()[lead.email]
    assert "tell us" not in mail.text
    assert "yours to do" not in mail.text
    assert "Some of it is a date to know of, which nobody has to settle." in mail.html


def test_one_worker_gets_it_and_another_does_not(sent, message):
    assert sending.send(message.pk, now=MORNING) == "sent"
    assert sending.send(message.pk, now=MORNING) is None
    assert len(sent) == 1


def test_it_is_not_sent_before_its_time(sent, message):
    Message.objects.update(next_try_at=MORNING + MINUTE)
    assert sending.send(message.pk, now=MORNING) is None
    assert sending.send(message.pk, now=MORNING + MINUTE) == "sent"


def test_what_was_settled_before_it_is_sent_drops_out(sent, due, plan, force, lead):
    stays, goes = due.add(force), due.add(force)
    plan()
    due.settle(goes)
    message = Message.objects.get()
    sending.send(message.pk, now=MORNING)
    assert stays.title in sent[0].text
    assert goes.title not in sent[0].text
    assert sorted(message.reminders.values_list("matter__deadline", "dropped")) == [
        ("return-1", ""),
        ("return-2", "settled"),
    ]


def test_a_mail_of_nothing_is_not_sent(sent, due, message):
    due.settle(due.rows[0])
    assert sending.send(message.pk, now=MORNING) == "cancelled"
    assert sent == []
    assert "settled before it was sent" in states()[0][2]


def test_another_date_is_not_the_same_matter(sent, due, message, force):
    due.add(force, DAY + dt.timedelta(days=90), key="return-1")
    assert sending.send(message.pk, now=MORNING) == "cancelled"


def test_a_matter_planned_at_two_stages_is_in_the_mail_once(sent, due, plan, message):
    tomorrow = MORNING + dt.timedelta(days=1)
    plan(tomorrow)
    sending.send(message.pk, now=tomorrow)
    assert sent[0].text.count("Matter return-1") == 1
    assert sent[0].subject == "Soteria Tracker: 1 overdue, Avon and Somerset"


@pytest.mark.parametrize("change", ["role", "account", "hold", "off"])
def test_the_rules_are_asked_again(sent, message, lead, force, unit, change):
    if change == "role":
        lead.memberships.update(ended_at=MORNING)
    elif change == "account":
        User.objects.filter(pk=lead.pk).update(is_active=False)
    elif change == "hold":
        Hold.objects.create(organisation=force, until=DAY, reason="Flood.", recorded_at=MORNING, recorded_by=unit)
    else:
        Preferences.objects.create(user=lead, off=["return"], changed_at=MORNING)
    assert sending.send(message.pk, now=MORNING) == "cancelled"
    assert sent == []


def test_a_mail_names_nobody_elses_matter(sent, sources, plan, force, area, foreign, lead, area_lead, outsider, unit):
    late = add_working_days(DAY, -12)
    for place in (force, area, foreign):
        sources["return"].add(place, late, key=f"return-{place.slug}")
    sources["follow_up"].add(force, late, key="promise")
    sources["follow_up"].add(None, late, key="programme")
    plan()
    for message in Message.objects.all():
        sending.send(message.pk, now=MORNING)
    named = {
        mail.address: {row.key for feed in sources.values() for row in feed.rows if row.title in mail.text}
        for mail in sent
    }
    assert named == {
        "lead@example.org": {"return-avon-and-somerset"},
        "area_lead@example.org": {"return-cps-south-west"},
        "outsider@example.org": {"return-durham"},
        "unit@example.org": {f"return-{place.slug}" for place in (force, area, foreign)} | {"promise", "programme"},
    }


def test_with_the_real_sources_too(sent, plan, force, area, lead, area_lead, outsider, unit, say, foreign_commitment):
    """A lead hears of no partner's target date and of no promise of the Unit's log."""
    say((force.slug, "P1-1"), target_date=DAY, at=MORNING - 30 * MINUTE)
    say((area.slug, "EA-1"), target_date=DAY, at=MORNING - 30 * MINUTE)
    promise = {"happened_on": dt.date(2024, 4, 2), "follow_up_on": DAY, "now": MORNING - 30 * MINUTE}
    write_log(by=person("colleague", "unit"), organisation=force, kind="call", text="They asked.", **promise)
    plan()
    for message in Message.objects.all():
        sending.send(message.pk, now=MORNING)
    texts = {mail.address: mail.text for mail in sent}
    assert "P1-1" in texts["lead@example.org"]
    assert "EA-1" not in texts["lead@example.org"]
    assert "Call of" not in texts["lead@example.org"] + texts["area_lead@example.org"]
    assert "Call of 2 April 2024" in texts["unit@example.org"]
    assert "P1-1" not in texts["outsider@example.org"]
    assert "Call of" not in texts["colleague@example.org"]  # who wrote it down knows


def test_who_just_settled_it_is_not_written_to(sent, plan, commitment, lead):
    position = Position(Status.IN_PROGRESS, Confidence.GREEN, target_date=DAY)
    record_update(commitment=commitment, by=lead, base=0, position=position, now=MORNING - MINUTE)
    plan()
    assert not Reminder.objects.filter(matter__kind="commitment").exists()
    position = Position(Status.IN_PLACE, Confidence.GREEN, target_date=DAY)
    record_update(commitment=commitment, by=lead, base=1, position=position, now=MORNING)
    plan(MORNING + dt.timedelta(days=1))
    assert not Reminder.objects.filter(matter__kind="commitment").exists()


def test_a_refusal_is_for_good_and_said_in_the_servers_words(sent, message):
    sent.fault = MailRefused("550 No such user here")
    assert sending.send(message.pk, now=MORNING) == "failed"
    assert states() == [("failed", 1, "550 No such user here")]


def test_no_address_is_a_failure_of_that_one_message(sent, message, lead):
    User.objects.filter(pk=lead.pk).update(email="")
    assert sending.send(message.pk, now=MORNING) == "failed"
    assert states()[0][2] == "There is no address for this person."


@pytest.mark.parametrize(
    "fault", [TimeoutError("timed out"), smtplib.SMTPServerDisconnected("gone"), KeyError("a bug")]
)
def test_anything_else_is_tried_again_with_longer_waits(sent, message, fault, caplog):
    sent.fault, now, waits = fault, MORNING, []
    for _attempt in range(9):
        assert sending.send(message.pk, now=now) == "queued"
        again = Message.objects.get().next_try_at
        waits.append((again - now).total_seconds() / 60)
        now = again
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert states() == [("queued", 9, str(fault))]
    sent.fault = None
    assert sending.send(message.pk, now=now) == "sent"


def test_the_sweep_gives_back_what_a_dead_worker_held(message):
    Message.objects.update(state="sending", claimed_at=MORNING, attempts=1)
    assert sending.sweep(now=MORNING + 30 * MINUTE) == []
    assert sending.sweep(now=MORNING + 31 * MINUTE) == [message.pk]
    assert Message.objects.get().state == "queued"


def test_the_sweep_hands_over_what_lies_nowhere_and_not_twice(message):
    assert sending.sweep(now=MORNING + 5 * MINUTE) == []  # given to the workers when it was planned
    assert sending.sweep(now=MORNING + 11 * MINUTE) == [message.pk]
    assert sending.sweep(now=MORNING + 12 * MINUTE) == []
    assert sending.sweep(now=MORNING + 22 * MINUTE) == [message.pk]


def test_the_sweep_waits_for_the_next_attempt(sent, message):
    sent.fault = TimeoutError()
    sending.send(message.pk, now=MORNING)
    assert sending.sweep(now=MORNING + MINUTE / 2) == []
    assert sending.sweep(now=MORNING + MINUTE) == [message.pk]


def test_a_long_mail_shows_the_ten_most_pressing_and_leads_to_the_others(
    sent, due, plan, force, foreign, lead, outsider, unit
):
    late = add_working_days(DAY, -12)
    for number in range(40):
        due.add(force, late + dt.timedelta(days=number % 2), title=f"Matter {number}.")
        due.add(foreign, late, title=f"Foreign {number}.")
    plan()
    for message in Message.objects.all():
        sending.send(message.pk, now=MORNING)
    lines = {mail.address: (mail.text.count("* Matter"), mail.text.count("* Foreign")) for mail in sent}
    assert {address: number for address, (number, _foreign) in lines.items()} == {
        "lead@example.org": 10,
        "outsider@example.org": 0,
        "unit@example.org": 0,
    }
    assert {sum(both) for both in lines.values()} == {10}
    mails = {mail.address: mail for mail in sent}
    for each in (mails["lead@example.org"].text, mails["lead@example.org"].html):
        assert "30 others are not listed here." in each
        assert "http://testserver/deadlines/" in each
    assert "70 others are not listed here." in mails["unit@example.org"].text
    assert mails["lead@example.org"].subject == "Soteria Tracker: 40 overdue, Avon and Somerset"
    assert mails["unit@example.org"].subject == "Soteria Tracker: 80 overdue"


def test_a_mail_of_ten_lists_them_all(sent, due, plan, force, lead):
    for number in range(10):
        due.add(force, add_working_days(DAY, -1), title=f"Matter {number}.")
    plan()
    sending.send(Message.objects.get().pk, now=MORNING)
    (mail,) = sent
    assert mail.text.count("* Matter") == 10
    assert "not listed" not in mail.text + mail.html


def test_what_is_ones_own_is_more_pressing_than_what_one_is_told(sent, due, plan, force, lead, chief_officer):
    for number in range(12):
        due.add(force, add_working_days(DAY, -20), title=f"Told {number}.")
    due.add(force, add_working_days(DAY, -1), title="To sign.", turn=(SIGN_RETURN,))
    plan()
    for message in Message.objects.all():
        sending.send(message.pk, now=MORNING)
    text = next(mail.text for mail in sent if mail.address == "chief_officer@example.org")
    assert text.count("* To sign.") == 1
    assert text.count("* Told") == 9
