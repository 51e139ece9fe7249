"""How far a response to a finding is, as whoever was addressed says. Pure."""

from enum import StrEnum


class Stage(StrEnum):
    AWAITING = "awaiting"
    PROGRESS = "progress"
    PENDING = "pending"
    COMPLETE = "complete"
    NOT_OURS = "not_ours"


SETTLED = frozenset({Stage.COMPLETE, Stage.NOT_OURS})
