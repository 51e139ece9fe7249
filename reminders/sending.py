"""Hands messages to the workers, and sends one: claimed by one conditional UPDATE, the rules asked again, the outcome
recorded."""

import datetime as dt
import logging
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from forces.deadlines import feed, kinds
from forces.models import Organisation
from ledger.as_at import AsAt
from reminders import rules
from reminders.models import Message, Reminder
from reminders.people import held, people, resumed
from reminders.senders import Mail, MailRefused, sender
from reminders.words import compose, document

LONGEST_WAIT = dt.timedelta(hours=1)
SETTLED, NOT_THEIRS, NOT_NOW, FAILED = "settled", "not theirs", "held or off", "the mail failed"
logger = logging.getLogger(__name__)


def enqueue(messages: Iterable) -> int:
    """How many the broker took, once they are committed: a worker may be quicker. What it does not take now, the sweep
    gives it later."""
    from reminders.tasks import send_message

    number = 0
    try:
        for pk in messages:
            send_message.apply_async([str(pk)], retry=False)
            number += 1
    except OperationalError as error:
        logger.warning("Redis takes no messages, the sweep will give them again: %r", error)
    return number


def send(pk: str, *, now: dt.datetime | None = None) -> str | None:
    """The state in which the message ends, None when another worker has it or it is not due. A worker that dies after
    this leaves the claim, which the sweep gives back."""
    now = now or timezone.now()
    # One UPDATE: of eight workers that ask at once, one gets it.
    free = Message.objects.filter(pk=pk, state=Message.State.QUEUED, next_try_at__lte=now)
    if not free.update(state=Message.State.SENDING, claimed_at=now, attempts=F("attempts") + 1):
        return None
    message = Message.objects.select_related("recipient").get(pk=pk)
    try:
        return _send(message, timezone.localdate(now))
    except MailRefused as error:
        return _end(message, Message.State.FAILED, said=str(error))
    except Exception as error:
        logger.warning("Message %s: attempt %d: %r", message.pk, message.attempts, error)
        return _try_later(message, now, error)


def _send(message, today) -> str:
    found = still_owed(message, today)
    if not found:
        return _end(message, Message.State.CANCELLED, said=_("Everything in it was settled before it was sent."))
    person = message.recipient
    if not person.email:
        return _end(message, Message.State.FAILED, said=_("There is no address for this person."))
    message.subject, message.text, message.html = compose(person, found, today)
    message.address, message.sender = person.email, settings.REMINDERS_SENDER
    # Before it leaves: what a person got is known even when the worker dies in the middle.
    message.save(update_fields=["address", "subject", "text", "html", "sender"])
    html = document(message.subject, message.html)
    said = sender()(Mail(str(message.pk), person.email, message.subject, message.text, html))
    return _end(message, Message.State.SENT, said=said)


def still_owed(message: Message, today: dt.date) -> list[tuple[object, str]]:
    """The deadlines of a message that are still open and still this person's, each once, with the step of the chain.
    The others are marked with the reason why they were left out."""
    reminders = list(message.reminders.select_related("matter").order_by("stage", "pk"))
    persons = people(today, only=message.recipient_id)
    # Only what the message is about is read again; the programme's own are for whoever may see every organisation's.
    matters = [each.matter for each in reminders]
    about = Organisation.objects.filter(pk__in={each.organisation_id for each in matters if each.organisation_id})
    if any(each.organisation_id is None for each in matters):
        about = Organisation.objects.all()
    found = feed(lambda permission: about, as_at=AsAt(today), kinds={each.kind for each in matters})
    now_open = {(deadline.key, deadline.due): deadline for deadline in found}
    on_hold, again, known, kept, dropped = held(today), resumed(), kinds(), {}, []
    for each in reminders:
        deadline = now_open.get((each.matter.deadline, each.matter.due))
        level, why = _level(deadline, persons, known, on_hold, today)
        if not why and not rules.is_chased(deadline, again, today):
            why = NOT_NOW
        if why:
            dropped.append(Reminder(pk=each.pk, dropped=why))
        else:
            kept[deadline.key] = (deadline, level)
    Reminder.objects.bulk_update(dropped, ["dropped"], batch_size=500)
    return list(kept.values())


def _level(deadline, persons, known, on_hold, today) -> tuple[str, str]:
    """The person's step of the chain, and why not."""
    if deadline is None:
        return "", SETTLED
    steps = rules.chain_of(deadline, known)
    level, person = next(rules.recipients(deadline, steps, persons), ("", None))
    if person is None:
        return "", NOT_THEIRS
    if rules.is_held(deadline, steps, on_hold) or not rules.is_wanted(deadline, person, today):
        return "", NOT_NOW
    return level, ""


@transaction.atomic
def _end(message, state, *, said="") -> str:
    claimed = Message.objects.filter(pk=message.pk, state=Message.State.SENDING)
    claimed.update(state=state, ended_at=timezone.now(), said=said)
    if state == Message.State.FAILED:
        reached_nobody([message.pk])
    return state


def reached_nobody(messages: Iterable) -> None:
    """Their reminders are planned again, for a day on which a mail may arrive."""
    Reminder.objects.filter(message__in=messages, dropped="").update(dropped=FAILED)


def _try_later(message, now, error) -> str:
    """As long as it takes: a mail server that is down for three days loses nothing."""
    first = dt.timedelta(seconds=settings.REMINDERS_FIRST_WAIT)
    wait = min(first * 2 ** min(message.attempts - 1, 16), LONGEST_WAIT)
    claimed = Message.objects.filter(pk=message.pk, state=Message.State.SENDING)
    claimed.update(
        state=Message.State.QUEUED, next_try_at=now + wait, enqueued_at=None, said=str(error) or type(error).__name__
    )
    return Message.State.QUEUED


def sweep(*, now: dt.datetime) -> list:
    """Gives back what a dead worker held for too long, and hands over what is due and lies nowhere: the ids."""
    stale = now - dt.timedelta(seconds=settings.REMINDERS_CLAIM_SECONDS)
    Message.objects.filter(state=Message.State.SENDING, claimed_at__lt=stale).update(
        state=Message.State.QUEUED, next_try_at=now, enqueued_at=None
    )
    due = Message.objects.filter(state=Message.State.QUEUED, next_try_at__lte=now)
    lost = due.exclude(enqueued_at__gte=now - dt.timedelta(seconds=settings.REMINDERS_QUEUE_SECONDS))
    found = list(lost.order_by("planned_at").values_list("pk", flat=True))
    Message.objects.filter(pk__in=found, state=Message.State.QUEUED).update(enqueued_at=now)
    return found
