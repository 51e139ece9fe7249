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
    path("help/words/", views.words, name="words"),
    path("standards/<slug:code>/", views.standard, name="standard"),
]
