"""Hands messages to the workers. Called once they are committed: a worker may be quicker."""

import logging
from collections.abc import Iterable

from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def hand_over(messages: Iterable) -> int:
    """How many the broker took. What it does not take now, the sweep gives it later."""
    from reminders.tasks import send_message

    number = 0
    try:
        for pk in messages:
            send_message.apply_async([str(pk)], retry=False)
            number += 1
    except OperationalError as error:
        logger.warning("Redis takes no messages, the sweep will give them again: %r", error)
    return number
