"""Which moves a return may make, who may make them, and in what words. The one table."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import PREPARE_RETURN, REVIEW_RETURN, SIGN_RETURN
from forces.access import can
from ledger.workflow import NEW, Move, Sentences, Workflow
from rollout.scales import State

_TAKE_BACK = Move(PREPARE_RETURN, _("taken back"))
_HAND_BACK = Move(SIGN_RETURN, _("handed back"), needs_words=True)

RETURNS = Workflow(
    name="return",
    labels={state.value: state.label for state in State},
    # Taking back and handing back are the same move made by different people: the first is the lead's own.
    moves={
        (NEW, State.DRAFT): (Move(PREPARE_RETURN, _("opened")),),
        (State.DRAFT, State.READY): (Move(PREPARE_RETURN, _("marked ready for sign-off")),),
        (State.CHANGES, State.READY): (Move(PREPARE_RETURN, _("marked ready for sign-off again")),),
        (State.READY, State.DRAFT): (_TAKE_BACK, _HAND_BACK),
        (State.READY, State.CHANGES): (_TAKE_BACK, _HAND_BACK),
        (State.READY, State.SIGNED): (Move(SIGN_RETURN, _("signed off")),),
        (State.SIGNED, State.CHANGES): (Move(REVIEW_RETURN, _("sent back with changes asked for"), needs_words=True),),
        (State.SIGNED, State.ACCEPTED): (Move(REVIEW_RETURN, _("accepted")),),
    },
    who={
        PREPARE_RETURN: _("the organisation's lead"),
        SIGN_RETURN: _("its chief officer"),
        REVIEW_RETURN: _("an analyst who reviews it"),
    },
    sentences=Sentences(
        order=_("A return that is %(from)s cannot become %(to)s."),
        person=_("A return is %(move)s by %(who)s, not by you."),
        words=_("Say why, in words that those who get it back can act on."),
        conflict=_("%(who)s came first: the return is now %(state)s."),
    ),
    can=can,
    stamps={"signed": (State.SIGNED, State.ACCEPTED), "accepted": (State.ACCEPTED,)},
)
