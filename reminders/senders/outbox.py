"""For a demonstration: nothing leaves. The message keeps its text, and the outbox page shows it."""

from reminders.senders import Mail


def send(mail: Mail) -> str:
    return ""
