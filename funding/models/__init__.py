from funding.models.allocations import Allocation, Forecast, Plan, PlannedSpend, Statement, Variation
from funding.models.claims import Claim, ClaimEvent, ClaimEvidence, ClaimLine, ClaimVersion
from funding.models.funds import Fund, FundYear, PublishedTotal, Recipient

__all__ = [
    "Allocation",
    "Claim",
    "ClaimEvent",
    "ClaimEvidence",
    "ClaimLine",
    "ClaimVersion",
    "Forecast",
    "Fund",
    "FundYear",
    "Plan",
    "PlannedSpend",
    "PublishedTotal",
    "Recipient",
    "Statement",
    "Variation",
]
