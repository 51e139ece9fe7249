from ledger.actions import EditConflict, RuleBroken
from rollout.actions.corrections import correct_statement, withdraw_correction
from rollout.actions.returns import (
    Incomplete,
    accept,
    ask_for_changes,
    give_back,
    mark_ready,
    open_correction,
    sign,
    transition,
)
from rollout.actions.reviews import agree_with_the_rest, review
from rollout.actions.unit import change_schedule, replaceable, set_rule_start, write_log
from rollout.actions.updates import (
    Position,
    check_position,
    confirm_many,
    confirm_unchanged,
    record_update,
    target_moved,
)

__all__ = [
    "EditConflict",
    "Incomplete",
    "Position",
    "RuleBroken",
    "accept",
    "agree_with_the_rest",
    "ask_for_changes",
    "change_schedule",
    "check_position",
    "confirm_many",
    "confirm_unchanged",
    "correct_statement",
    "give_back",
    "mark_ready",
    "open_correction",
    "record_update",
    "replaceable",
    "review",
    "set_rule_start",
    "sign",
    "target_moved",
    "transition",
    "withdraw_correction",
    "write_log",
]
