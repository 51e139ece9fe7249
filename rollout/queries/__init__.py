from rollout.queries.positions import history, latest, latest_ids, position_rows, positions
from rollout.queries.updates import (
    last_sign_off,
    last_update_at,
    latest_to_follow,
    log_entries,
    whole_updates,
    with_follow_up,
)

__all__ = [
    "history",
    "last_sign_off",
    "last_update_at",
    "latest",
    "latest_ids",
    "latest_to_follow",
    "log_entries",
    "position_rows",
    "positions",
    "whole_updates",
    "with_follow_up",
]
