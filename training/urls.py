from django.urls import path

from training import views

FORCE = "organisations/<slug:slug>/training/"

urlpatterns = [
    # the country's
    path("training/", views.training, name="training"),
    path("training/chart.svg", views.training_chart, name="training_chart"),
    # the Unit manager's
    path("training/quotas/", views.training_quotas, name="training_quotas"),
    path("training/quotas/add/", views.add_quota, name="add_quota"),
    path("training/quotas/<slug:code>/", views.change_quota, name="change_quota"),
    path("training/quotas/<slug:code>/shares/", views.share_quota, name="share_quota"),
    path("training/courses/", views.training_courses, name="training_courses"),
    path("training/courses/add/", views.add_course, name="add_course"),
    # a force's own
    path(FORCE, views.organisation_training, name="organisation_training"),
    path(FORCE + "completions/", views.record_completions, name="record_completions"),
    path(FORCE + "workforce/", views.record_workforce, name="record_workforce"),
    path(FORCE + "headcount/", views.record_headcount, name="record_headcount"),
]
