from django.urls import path, register_converter

from funding import views
from funding.converters import KindConverter, YearConverter

register_converter(YearConverter, "financial_year")
register_converter(KindConverter, "claim_kind")  # rollout has registered "day"
FORCE = "organisations/<slug:slug>/funding/"
ALLOCATION = FORCE + "<slug:code>/<financial_year:year>/"
CLAIM = ALLOCATION + "<day:starts>/<claim_kind:kind>/"

FUND = "funding/funds/<slug:code>/"
YEAR = FUND + "<financial_year:year>/"

urlpatterns = [
    # the country's
    path("funding/", views.funding, name="funding"),
    path("funding/chart.svg", views.funding_chart, name="funding_chart"),
    # the Unit's
    path("funding/claims/", views.every_claim, name="claims"),
    path("funding/funds/", views.manage_funds, name="manage_funds"),
    path("funding/funds/add/", views.add_fund, name="add_fund"),
    path(FUND, views.manage_fund, name="manage_fund"),
    path(FUND + "change/", views.change_fund, name="change_fund"),
    path(YEAR, views.manage_fund_year, name="manage_fund_year"),
    path(YEAR + "set/", views.set_fund_year, name="set_fund_year"),
    path(YEAR + "allocate/", views.allocate, name="allocate"),
    path(YEAR + "to/<slug:recipient>/", views.manage_allocation, name="manage_allocation"),
    path(YEAR + "to/<slug:recipient>/plan/", views.set_plan, name="set_plan"),
    path("funding/published/", views.manage_published, name="manage_published"),
    path("funding/published/add/", views.add_published, name="add_published"),
    path("funding/published/<slug:code>/", views.change_published, name="change_published"),
    # a force's own
    path(FORCE, views.organisation_funding, name="organisation_funding"),
    path(ALLOCATION, views.allocation, name="allocation"),
    path(ALLOCATION + "forecast/", views.record_forecast, name="record_forecast"),
    path(ALLOCATION + "statement/", views.funding_statement, name="funding_statement"),
    path(CLAIM, views.claim, name="claim"),
    path(CLAIM + "fill/", views.fill_claim, name="fill_claim"),
    path(CLAIM + "evidence/", views.add_claim_evidence, name="add_claim_evidence"),
    path(CLAIM + "evidence/<int:pk>/", views.claim_evidence, name="claim_evidence"),
    path(CLAIM + "<slug:step>/", views.move_claim, name="move_claim"),
]
