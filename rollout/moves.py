"""Which moves a return may make, who may make them, and in what words. The one table."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import PREPARE_RETURN, REVIEW_RETURN, SIGN_RETURN
from rollout.scales import State

# Who holds the permission, for whoever does not.
WHO = {
    PREPARE_RETURN: _("the organisation's lead"),
    SIGN_RETURN: _("its chief officer"),
    REVIEW_RETURN: _("an analyst who reviews it"),
}
NEW = ""  # the state of a return that is not there yet


@dataclass(frozen=True)
class Move:
    """`needs_words`: whoever makes it has to say why."""

    permission: str
    words: Promise
    needs_words: bool = False


_TAKE_BACK = Move(PREPARE_RETURN, _("taken back"))
_HAND_BACK = Move(SIGN_RETURN, _("handed back"), needs_words=True)

# Taking back and handing back are the same move made by different people: the first is the lead's own.
MOVES: dict[tuple[str, str], tuple[Move, ...]] = {
    (NEW, State.DRAFT): (Move(PREPARE_RETURN, _("opened")),),
    (State.DRAFT, State.READY): (Move(PREPARE_RETURN, _("marked ready for sign-off")),),
    (State.CHANGES, State.READY): (Move(PREPARE_RETURN, _("marked ready for sign-off again")),),
    (State.READY, State.DRAFT): (_TAKE_BACK, _HAND_BACK),
    (State.READY, State.CHANGES): (_TAKE_BACK, _HAND_BACK),
    (State.READY, State.SIGNED): (Move(SIGN_RETURN, _("signed off")),),
    (State.SIGNED, State.CHANGES): (Move(REVIEW_RETURN, _("sent back with changes asked for"), needs_words=True),),
    (State.SIGNED, State.ACCEPTED): (Move(REVIEW_RETURN, _("accepted")),),
}
