"""What became of mails that a provider took: GOV.UK Notify knows later whether one arrived."""

import datetime as dt

from django.db import transaction

from reminders.models import Message
from reminders.senders import notify
from reminders.sending import reached_nobody

FOR = dt.timedelta(days=4)  # Notify itself tries for 72 hours


def ask_about_sent(*, now: dt.datetime) -> int:
    """How many have an answer that they had not before."""
    waiting = Message.objects.filter(state=Message.State.SENT, sender="notify", said="", ended_at__gte=now - FOR)
    answered = 0
    for message in waiting.order_by("ended_at"):
        if said := notify.delivery(str(message.pk)):
            state = Message.State.FAILED if said in notify.FAILURES else Message.State.SENT
            with transaction.atomic():
                answered += Message.objects.filter(pk=message.pk, said="").update(state=state, said=said)
                if state == Message.State.FAILED:
                    reached_nobody([message.pk])
    return answered
