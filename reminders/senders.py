"""How a mail leaves: by SMTP, by GOV.UK Notify, or into the demonstration's outbox (the setting REMINDERS_SENDER).

Each sender is a function of a Mail that returns what the provider said. It raises MailRefused when trying again cannot
help, and anything else when it can.
"""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from accounts.mail import headers

PERMANENT = range(500, 600)
# Words about how we signed in or said hello are about our settings: a wrong password is no reason to give a mail up.
OURS = (smtplib.SMTPAuthenticationError, smtplib.SMTPHeloError, smtplib.SMTPConnectError)


@dataclass(frozen=True)
class Mail:
    reference: str  # the message's id: the same when it is sent again
    address: str
    subject: str
    text: str
    html: str


class MailRefused(Exception):
    """For good, in the provider's words."""


def sender() -> Callable[[Mail], str]:
    if settings.REMINDERS_SENDER == "notify":
        from reminders import notify  # with its client, which nobody else needs

        return notify.send
    return {"smtp": send_by_smtp, "outbox": keep}[settings.REMINDERS_SENDER]


def keep(mail: Mail) -> str:
    """For a demonstration: nothing leaves. The message keeps its text, and the outbox page shows it."""
    return ""


def send_by_smtp(mail: Mail) -> str:
    """Through Django's own settings for mail. It is tried again on 4xx, a lost connection and silence."""
    carried = headers(mail.reference) | {"X-Reference": mail.reference}
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.address], headers=carried)
    message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        _raise(*next(iter(error.recipients.values())), error)
    except OURS:
        raise
    except smtplib.SMTPResponseException as error:
        _raise(error.smtp_code, error.smtp_error, error)
    except (ValueError, UnicodeError, smtplib.SMTPNotSupportedError) as error:
        raise MailRefused(str(error)) from error  # an address that no mail can be written to
    return ""


def _raise(code: int, words: bytes | str, error: Exception):
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    if code in PERMANENT:
        raise MailRefused(f"{code} {text}") from error
    raise OSError(f"{code} {text}") from error
