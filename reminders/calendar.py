"""The calendar feed (RFC 5545): what is open, with stable UIDs and a sequence that grows with each change."""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from forces.deadlines import feed, kinds
from ledger.as_at import AsAt
from reminders.models import CalendarEntry
from reminders.people import own
from reminders.planning import everything_due
from reminders.words import absolute

REFRESH = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
TOLD = ("due", "title", "url")


@transaction.atomic
def keep(*, now: dt.datetime) -> int:
    """Notes what is new or has changed since the last time, and says how many. What is settled keeps its row: should
    it be open again, calendars are not told an older revision than they had."""
    known, new, changed = {entry.key: entry for entry in CalendarEntry.objects.all()}, [], []
    for deadline in everything_due(AsAt(timezone.localdate(now))):
        told = {name: getattr(deadline, name) for name in TOLD}
        entry = known.get(deadline.key)
        if entry is None:
            new.append(CalendarEntry(key=deadline.key, changed_at=now, **told))
        elif _differs(entry, deadline):
            entry.due, entry.title, entry.url = told.values()
            entry.sequence, entry.changed_at = entry.sequence + 1, now
            changed.append(entry)
    CalendarEntry.objects.bulk_create(new, ignore_conflicts=True, batch_size=2_000)
    CalendarEntry.objects.bulk_update(changed, [*TOLD, "sequence", "changed_at"], batch_size=500)
    return len(new) + len(changed)


def _differs(entry, deadline) -> bool:
    return any(getattr(entry, name) != getattr(deadline, name) for name in TOLD)


def calendar_of(user, *, now: dt.datetime) -> bytes:
    """What is open of what is due to a person. What is settled is not in it: a calendar that is subscribed to takes
    that out, where a cancelled event would stay. The same all day long while nothing changes."""
    today = timezone.localdate(now)
    found = feed(own(user), as_at=AsAt(today))
    entries = CalendarEntry.objects.in_bulk([deadline.key for deadline in found], field_name="key")
    midnight = timezone.make_aware(dt.datetime.combine(today, dt.time()))
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SERVICE_NAME}//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("%(service)s: deadlines") % {"service": settings.SERVICE_NAME})
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(Timezone.from_tzid(settings.TIME_ZONE))
    for deadline in found:
        sequence, changed_at = 0, midnight
        if entry := entries.get(deadline.key):
            sequence, changed_at = entry.sequence, entry.changed_at
            if _differs(entry, deadline):  # the task has not seen it yet
                sequence, changed_at = sequence + 1, max(changed_at, midnight)
        calendar.add_component(_event(deadline, sequence, changed_at))
    return calendar.to_ical()


def _event(deadline, sequence: int, changed_at: dt.datetime) -> Event:
    """All of a London day, by whose end it is due, and free: nobody's diary is blocked by a deadline."""
    event, address = Event(), absolute(deadline.url)
    who = deadline.organisation or settings.PROGRAMME_NAME
    # With the service's own host: whoever subscribes to a test service too has two events, not one that changes.
    event.add("uid", f"{deadline.key}@{urlsplit(settings.SITE_URL).netloc}")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", sequence)
    event.add("dtstart", deadline.due)
    event.add("dtend", deadline.due + DAY)
    event.add("summary", _("%(who)s: %(what)s") % {"who": who, "what": deadline.title})
    event.add("description", _("Due by the end of this day. %(url)s") % {"url": address})
    event.add("url", address)
    event.add("categories", [str(kinds()[deadline.kind].label)])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    return event
