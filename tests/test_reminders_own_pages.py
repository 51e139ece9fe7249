"""A person's own: settings, calendar address, mails; and the outbox of a demonstration."""

import datetime as dt

import pytest

from ledger.models import AuditEvent
from reminders.models import CalendarFeed, Preferences

WEEK = dt.timedelta(days=7)

pytestmark = pytest.mark.usefixtures("morning")


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
    assert "Soteria Tracker: 1 due soon, Avon and Somerset 30 April 2024 1 " in page.words
    page = see(lead, f"/reminders/messages/{mailed.pk}/")
    assert (
        "Return for January to March 2024 Avon and Somerset Return 30 April 2024 on the day; first to hear"
        in page.words
    )
    assert "Hello Lead, 1 due soon." in page.words
    assert "Send now" not in page.words
    assert see(unit, f"/reminders/messages/{mailed.pk}/").status_code == 200
    assert see(outsider, f"/reminders/messages/{mailed.pk}/").status_code == 404


def test_the_outbox_is_readable_in_a_demonstration_only(see, mailed, lead, observer, unit, settings):
    assert see(lead, "/reminders/outbox/").status_code == 404
    settings.DEMO = True
    page = see(observer, "/reminders/outbox/")
    assert "Soteria Tracker: 1 due soon, Avon and Somerset Lead lead@example.org" in page.words
    assert "Reminders sent" not in page.words
    assert "Reminders sent" in see(unit, "/reminders/outbox/").words
    page = see(observer, f"/reminders/outbox/{mailed.pk}/")
    assert "Hello Lead, 1 due soon." in page.words
