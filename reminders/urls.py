from django.urls import path

from reminders import views

urlpatterns = [
    path("deadlines/", views.deadlines, name="deadlines"),
    path("deadlines/<str:secret>.ics", views.calendar, name="calendar"),
    # A person's own
    path("reminders/settings/", views.settings, name="reminder_settings"),
    path("reminders/settings/calendar/", views.calendar_address, name="calendar_address"),
    path("reminders/mine/", views.my_messages, name="my_messages"),
    path("reminders/messages/<uuid:pk>/", views.message, name="message"),
    path("reminders/matrix/", views.matrix, name="matrix"),
    # The Unit's
    path("reminders/", views.reminders, name="reminders"),
    path("reminders/messages/<uuid:pk>/send/", views.send_now, name="send_now"),
    path("reminders/holds/", views.holds, name="holds"),
    path("reminders/holds/<slug:slug>/", views.hold, name="hold"),
    path("reminders/unanswered/", views.unanswered, name="unanswered"),
    path("reminders/unanswered/<str:key>/", views.take_up, name="take_up"),
    path("reminders/owed/", views.owed_days, name="owed_days"),
    path("reminders/owed/<slug:obligation>/", views.set_owed_from, name="set_owed_from"),
    # Of a demonstration
    path("reminders/outbox/", views.outbox, name="outbox"),
    path("reminders/outbox/<uuid:pk>/", views.outbox_message, name="outbox_message"),
]
