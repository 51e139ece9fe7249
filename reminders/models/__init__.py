from reminders.models.calendar import CalendarEntry, CalendarFeed
from reminders.models.chasing import TakenUp
from reminders.models.choices import Hold, Preferences
from reminders.models.heartbeat import Heartbeat
from reminders.models.messages import Matter, Message, Reminder

__all__ = [
    "CalendarEntry",
    "CalendarFeed",
    "Heartbeat",
    "Hold",
    "Matter",
    "Message",
    "Preferences",
    "Reminder",
    "TakenUp",
]
