"""GOV.UK Notify. Its template has the subject ((subject)) and the body ((body)); the reference is the message's id. It
knows only later whether a mail that it took arrived."""

import datetime as dt
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from notifications_python_client import NotificationsAPIClient
from notifications_python_client.errors import HTTPError

from reminders.models import Message
from reminders.senders import Mail, MailRefused
from reminders.sending import reached_nobody

BAD_REQUEST = 400  # what Notify answers to an address that is none, or that our key may not write to
FAILURES = {"permanent-failure", "temporary-failure", "technical-failure"}  # after 72 hours of trying, for the second
ASKED_FOR = dt.timedelta(days=4)  # Notify itself tries for 72 hours


@lru_cache(maxsize=1)
def client() -> NotificationsAPIClient:
    return NotificationsAPIClient(settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_URL, timeout=settings.EMAIL_TIMEOUT)


def send(mail: Mail) -> str:
    try:
        client().send_email_notification(
            email_address=mail.address,
            template_id=settings.NOTIFY_TEMPLATE_ID,
            personalisation={"subject": mail.subject, "body": mail.text},
            reference=mail.reference,
        )
    except HTTPError as error:
        if error.status_code == BAD_REQUEST:
            raise MailRefused(_words(error)) from error
        raise OSError(_words(error)) from error
    return ""


def ask_about_sent(*, now: dt.datetime) -> int:
    """How many have an answer that they had not before."""
    waiting = Message.objects.filter(state=Message.State.SENT, sender="notify", said="", ended_at__gte=now - ASKED_FOR)
    answered = 0
    for message in waiting.order_by("ended_at"):
        if said := _delivery(str(message.pk)):
            state = Message.State.FAILED if said in FAILURES else Message.State.SENT
            with transaction.atomic():
                answered += Message.objects.filter(pk=message.pk, said="").update(state=state, said=said)
                if state == Message.State.FAILED:
                    reached_nobody([message.pk])
    return answered


def _delivery(reference: str) -> str:
    """What became of a mail, in Notify's word: "delivered", "permanent-failure"; empty while it is on its way."""
    found = client().get_all_notifications(reference=reference)["notifications"]
    statuses = {row["status"] for row in found}
    if "delivered" in statuses:
        return "delivered"
    return next(iter(sorted(statuses & FAILURES)), "")


def _words(error: HTTPError) -> str:
    said = error.message
    if isinstance(said, list):
        said = "; ".join(str(each.get("message", each)) for each in said)
    return f"{error.status_code} {said}"
