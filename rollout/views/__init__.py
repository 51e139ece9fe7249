from rollout.views.commitments import commitment, commitments
from rollout.views.evidence import evidence
from rollout.views.log import log, organisation_log, write_log
from rollout.views.prepare_return import confirm_many, mark_ready
from rollout.views.record import confirm, record
from rollout.views.returns import frozen_return, organisation_returns, return_page
from rollout.views.sign_return import correct_return, give_back, sign_return

__all__ = [
    "commitment",
    "commitments",
    "confirm",
    "confirm_many",
    "correct_return",
    "evidence",
    "frozen_return",
    "give_back",
    "log",
    "mark_ready",
    "organisation_log",
    "organisation_returns",
    "record",
    "return_page",
    "sign_return",
    "write_log",
]
