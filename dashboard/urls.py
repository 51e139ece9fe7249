from django.urls import path

from dashboard import views

urlpatterns = [
    path("", views.home, name="home"),
    path("national/", views.national, name="national"),
    path("national/download.<str:format>", views.national_download, name="national_download"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("organisations/<slug:slug>/position.svg", views.organisation_chart, name="organisation_chart"),
    path("standards/", views.standards, name="standards"),
    path("standards/<slug:code>/", views.standard, name="standard"),
    path("training/", views.training, name="training"),
    path("training/chart.svg", views.training_chart, name="training_chart"),
    path("funding/", views.funding, name="funding"),
    path("funding/chart.svg", views.funding_chart, name="funding_chart"),
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
    path("programme/", views.programme, name="programme"),
]
