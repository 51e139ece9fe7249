from rollout.views.commitments import commitment, commitments
from rollout.views.evidence import evidence
from rollout.views.log import log, organisation_log, write_log
from rollout.views.record import confirm, record

__all__ = ["commitment", "commitments", "confirm", "evidence", "log", "organisation_log", "record", "write_log"]
