"""People and planners who do the same about reminders at the same moment, on the database that lets them."""

import pytest
from django.db import transaction

from ledger.actions import EditConflict
from ledger.models import AuditEvent
from reminders import actions, planning
from reminders.models import Hold, Message, Preferences, Reminder
from tests.plugins.at_once import told
from tests.plugins.people import GRANTED
from tests.plugins.reminders import DAY, MORNING

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_two_who_hold_one_organisation_s_reminders_one_is_told(at_once, force, unit, unit_manager):
    def hold(by):
        said = {"organisation": force, "until": DAY, "reason": f"Says {by.name}.", "today": DAY, "base": 0}
        return told(lambda: actions.hold(**said, by=by, now=MORNING))

    results = at_once(hold, [unit, unit_manager])
    assert results.count(EditConflict) == 1
    assert Hold.objects.count() == 1


def test_two_settings_of_one_person_follow_one_another(at_once, lead):
    Preferences.objects.create(user=lead, changed_at=GRANTED)
    at_once(lambda off: actions.set_preferences(by=lead, weekly=True, off=off), [["return"], ["commitment"]])
    first, second = AuditEvent.objects.filter(action="reminders.preferences_set").order_by("pk")
    assert second.before == first.after


def test_what_another_plans_just_now_is_left_to_it(at_once, due, lead, force, plan):
    due.add(force)
    with transaction.atomic():
        assert planning._alone()
        (planned,) = at_once(plan, [MORNING], at=None)
    assert (planned, Message.objects.count()) == (planning.Planned(), 0)
    assert plan() == planning.Planned(1, 1)
    assert Reminder.objects.count() == 1
