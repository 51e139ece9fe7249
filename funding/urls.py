from django.urls import path, register_converter

from funding import years
from funding.scales import ClaimKind
from funding.views import allocations, claims, funds, national, organisation


class YearConverter:
    """A financial year by its first."""

    regex = r"20\d{2}"

    def to_python(self, value: str) -> int:
        year = int(value)
        if not years.FIRST <= year <= years.LAST:
            raise ValueError("no financial year of a fund")
        return year

    def to_url(self, value: int) -> str:
        return str(value)


class KindConverter:
    regex = "|".join(ClaimKind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(YearConverter, "financial_year")
register_converter(KindConverter, "claim_kind")  # rollout has registered "day"
FORCE = "organisations/<slug:slug>/funding/"
ALLOCATION = FORCE + "<slug:code>/<financial_year:year>/"
CLAIM = ALLOCATION + "<day:starts>/<claim_kind:kind>/"

FUND = "funding/funds/<slug:code>/"
YEAR = FUND + "<financial_year:year>/"

urlpatterns = [
    # the country's
    path("funding/", national.funding, name="funding"),
    path("funding/chart.svg", national.funding_chart, name="funding_chart"),
    # the Unit's
    path("funding/claims/", national.every_claim, name="claims"),
    path("funding/funds/", funds.manage_funds, name="manage_funds"),
    path("funding/funds/add/", funds.add_fund, name="add_fund"),
    path(FUND, funds.manage_fund, name="manage_fund"),
    path(FUND + "change/", funds.change_fund, name="change_fund"),
    path(YEAR, allocations.manage_fund_year, name="manage_fund_year"),
    path(YEAR + "set/", funds.set_fund_year, name="set_fund_year"),
    path(YEAR + "allocate/", allocations.allocate, name="allocate"),
    path(YEAR + "to/<slug:recipient>/", allocations.manage_allocation, name="manage_allocation"),
    path(YEAR + "to/<slug:recipient>/plan/", allocations.set_plan, name="set_plan"),
    path("funding/published/", funds.manage_published, name="manage_published"),
    path("funding/published/add/", funds.add_published, name="add_published"),
    path("funding/published/<slug:code>/", funds.change_published, name="change_published"),
    # a force's own
    path(FORCE, organisation.organisation_funding, name="organisation_funding"),
    path(ALLOCATION, organisation.allocation, name="allocation"),
    path(ALLOCATION + "forecast/", organisation.record_forecast, name="record_forecast"),
    path(ALLOCATION + "statement/", organisation.funding_statement, name="funding_statement"),
    path(CLAIM, claims.claim, name="claim"),
    path(CLAIM + "fill/", claims.fill_claim, name="fill_claim"),
    path(CLAIM + "evidence/", claims.add_claim_evidence, name="add_claim_evidence"),
    path(CLAIM + "evidence/<int:pk>/", claims.claim_evidence, name="claim_evidence"),
    path(CLAIM + "<slug:step>/", claims.move_claim, name="move_claim"),
]
