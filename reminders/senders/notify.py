"""GOV.UK Notify. Its template has the subject ((subject)) and the body ((body)); the reference is the message's id."""

from functools import lru_cache

from django.conf import settings
from notifications_python_client import NotificationsAPIClient
from notifications_python_client.errors import HTTPError

from reminders.senders import Mail, Refused

BAD_REQUEST = 400  # what Notify answers to an address that is none, or that our key may not write to
FAILURES = {"permanent-failure", "temporary-failure", "technical-failure"}  # after 72 hours of trying, for the second


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
            raise Refused(_words(error)) from error
        raise OSError(_words(error)) from error
    return ""


def delivery(reference: str) -> str:
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
