"""Which stages may follow which, who may say so, and what each has to say. The one table."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import RESPOND_FINDING, SETTLE_RESPONSE
from forces.access import can
from inspections.scales import SETTLED, Stage
from ledger.workflow import Move, Sentences, Workflow

OWNED = frozenset({Stage.PROGRESS, Stage.PENDING, Stage.COMPLETE})  # somebody is named who does it
WORDS = {
    Stage.AWAITING: _("awaiting allocation"),
    Stage.PROGRESS: _("in progress"),
    Stage.PENDING: _("pending sign-off"),
    Stage.COMPLETE: _("complete, it says"),
    Stage.NOT_OURS: _("not ours, it says"),
}
# From every stage to these; the same one again adds to what was said.
_NEXT: dict[Stage, tuple[Stage, ...]] = {
    Stage.AWAITING: (Stage.AWAITING, Stage.PROGRESS, Stage.PENDING, Stage.COMPLETE, Stage.NOT_OURS),
    Stage.PROGRESS: (Stage.PROGRESS, Stage.PENDING, Stage.COMPLETE, Stage.NOT_OURS, Stage.AWAITING),
    Stage.PENDING: (Stage.PENDING, Stage.COMPLETE, Stage.PROGRESS, Stage.NOT_OURS),
    Stage.COMPLETE: (Stage.COMPLETE, Stage.PROGRESS),
    Stage.NOT_OURS: (Stage.NOT_OURS, Stage.AWAITING, Stage.PROGRESS),
}


def _move(before: Stage, after: Stage) -> Move:
    """Contributors bring a response as far as its sign-off; that it is done, or not theirs, the lead says. Why it is
    not theirs, and why what was settled is open again, has to be said."""
    if after in SETTLED:
        return Move(SETTLE_RESPONSE, needs_words=after == Stage.NOT_OURS)
    return Move(RESPOND_FINDING, needs_words=before in SETTLED, asks=_("Say why it is open again."))


RESPONSES = Workflow(
    name="response",
    labels=WORDS,
    moves={(before, after): (_move(before, after),) for before, stages in _NEXT.items() for after in stages},
    who={SETTLE_RESPONSE: _("the lead"), RESPOND_FINDING: _("those whom it is addressed to")},
    sentences=Sentences(
        order=_("A response that is %(from)s cannot become %(to)s."),
        person=_("Only the lead says that a response is complete or not yours. Mark it pending sign-off."),
        words=_("Say why it is not yours."),
    ),
    can=can,
    box="stage",
    words_box="reason",
)
