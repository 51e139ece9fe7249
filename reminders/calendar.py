"""The calendar feed (RFC 5545): stable UIDs, a sequence that grows with each change, cancellations of what has gone."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from forces.access import access_of
from forces.as_at import AsAt
from forces.deadlines import feed, kinds
from reminders.compose import absolute
from reminders.models import CalendarEntry
from reminders.planning import everything_due
from reminders.scope import own

CANCELLED_FOR = dt.timedelta(days=60)  # by then every calendar has asked again
REFRESH = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
SHOWN = ("kind", "organisation_id", "due", "title", "url")


@transaction.atomic
def keep(*, now: dt.datetime) -> int:
    """Notes what is new, has changed or has gone since the last time, and says how many."""
    due = {deadline.key: deadline for deadline in everything_due(AsAt(timezone.localdate(now)))}
    known = {entry.key: entry for entry in CalendarEntry.objects.all()}
    new = [_entry(deadline, now) for key, deadline in due.items() if key not in known]
    changed = [entry for key, entry in known.items() if _change(entry, due.get(key), now)]
    CalendarEntry.objects.bulk_create(new, ignore_conflicts=True, batch_size=2_000)
    fields = [*SHOWN[2:], "sequence", "changed_at", "cancelled_at"]
    CalendarEntry.objects.bulk_update(changed, fields, batch_size=500)
    return len(new) + len(changed)


def _entry(deadline, now) -> CalendarEntry:
    return CalendarEntry(key=deadline.key, changed_at=now, **{name: getattr(deadline, name) for name in SHOWN})


def _change(entry, deadline, now) -> bool:
    if deadline is None:
        if entry.cancelled_at:
            return False
        entry.cancelled_at = now
    elif entry.cancelled_at or _differs(entry, deadline):
        entry.due, entry.title, entry.url, entry.cancelled_at = deadline.due, deadline.title, deadline.url, None
    else:
        return False
    entry.sequence, entry.changed_at = entry.sequence + 1, now
    return True


def _differs(entry, deadline) -> bool:
    return (entry.due, entry.title, entry.url) != (deadline.due, deadline.title, deadline.url)


def calendar_of(user, *, now: dt.datetime) -> bytes:
    """What is due to a person, and what lately ceased to be."""
    found = feed(own(user), as_at=AsAt(timezone.localdate(now)))
    seen = CalendarEntry.objects.filter(_may_see(user)).select_related("organisation")
    entries = {entry.key: entry for entry in seen}
    calendar = _calendar()
    for deadline in found:
        entry = entries.pop(deadline.key, None)
        calendar.add_component(_event(deadline, *_revision(entry, deadline, now)))
    for entry in entries.values():
        if entry.cancelled_at and entry.cancelled_at > now - CANCELLED_FOR:
            calendar.add_component(_event(entry, entry.sequence, entry.changed_at, cancelled=True))
    return calendar.to_ical()


def _may_see(user) -> Q:
    """By each kind's own permission. What is about no organisation is for whoever may see every one's."""
    access, scope, allowed = access_of(user), own(user), Q(pk__in=[])
    for kind in kinds().values():
        allowed |= Q(kind=kind.code, organisation__in=scope(kind.permission))
        if access.nationally(kind.permission):
            allowed |= Q(kind=kind.code, organisation__isnull=True)
    return allowed


def _revision(entry, deadline, now) -> tuple[int, dt.datetime]:
    """A change that the task has not seen yet is one revision further."""
    if entry is None:
        return 0, now
    if entry.cancelled_at or _differs(entry, deadline):
        return entry.sequence + 1, now
    return entry.sequence, entry.changed_at


def _calendar() -> Calendar:
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
    return calendar


def _event(of, sequence: int, changed_at: dt.datetime, *, cancelled=False) -> Event:
    """All of a London day, by whose end it is due, and free: nobody's diary is blocked by a deadline."""
    event, address = Event(), absolute(of.url)
    event.add("uid", f"{of.key}@soteria-tracker")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", sequence)
    event.add("dtstart", of.due)
    event.add("dtend", of.due + DAY)
    event.add("summary", _("%(who)s: %(what)s") % {"who": of.organisation or settings.PROGRAMME_NAME, "what": of.title})
    event.add("description", _("Due by the end of this day. %(url)s") % {"url": address})
    event.add("url", address)
    event.add("categories", [str(kinds()[of.kind].label)])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return event
