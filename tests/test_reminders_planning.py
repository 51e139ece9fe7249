import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from forces.models import Organisation
from forces.periods import add_working_days
from reminders import planning, sending
from reminders.models import DeadlineVersion, Hold, Message, Preferences, Reminder
from tests.plugins.people import person
from tests.plugins.reminders import DAY, MORNING

WEEK = dt.timedelta(days=7)


def rows():
    return list(
        Reminder.objects.order_by("pk").values_list("matter__deadline", "stage", "recipient__name", "message__day")
    )


def later(working_days):
    return dt.datetime.combine(add_working_days(DAY, working_days), dt.time(8), dt.UTC)


def test_a_message_for_each_person_holds_their_reminders(due, plan, force, area, lead, area_lead):
    due.add(force, key="a")
    due.add(force, DAY + WEEK, key="b")
    due.add(area, key="c")
    due.add(force, DAY + 20 * WEEK, key="later")
    planned = plan()
    assert (planned.reminders, planned.messages) == (3, 2)
    assert set(rows()) == {("a", 0, "Lead", DAY), ("b", -5, "Lead", DAY), ("c", 0, "Area lead", DAY)}
    assert {(message.recipient, message.state) for message in Message.objects.all()} == {
        (lead, "queued"),
        (area_lead, "queued"),
    }


def test_a_second_run_adds_nothing(due, plan, force, lead):
    due.add(force)
    plan()
    before = rows()
    assert plan() == planning.Planned()
    assert rows() == before


def test_the_next_day_has_only_what_is_new(due, plan, force, lead):
    due.add(force, key="a")
    due.add(force, add_working_days(DAY, 2), key="b")
    plan()
    Message.objects.update(state="sent", ended_at=MORNING)
    plan(later(1))
    tomorrow = later(1).date()
    assert rows()[2:] == [("a", 1, "Lead", tomorrow), ("b", -1, "Lead", tomorrow)]


def test_missed_days_are_caught_up_once(due, plan, force, lead):
    due.add(force, key="a")
    plan(later(-6))
    Message.objects.update(state="sent", ended_at=MORNING)
    plan(later(3))
    assert [row[:2] for row in rows()] == [("a", -10), ("a", 1)]


def test_another_date_is_another_deadline(due, plan, force, lead):
    due.add(force, key="a")
    plan()
    Message.objects.update(state="sent", ended_at=MORNING)
    due.add(force, add_working_days(DAY, 21), key="a")
    plan(later(1))
    assert [row[:2] for row in rows()] == [("a", 0), ("a", -20)]


def test_a_mail_that_waits_becomes_todays(due, plan, force, lead):
    due.add(force, key="a")
    plan()
    plan(later(1))
    (message,) = Message.objects.all()
    assert message.day == later(1).date()
    assert [(row[:2], row[3]) for row in rows()] == [(("a", 0), message.day), (("a", 1), message.day)]


def test_two_that_wait_become_one(due, plan, force, lead):
    due.add(force, key="a")
    plan(later(-1))
    first = Message.objects.get()
    first.day -= dt.timedelta(days=10)
    first.save()
    Message.objects.create(recipient=lead, day=DAY - WEEK, planned_at=MORNING, next_try_at=MORNING)
    plan()
    assert sorted(Message.objects.values_list("state", "day")) == [("cancelled", first.day), ("queued", DAY)]
    assert {row[3] for row in rows()} == {DAY}


def test_what_is_being_sent_is_left_and_the_rest_waits_a_day(due, plan, force, lead):
    due.add(force, key="a")
    plan()
    Message.objects.update(state="sending", claimed_at=MORNING)
    due.add(force, key="b")
    assert plan() == planning.Planned()
    plan(later(1))
    assert [row[:2] for row in rows()] == [("a", 0), ("a", 1), ("b", 1)]


def test_roles_that_ended_and_people_who_left_get_nothing(due, plan, force, lead, chief_officer):
    due.add(force)
    lead.memberships.update(ended_at=MORNING)
    chief_officer.is_active = False
    chief_officer.save()
    assert plan(later(8)) == planning.Planned()


def test_preferences_and_holds_are_kept_to(due, sources, plan, force, area, lead, area_lead, unit):
    due.add(force, key="a")
    due.add(area, key="b")
    Preferences.objects.create(user=lead, off=["return"], changed_at=MORNING)
    Hold.objects.create(organisation=area, until=DAY, reason="A flood.", recorded_at=MORNING, recorded_by=unit)
    assert plan() == planning.Planned()
    plan(later(1))
    assert [row[0] for row in rows()] == ["a", "b"]


def test_the_last_hold_counts(due, plan, force, lead, unit):
    due.add(force)
    said = {"organisation": force, "reason": "A flood.", "recorded_at": MORNING, "recorded_by": unit}
    Hold.objects.create(until=DAY + WEEK, **said)
    Hold.objects.create(until=None, **said)
    assert plan().reminders == 1


def test_escalation_reaches_the_chain_and_nobody_else(
    due, plan, force, lead, contributor, chief_officer, unit, observer
):
    person("other_chief", "chief_officer", "durham")
    due.add(force)
    plan(later(10))
    assert {(row[1], row[2]) for row in rows()} == {(6, "Lead"), (10, "Chief officer"), (10, "Unit")}


def test_the_database_refuses_a_second_of_the_same(due, plan, force, lead):
    due.add(force)
    plan()
    row = Reminder.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_as_many_queries_for_one_person_as_for_many(due, plan, force, lead):
    def queries():
        with CaptureQueriesContext(connection) as found:
            plan()
        return len(found)

    due.add(force)
    few = queries()
    Reminder.objects.all().delete()
    DeadlineVersion.objects.all().delete()
    Message.objects.all().delete()
    for organisation in Organisation.objects.exclude(pk=force.pk):
        person(f"lead_{organisation.slug}", "lead", organisation.slug)
        due.add(organisation)
    assert queries() == few


def say(*arguments):
    out = io.StringIO()
    call_command("reminders", *arguments, stdout=out)
    return out.getvalue()


def test_a_dry_run_says_who_would_get_what_and_why(due, force, area, lead, chief_officer):
    due.add(force, add_working_days(DAY, -5), key="a", title="Return for January to March 2024")
    due.add(area)
    said = say("--on=2024-04-30", "--dry-run")
    assert "Tuesday 30 April 2024: 2 reminders in 2 messages." in said
    line = "  Avon and Somerset: Return for January to March 2024, due 23 April 2024"
    assert f"\nlead@example.org\n{line} (1 working day after; first to hear)\n" in said
    assert f"\nchief_officer@example.org\n{line} (5 working days after; escalated to the chief officer)\n" in said
    assert "Organisations that owe something and have nobody to remind: 1." in said
    assert not Reminder.objects.exists()


def test_a_dry_run_of_a_past_day_leaves_out_what_was_planned_before_it_only(due, plan, force, lead):
    due.add(force)
    plan()
    assert "1 reminders in 1 messages" in say("--on=2024-04-30", "--dry-run")
    Message.objects.update(day=DAY - WEEK)
    assert "0 reminders in 0 messages" in say("--on=2024-04-30", "--dry-run")


def test_a_dry_run_of_a_holiday_says_so(db):
    assert "Monday 6 May 2024 is no working day" in say("--on=2024-05-06", "--dry-run")


def test_only_today_can_be_planned(db):
    with pytest.raises(CommandError, match="Only today can be planned"):
        say("--on=2024-04-30")
    with pytest.raises(CommandError, match='Found --on "30 April", expected a date'):
        say("--on=30 April", "--dry-run")
    assert say() == "0 reminders planned in 0 messages.\n"


def end(state):
    """What became of every mail that waits, and of what was in it."""
    Message.objects.filter(state="queued").update(state=state, ended_at=MORNING)
    if state == "failed":
        sending.reached_nobody(Message.objects.filter(state="failed"))
    if state == "cancelled":
        Reminder.objects.filter(message__state="cancelled").update(dropped=sending.NOT_NOW)


@pytest.mark.parametrize(("state", "counts"), [("sent", True), ("failed", False), ("cancelled", False)])
def test_only_what_left_counts_as_a_mail(due, plan, force, lead, state, counts):
    """On the same day for a daily reader, in the same week for a weekly one."""
    due.add(force, key="a")
    plan()
    end(state)
    due.add(force, key="b")
    planned = plan()
    assert planned.reminders == (0 if counts else 1 if state == "failed" else 2)


@pytest.mark.parametrize(("state", "counts"), [("sent", True), ("failed", False), ("cancelled", False)])
def test_a_weekly_reader_hears_in_the_same_week_when_nothing_left(due, plan, force, lead, state, counts):
    Preferences.objects.create(user=lead, weekly=True, changed_at=MORNING)
    monday = later(-1)
    due.add(force, key="a")
    plan(monday)
    end(state)
    due.add(force, add_working_days(DAY, 1), key="b")
    assert plan(later(0)).reminders == (0 if counts else 2)


def test_what_was_in_a_mail_that_failed_is_in_the_next_days_and_not_tried_every_few_minutes(due, plan, force, lead):
    due.add(force, key="a")
    plan()
    end("failed")
    assert plan() == planning.Planned()
    due.settle(due.add(force, key="b"))
    assert plan() == planning.Planned()
    plan(later(1))
    assert [row[:2] for row in rows()] == [("a", 0), ("a", 1)]


def test_a_stage_whose_mail_failed_comes_again_although_no_new_one_is_reached(due, plan, force, lead):
    due.add(force, key="a")
    plan(later(1))
    end("failed")
    plan(later(2))
    assert [(row[:2], row[3]) for row in rows()] == [
        (("a", 1), later(1).date()),
        (("a", 1), later(2).date()),
    ]
    end("sent")
    assert plan(later(3)) == planning.Planned()


def test_what_was_left_out_of_a_mail_is_planned_again_once_it_is_wanted(due, plan, deliver, force, lead, unit):
    """The hold came between planning and sending, and ended: the stage was not lost."""
    due.add(force, key="a")
    plan(later(1))
    said = {"organisation": force, "reason": "A flood.", "recorded_at": MORNING, "recorded_by": unit}
    Hold.objects.create(until=DAY + WEEK, **said)
    assert {message.state for message in deliver(later(1)).values()} == {"cancelled"}
    assert plan(later(2)) == planning.Planned()
    Hold.objects.create(until=None, **said)
    (message,) = deliver(later(2)).values()
    assert message.state == "sent"
    assert [(row[0], row[1]) for row in rows()] == [("a", 1), ("a", 1)]
