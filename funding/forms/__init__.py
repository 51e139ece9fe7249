from funding.forms.amounts import AmountField
from funding.forms.claims import ClaimEvidenceForm, ClaimFilter, ClaimForm, ForecastForm, MoveForm, StatementForm

__all__ = [
    "AmountField",
    "ClaimEvidenceForm",
    "ClaimFilter",
    "ClaimForm",
    "ForecastForm",
    "MoveForm",
    "StatementForm",
]
