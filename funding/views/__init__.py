from funding.views.allocations import allocate, every_claim, manage_allocation, manage_fund_year, set_plan
from funding.views.claims import add_claim_evidence, claim, claim_evidence, fill_claim, move_claim
from funding.views.funds import (
    add_fund,
    add_published,
    change_fund,
    change_published,
    manage_fund,
    manage_funds,
    manage_published,
    set_fund_year,
)
from funding.views.organisation import allocation, funding_statement, organisation_funding, record_forecast

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
