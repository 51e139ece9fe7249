from rollout.models.ledger import Commitment, Evidence, LogEntry, Statement, Update
from rollout.models.reference import Milestone, OperatingModel, Standard, Theme
from rollout.models.returns import Correction, FrozenFile, Omission, Return, ReturnEvent, Review, RuleStart

__all__ = [
    "Commitment",
    "Correction",
    "Evidence",
    "FrozenFile",
    "LogEntry",
    "Milestone",
    "Omission",
    "OperatingModel",
    "Return",
    "ReturnEvent",
    "Review",
    "RuleStart",
    "Standard",
    "Statement",
    "Theme",
    "Update",
]
