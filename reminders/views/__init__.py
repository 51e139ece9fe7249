from reminders.views.deadlines import calendar, deadlines
from reminders.views.holds import hold, holds
from reminders.views.messages import message, outbox, outbox_message, send_now
from reminders.views.owed import owed_days, set_owed_from
from reminders.views.own import calendar_address, my_messages, settings
from reminders.views.unanswered import take_up, unanswered
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
    "owed_days",
    "reminders",
    "send_now",
    "set_owed_from",
    "settings",
    "take_up",
    "unanswered",
]
