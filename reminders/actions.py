"""What people change about reminders. Each in one transaction, with its audit event."""

import datetime as dt
import secrets
from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_REMINDERS
from forces.access import check_right
from forces.deadlines import Deadline, kinds
from forces.models import Organisation
from ledger.actions import RuleBroken, append, audit, check_base, last_row, lock_ledger
from reminders.models import CalendarFeed, Hold, Message, Preferences, Reminder, TakenUp
from reminders.planning import key_of, noted
from reminders.sending import FAILED, enqueue

MOST_DAYS = 366  # a hold that outlasts everybody's memory is a mistake


@transaction.atomic
def set_preferences(*, by, weekly: bool, off: Collection[str], now: dt.datetime | None = None) -> Preferences:
    """A person's own. Of what is overdue they hear whatever is off."""
    lock_ledger()
    now = now or timezone.now()
    chosen = sorted(set(off) & kinds().keys())
    last = Preferences.objects.select_for_update().filter(user=by).first()
    before = {"weekly": last.weekly, "off": last.off} if last else {"weekly": False, "off": []}
    after = {"weekly": weekly, "off": chosen}
    if last and before == after:
        return last
    row, _new = Preferences.objects.update_or_create(user=by, defaults={**after, "changed_at": now})
    audit(by=by, action="reminders.preferences_set", subject=by, before=before, after=after, now=now)
    return row


@transaction.atomic
def make_calendar(*, by, now: dt.datetime | None = None) -> CalendarFeed:
    """A new address; the former one no longer works."""
    lock_ledger()
    now = now or timezone.now()
    feed, new = CalendarFeed.objects.update_or_create(
        user=by, defaults={"secret": secrets.token_urlsafe(32), "made_at": now}
    )
    audit(by=by, action="calendar.made" if new else "calendar.renewed", subject=by, now=now)
    return feed


@transaction.atomic
def revoke_calendar(*, by, now: dt.datetime | None = None) -> None:
    lock_ledger()
    if CalendarFeed.objects.filter(user=by).delete()[0]:
        audit(by=by, action="calendar.revoked", subject=by, now=now or timezone.now())


@transaction.atomic
def hold(
    *,
    organisation: Organisation,
    until: dt.date | None,
    reason: str,
    by,
    today: dt.date,
    base: int | None = None,
    now: dt.datetime | None = None,
) -> Hold:
    """No reminder of what the organisation owes until the end of a day; without a day, the hold ends. `base`: the last
    row that its writer knew, 0 for none. Raises RuleBroken."""
    check_right(by, MANAGE_REMINDERS)
    last, reason = last_row(Hold.objects.filter(organisation=organisation)), reason.strip()
    if last and (last.until, last.reason, last.recorded_by_id) == (until, reason, by.pk):
        return last  # the same form twice
    first = _("%(who)s changed this first. Check what holds now, then send yours again if it is still right.")
    check_base(last, base, first)
    if until and not today <= until <= today + dt.timedelta(days=MOST_DAYS):
        raise RuleBroken("until", _("The date must be today or later, and at most a year ahead."))
    if not reason:
        raise RuleBroken("reason", _("Say why."))
    return append(
        Hold(organisation=organisation, until=until, reason=reason),
        last=last,
        by=by,
        action="reminders.held" if until else "reminders.released",
        organisation=organisation,
        after={"until": str(until) if until else None},
        now=now,
    )


@transaction.atomic
def send_now(*, message: Message, by, now: dt.datetime | None = None) -> None:
    """One that waits for its next attempt, or has failed. Raises RuleBroken."""
    check_right(by, MANAGE_REMINDERS)
    lock_ledger()
    now = now or timezone.now()
    free = Message.objects.filter(pk=message.pk, state__in=[Message.State.QUEUED, Message.State.FAILED])
    if free.select_for_update().filter(state=Message.State.FAILED).exists():
        _bring_back(message)
    if not free.update(state=Message.State.QUEUED, ended_at=None, next_try_at=now, enqueued_at=now):
        raise RuleBroken("", _("This mail is not waiting: it is being sent, or was sent already."))
    audit(by=by, action="reminders.sent_now", subject=message, before={"state": message.state}, now=now)
    transaction.on_commit(partial(enqueue, [message.pk]))


def _bring_back(message: Message) -> None:
    """What a failed mail held is its own again, but for what a later mail has taken up. Raises RuleBroken when nothing
    is left, and when another mail has the day."""
    same = {"matter": OuterRef("matter"), "stage": OuterRef("stage"), "recipient": OuterRef("recipient")}
    taken_up = Exists(Reminder.objects.filter(**same, dropped=""))
    failed = Reminder.objects.filter(message=message, dropped=FAILED)
    free = list(failed.filter(~taken_up).values_list("pk", flat=True))
    others = Message.objects.filter(recipient=message.recipient_id, day=message.day).exclude(pk=message.pk)
    if not free or others.exclude(state__in=[Message.State.FAILED, Message.State.CANCELLED]).exists():
        raise RuleBroken("", _("A later mail has what this one held, or will have it."))
    Reminder.objects.filter(pk__in=free).update(dropped="")


@transaction.atomic
def take_up(*, deadline: Deadline, decision: str, note: str, by, base: int, now: dt.datetime | None = None) -> TakenUp:
    """What the Unit did about a matter that was chased without an answer. `base`: the last row about it that its
    writer knew, 0 for none. Raises RuleBroken."""
    check_right(by, MANAGE_REMINDERS)
    lock_ledger()
    (matter,) = noted({key_of(deadline): deadline}).values()
    last, note = last_row(TakenUp.objects.filter(matter=matter)), note.strip()
    if last and (last.decision, last.note, last.recorded_by_id) == (decision, note, by.pk):
        return last  # the same form twice
    first = _("%(who)s wrote about this first. Read what they did, then send yours again if it is still right.")
    check_base(last, base, first)
    if not note:
        raise RuleBroken("reason", _("Say what was done."))
    return append(
        TakenUp(matter_id=matter, decision=decision, note=note),
        last=last,
        by=by,
        action="reminders.taken_up",
        organisation=deadline.organisation,
        after={"matter": deadline.key, "due": str(deadline.due), "decision": str(decision)},
        now=now,
    )
