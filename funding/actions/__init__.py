from funding.actions.allocations import allocate, set_plan, vary
from funding.actions.claims import PastTheAllocation, certify, give_back, transition
from funding.actions.figures import add_evidence, record_forecast, save_claim, sign_statement
from funding.actions.funds import set_fund, set_fund_year, set_published_total
from ledger.actions import EditConflict, RuleBroken

__all__ = [
    "EditConflict",
    "PastTheAllocation",
    "RuleBroken",
    "add_evidence",
    "allocate",
    "certify",
    "give_back",
    "record_forecast",
    "save_claim",
    "set_fund",
    "set_fund_year",
    "set_plan",
    "set_published_total",
    "sign_statement",
    "transition",
    "vary",
]
