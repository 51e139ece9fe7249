from rollout.models.ledger import Commitment, Evidence, Update
from rollout.models.log import LogEntry
from rollout.models.reference import Milestone, OperatingModel, Standard, Theme

__all__ = ["Commitment", "Evidence", "LogEntry", "Milestone", "OperatingModel", "Standard", "Theme", "Update"]
