from rollout.models.corrections import Correction
from rollout.models.evidence import Evidence
from rollout.models.ledger import Commitment, Statement, Update
from rollout.models.log import LogEntry
from rollout.models.reference import Milestone, OperatingModel, Standard, Theme
from rollout.models.returns import FrozenFile, Omission, Return, ReturnEvent
from rollout.models.reviews import Review
from rollout.models.rules import RuleStart

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
