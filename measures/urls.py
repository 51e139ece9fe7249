from django.urls import path

from measures.views import charts, national, organisation, releases, table_one

urlpatterns = [
    path("measures/table-1/", table_one.table_one, name="table_one"),
    path("measures/releases/", releases.releases, name="releases"),
    path("measures/releases/add/", releases.add_release, name="add_release"),
    path("measures/releases/spellings/", releases.spellings, name="spellings"),
    path("measures/releases/files/<int:pk>/", releases.upload, name="upload"),
    path("measures/releases/<int:pk>/", releases.release, name="release"),
    path("measures/<slug:code>/target/", charts.target, name="target"),
    path("organisations/<slug:slug>/measures/<slug:code>/limits/", charts.rebase, name="rebase"),
    path("organisations/<slug:slug>/measures/<slug:code>/notes/add/", charts.add_note, name="add_note"),
    path("organisations/<slug:slug>/measures/<slug:code>/notes/<int:pk>/", charts.change_note, name="change_note"),
    path("measures/", national.measures, name="measures"),
    path("measures/<slug:code>/", national.measure, name="measure"),
    path("measures/<slug:code>/chart.svg", national.measure_chart, name="measure_chart"),
    path("organisations/<slug:slug>/measures/", organisation.organisation_measures, name="organisation_measures"),
    path(
        "organisations/<slug:slug>/measures/<slug:code>/",
        organisation.organisation_measure,
        name="organisation_measure",
    ),
    path(
        "organisations/<slug:slug>/measures/<slug:code>/chart.svg",
        organisation.organisation_measure_chart,
        name="organisation_measure_chart",
    ),
]
