"""Which stages may follow which, who may say so, and what each has to say. The one table."""

from accounts.permissions import RESPOND_FINDING, SETTLE_RESPONSE
from inspections.scales import SETTLED, Stage

# From every stage to these; the same one again adds to what was said.
MOVES: dict[Stage, tuple[Stage, ...]] = {
    Stage.AWAITING: (Stage.AWAITING, Stage.PROGRESS, Stage.PENDING, Stage.COMPLETE, Stage.NOT_OURS),
    Stage.PROGRESS: (Stage.PROGRESS, Stage.PENDING, Stage.COMPLETE, Stage.NOT_OURS, Stage.AWAITING),
    Stage.PENDING: (Stage.PENDING, Stage.COMPLETE, Stage.PROGRESS, Stage.NOT_OURS),
    Stage.COMPLETE: (Stage.COMPLETE, Stage.PROGRESS),
    Stage.NOT_OURS: (Stage.NOT_OURS, Stage.AWAITING, Stage.PROGRESS),
}
OWNED = frozenset({Stage.PROGRESS, Stage.PENDING, Stage.COMPLETE})  # somebody is named who does it


def permission_for(stage: Stage) -> str:
    """Contributors bring a response as far as its sign-off; that it is done, or not theirs, the lead says."""
    return SETTLE_RESPONSE if stage in SETTLED else RESPOND_FINDING


def needs_reason(before: Stage, after: Stage) -> bool:
    """Why it is not theirs, and why what was settled is open again."""
    return after == Stage.NOT_OURS or (before in SETTLED and after not in SETTLED)
