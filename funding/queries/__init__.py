from funding.queries.claims import amount_of, amounts, evidence, last_version, plan_of, planned, versions
from funding.queries.funds import fund_obligation, fund_year_versions, fund_years, funds, published_totals
from funding.queries.positions import ALLOCATIONS, AllocationAt, ClaimAt, positions

__all__ = [
    "ALLOCATIONS",
    "AllocationAt",
    "ClaimAt",
    "amount_of",
    "amounts",
    "evidence",
    "fund_obligation",
    "fund_year_versions",
    "fund_years",
    "funds",
    "last_version",
    "plan_of",
    "planned",
    "positions",
    "published_totals",
    "versions",
]
