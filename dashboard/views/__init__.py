from dashboard.views.help import words
from dashboard.views.home import home
from dashboard.views.national import national, national_download
from dashboard.views.organisations import organisation, organisation_chart, organisations
from dashboard.views.standards import standard, standards

__all__ = [
    "home",
    "national",
    "national_download",
    "organisation",
    "organisation_chart",
    "organisations",
    "standard",
    "standards",
    "words",
]
