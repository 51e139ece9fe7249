from rollout.queries.positions import (
    history,
    last_update_at,
    latest,
    latest_to_follow,
    log_entries,
    position_rows,
    positions,
    whole_updates,
    with_follow_up,
)

__all__ = [
    "history",
    "last_update_at",
    "latest",
    "latest_to_follow",
    "log_entries",
    "position_rows",
    "positions",
    "whole_updates",
    "with_follow_up",
]
