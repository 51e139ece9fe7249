"""SMTP, through Django's own settings for mail. A sender tries again on 4xx, a lost connection and silence."""

import smtplib

from django.core.mail import EmailMultiAlternatives

from accounts.mail import headers
from reminders.senders import Mail, Refused

PERMANENT = range(500, 600)
# Words about how we signed in or said hello are about our settings: a wrong password is no reason to give a mail up.
OURS = (smtplib.SMTPAuthenticationError, smtplib.SMTPHeloError, smtplib.SMTPConnectError)


def send(mail: Mail) -> str:
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
        raise Refused(str(error)) from error  # an address that no mail can be written to
    return ""


def _raise(code: int, words: bytes | str, error: Exception):
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    if code in PERMANENT:
        raise Refused(f"{code} {text}") from error
    raise OSError(f"{code} {text}") from error
