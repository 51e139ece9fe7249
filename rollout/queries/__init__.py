from rollout.queries.head import LedgerHead, head_of, ledger_head
from rollout.queries.log import log_entries, with_follow_up
from rollout.queries.positions import history, latest, latest_ids, position_rows, positions
from rollout.queries.updates import last_sign_off, latest_to_follow, whole_updates

__all__ = [
    "LedgerHead",
    "head_of",
    "history",
    "last_sign_off",
    "latest",
    "latest_ids",
    "latest_to_follow",
    "ledger_head",
    "log_entries",
    "position_rows",
    "positions",
    "whole_updates",
    "with_follow_up",
]
