from reminders.views.deadlines import calendar, deadlines
from reminders.views.holds import hold, holds
from reminders.views.messages import message, outbox, outbox_message, send_now
from reminders.views.own import calendar_address, my_messages, settings
from reminders.views.unit import matrix, reminders

__all__ = [
    "calendar",
    "calendar_address",
    "deadlines",
    "hold",
    "holds",
    "matrix",
    "message",
    "my_messages",
    "outbox",
    "outbox_message",
    "reminders",
    "send_now",
    "settings",
]
