"""Which moves a claim may make, who may make them, and in what words. The one table."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import CERTIFY_CLAIM, RECORD_CLAIM, REVIEW_CLAIM
from funding.scales import State

# Who holds the permission, for whoever does not.
WHO = {
    RECORD_CLAIM: _("the force's lead or contributor"),
    CERTIFY_CLAIM: _("its chief finance officer"),
    REVIEW_CLAIM: _("an analyst who reviews it"),
}
NEW = ""  # the state of a claim that is not there yet


@dataclass(frozen=True)
class Move:
    """`needs_words`: whoever makes it has to say why. `done`: what the list of events calls it."""

    permission: str
    words: Promise
    done: Promise
    needs_words: bool = False


_READY = Move(RECORD_CLAIM, _("sent for certification"), _("Sent for certification"))
_TAKE_BACK = Move(RECORD_CLAIM, _("taken back"), _("Taken back"))
_HAND_BACK = Move(CERTIFY_CLAIM, _("handed back"), _("Handed back"), needs_words=True)
_RETURN = Move(REVIEW_CLAIM, _("returned for changes"), _("Returned for changes"), needs_words=True)

MOVES: dict[tuple[str, str], tuple[Move, ...]] = {
    (NEW, State.DRAFT): (Move(RECORD_CLAIM, _("opened"), _("Opened")),),
    (State.DRAFT, State.READY): (_READY,),
    (State.RETURNED, State.READY): (_READY,),
    (State.READY, State.DRAFT): (_TAKE_BACK, _HAND_BACK),
    (State.READY, State.RETURNED): (_TAKE_BACK, _HAND_BACK),
    (State.READY, State.CERTIFIED): (Move(CERTIFY_CLAIM, _("certified"), _("Certified")),),
    (State.CERTIFIED, State.QUERIED): (Move(REVIEW_CLAIM, _("queried"), _("Queried"), needs_words=True),),
    (State.QUERIED, State.CERTIFIED): (
        Move(RECORD_CLAIM, _("answered"), _("Query answered"), needs_words=True),
        Move(CERTIFY_CLAIM, _("answered"), _("Query answered"), needs_words=True),
    ),
    (State.CERTIFIED, State.RETURNED): (_RETURN,),
    (State.QUERIED, State.RETURNED): (_RETURN,),
    (State.CERTIFIED, State.APPROVED): (Move(REVIEW_CLAIM, _("approved"), _("Approved")),),
    (State.APPROVED, State.PAID): (Move(REVIEW_CLAIM, _("marked as paid"), _("Marked as paid")),),
}


# The moves that only those make who did nothing on the claim before: four eyes three times over.
DUTIES = {(State.READY, State.CERTIFIED), (State.CERTIFIED, State.APPROVED), (State.APPROVED, State.PAID)}


def done(came_from: str, state: str, *, comment: str = "") -> Promise:
    """What a move that was made is called. Handing back says why, taking back does not have to."""
    moves = MOVES[came_from, state]
    return (moves[-1] if comment else moves[0]).done
