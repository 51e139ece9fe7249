from funding.views.allocations import allocate, manage_allocation, manage_fund_year, set_plan
from funding.views.claim_list import every_claim
from funding.views.claims import add_claim_evidence, claim, claim_evidence, fill_claim
from funding.views.funds import add_fund, change_fund, manage_fund, manage_funds, set_fund_year
from funding.views.moves import move_claim
from funding.views.national import funding, funding_chart
from funding.views.organisation import allocation, funding_statement, organisation_funding, record_forecast
from funding.views.published import add_published, change_published, manage_published

__all__ = [
    "add_claim_evidence",
    "add_fund",
    "add_published",
    "allocate",
    "allocation",
    "change_fund",
    "change_published",
    "claim",
    "claim_evidence",
    "every_claim",
    "fill_claim",
    "funding",
    "funding_chart",
    "funding_statement",
    "manage_allocation",
    "manage_fund",
    "manage_fund_year",
    "manage_funds",
    "manage_published",
    "move_claim",
    "organisation_funding",
    "record_forecast",
    "set_fund_year",
    "set_plan",
]
