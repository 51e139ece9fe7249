from django.urls import path

from reminders.views import mails, own, unit

urlpatterns = [
    path("deadlines/", own.deadlines, name="deadlines"),
    path("deadlines/<str:secret>.ics", own.calendar, name="calendar"),
    # A person's own
    path("reminders/settings/", own.settings, name="reminder_settings"),
    path("reminders/settings/calendar/", own.calendar_address, name="calendar_address"),
    path("reminders/mine/", own.my_messages, name="my_messages"),
    path("reminders/messages/<uuid:pk>/", mails.message, name="message"),
    path("reminders/matrix/", own.matrix, name="matrix"),
    # The Unit's
    path("reminders/", mails.reminders, name="reminders"),
    path("reminders/messages/<uuid:pk>/send/", mails.send_now, name="send_now"),
    path("reminders/holds/", unit.holds, name="holds"),
    path("reminders/holds/<slug:slug>/", unit.hold, name="hold"),
    path("reminders/unanswered/", unit.unanswered, name="unanswered"),
    path("reminders/unanswered/<str:key>/", unit.take_up, name="take_up"),
    path("reminders/owed/", unit.owed_days, name="owed_days"),
    path("reminders/owed/<slug:obligation>/", unit.set_owed_from, name="set_owed_from"),
    # Of a demonstration
    path("reminders/outbox/", mails.outbox, name="outbox"),
    path("reminders/outbox/<uuid:pk>/", mails.outbox_message, name="outbox_message"),
]
