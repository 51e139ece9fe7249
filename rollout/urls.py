from django.urls import path, register_converter

from forces.converters import DayConverter
from rollout import views

register_converter(DayConverter, "day")
ORGANISATION = "organisations/<slug:slug>/"
COMMITMENT = ORGANISATION + "commitments/<slug:code>/"

urlpatterns = [
    path(ORGANISATION + "commitments/", views.commitments, name="commitments"),
    path(COMMITMENT, views.commitment, name="commitment"),
    path(COMMITMENT + "record/", views.record, name="record_update"),
    path(COMMITMENT + "confirm/", views.confirm, name="confirm_unchanged"),
    path(COMMITMENT + "evidence/<int:pk>/", views.evidence, name="evidence"),
    path(ORGANISATION + "log/", views.organisation_log, name="organisation_log"),
    path("log/", views.log, name="log"),
    path("log/write/", views.write_log, name="write_log"),
]
