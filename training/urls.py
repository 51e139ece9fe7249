from django.urls import path

from training.views import completions, national, organisation, quotas, snapshots

FORCE = "organisations/<slug:slug>/training/"

urlpatterns = [
    # the country's
    path("training/", national.training, name="training"),
    path("training/chart.svg", national.training_chart, name="training_chart"),
    # the Unit manager's
    path("training/quotas/", quotas.training_quotas, name="training_quotas"),
    path("training/quotas/add/", quotas.add_quota, name="add_quota"),
    path("training/quotas/<slug:code>/", quotas.change_quota, name="change_quota"),
    path("training/quotas/<slug:code>/shares/", quotas.share_quota, name="share_quota"),
    path("training/courses/", quotas.training_courses, name="training_courses"),
    path("training/courses/add/", quotas.add_course, name="add_course"),
    # a force's own
    path(FORCE, organisation.organisation_training, name="organisation_training"),
    path(FORCE + "completions/", completions.record_completions, name="record_completions"),
    path(FORCE + "workforce/", snapshots.record_workforce, name="record_workforce"),
    path(FORCE + "headcount/", snapshots.record_headcount, name="record_headcount"),
]
