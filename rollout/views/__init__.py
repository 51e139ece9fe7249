from rollout.views.board import late_board, review_queue
from rollout.views.commitments import commitment, commitments, evidence
from rollout.views.corrections import correct_statement, withdraw_correction
from rollout.views.log import log, organisation_log, write_log
from rollout.views.programme import programme
from rollout.views.record import confirm, record
from rollout.views.returns import frozen_return, organisation_returns, return_page
from rollout.views.review import decide_return, review_return, review_update
from rollout.views.schedule import extend_period, periods, plan_periods, rules, set_rule_start
from rollout.views.sign_off import confirm_many, correct_return, give_back, mark_ready, sign_return

__all__ = [
    "commitment",
    "commitments",
    "confirm",
    "confirm_many",
    "correct_return",
    "correct_statement",
    "decide_return",
    "evidence",
    "extend_period",
    "frozen_return",
    "give_back",
    "late_board",
    "log",
    "mark_ready",
    "organisation_log",
    "organisation_returns",
    "periods",
    "plan_periods",
    "programme",
    "record",
    "return_page",
    "review_queue",
    "review_return",
    "review_update",
    "rules",
    "set_rule_start",
    "sign_return",
    "withdraw_correction",
    "write_log",
]
