"""Reads people, what they chose and what is held, in the shape that the rules take; and what a person is shown."""

import datetime as dt
from collections import defaultdict

from django.db.models import Max
from django.utils.timezone import localdate

from accounts.permissions import OWN, VIEW_DEADLINES
from forces.access import access_of
from forces.deadlines import Kind, kinds
from forces.models import Membership, Organisation
from reminders.models import Hold, Message, Preferences, TakenUp
from reminders.rules import Person


def people(before: dt.date, *, only: int | None = None) -> dict[tuple[str, int | None], list[Person]]:
    """Everybody who may be reminded, by role and organisation: active, with an open membership. `only` one, by id.
    Their last mail is the last before a day that left, or is just leaving: one that was cancelled or refused told
    them nothing. Three queries."""
    held = Membership.objects.filter(ended_at__isnull=True, user__is_active=True)
    mailed = Message.objects.filter(state__in=[Message.State.SENDING, Message.State.SENT], day__lt=before)
    chosen = Preferences.objects.all()
    if only:
        held, mailed, chosen = held.filter(user=only), mailed.filter(recipient=only), chosen.filter(user=only)
    last = dict(mailed.order_by().values_list("recipient").annotate(Max("day")))
    wishes = {row.user_id: (row.weekly, frozenset(row.off)) for row in chosen}
    persons: dict[int, Person] = {}
    found = defaultdict(list)
    for pk, role, organisation_id in held.order_by("pk").values_list("user", "role", "organisation"):
        if pk not in persons:
            persons[pk] = Person(pk, *wishes.get(pk, ()), last_mail=last.get(pk))
        found[role, organisation_id].append(persons[pk])
    return dict(found)


def held(today: dt.date, moment: dt.datetime | None = None) -> dict[int, Hold]:
    """The holds that hold on a day, by organisation, as known at a moment. The last row of each counts."""
    rows = Hold.objects.known_at(moment).select_related("organisation", "recorded_by").order_by("pk")
    last = {row.organisation_id: row for row in rows}
    return {pk: row for pk, row in last.items() if row.until and row.until >= today}


def resumed(moment: dt.datetime | None = None) -> dict[tuple[str, dt.date], dt.date | None]:
    """By a deadline's key and date, since when it is chased again because the Unit said so; None where it closed it.
    One query."""
    rows = TakenUp.objects.known_at(moment).exclude(decision=TakenUp.Decision.NOTE)
    again = TakenUp.Decision.RESUME
    return {
        (row.matter.deadline, row.matter.due): localdate(row.recorded_at) if row.decision == again else None
        for row in rows.select_related("matter").order_by("pk")
    }


def own(user):
    """For the feed: of a permission, the organisations about which a person holds it as their own, or the country. A
    partner's target dates may be looked up on its page; they are nobody's task here."""
    access = access_of(user)

    def organisations(permission: str):
        if access.nationally(permission):
            return Organisation.objects.all()
        return Organisation.objects.filter(pk__in=access.organisation_ids(permission, OWN))

    return organisations


def kinds_of(user) -> list[Kind]:
    """Those of which a person may ever be shown one."""
    return [kind for kind in kinds().values() if _holds(user, kind.permission)]


def has_deadlines(user) -> bool:
    """Observers and people without a role have none."""
    return _holds(user, VIEW_DEADLINES)


def _holds(user, permission: str) -> bool:
    access = access_of(user)
    return access.nationally(permission) or bool(access.organisation_ids(permission, OWN))
