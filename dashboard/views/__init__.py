from dashboard.views.funding import funding, funding_chart
from dashboard.views.home import home
from dashboard.views.measure import measure, measure_chart
from dashboard.views.measures import measures
from dashboard.views.national import national, national_download
from dashboard.views.organisation_measures import (
    organisation_measure,
    organisation_measure_chart,
    organisation_measures,
)
from dashboard.views.organisations import organisation, organisation_chart, organisations
from dashboard.views.programme import programme
from dashboard.views.standards import standard, standards
from dashboard.views.training import training, training_chart

__all__ = [
    "funding",
    "funding_chart",
    "home",
    "measure",
    "measure_chart",
    "measures",
    "national",
    "national_download",
    "organisation",
    "organisation_chart",
    "organisation_measure",
    "organisation_measure_chart",
    "organisation_measures",
    "organisations",
    "programme",
    "standard",
    "standards",
    "training",
    "training_chart",
]
