from django.urls import path

from measures import views

urlpatterns = [
    path("measures/table-1/", views.table_one, name="table_one"),
    path("measures/releases/", views.releases, name="releases"),
    path("measures/releases/add/", views.add_release, name="add_release"),
    path("measures/releases/spellings/", views.spellings, name="spellings"),
    path("measures/releases/files/<int:pk>/", views.upload, name="upload"),
    path("measures/releases/<int:pk>/", views.release, name="release"),
    path("measures/<slug:code>/target/", views.target, name="target"),
    path("organisations/<slug:slug>/measures/<slug:code>/limits/", views.rebase, name="rebase"),
    path("organisations/<slug:slug>/measures/<slug:code>/notes/add/", views.add_note, name="add_note"),
    path("organisations/<slug:slug>/measures/<slug:code>/notes/<int:pk>/", views.change_note, name="change_note"),
    path("measures/", views.measures, name="measures"),
    path("measures/<slug:code>/", views.measure, name="measure"),
    path("measures/<slug:code>/chart.svg", views.measure_chart, name="measure_chart"),
    path("organisations/<slug:slug>/measures/", views.organisation_measures, name="organisation_measures"),
    path("organisations/<slug:slug>/measures/<slug:code>/", views.organisation_measure, name="organisation_measure"),
    path(
        "organisations/<slug:slug>/measures/<slug:code>/chart.svg",
        views.organisation_measure_chart,
        name="organisation_measure_chart",
    ),
]
