from django.urls import path

from dashboard import glossary
from dashboard.views import home, national, organisations, standards

urlpatterns = [
    path("", home.home, name="home"),
    path("national/", national.national, name="national"),
    path("national/download.<str:format>", national.national_download, name="national_download"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:slug>/position.svg", organisations.organisation_chart, name="organisation_chart"),
    path("standards/", standards.standards, name="standards"),
    path("help/words/", glossary.words, name="words"),
    path("standards/<slug:code>/", standards.standard, name="standard"),
]
