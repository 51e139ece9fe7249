"""How a mail leaves: by SMTP, by GOV.UK Notify, or into the demonstration's outbox (the setting REMINDERS_SENDER).

Each sender is a function of a Mail that returns what the provider said. It raises Refused when trying again cannot
help, and anything else when it can.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings


@dataclass(frozen=True)
class Mail:
    reference: str  # the message's id: the same when it is sent again
    address: str
    subject: str
    text: str
    html: str


class Refused(Exception):
    """For good, in the provider's words."""


SENDERS = {"smtp": "reminders.senders.smtp", "notify": "reminders.senders.notify", "outbox": "reminders.senders.outbox"}


def sender() -> Callable[[Mail], str]:
    return import_module(SENDERS[settings.REMINDERS_SENDER]).send
