"""Which moves a claim may make, who may make them, and in what words. The one table."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import CERTIFY_CLAIM, RECORD_CLAIM, REVIEW_CLAIM
from forces.access import can
from funding.scales import APPROVED, CLAIMED, State
from ledger.workflow import NEW, Move, Sentences, Workflow

_READY = Move(RECORD_CLAIM, _("sent for certification"))
_TAKE_BACK = Move(RECORD_CLAIM, _("taken back"))
_HAND_BACK = Move(CERTIFY_CLAIM, _("handed back"), needs_words=True)
_RETURN = Move(REVIEW_CLAIM, _("returned for changes"), needs_words=True)
_ANSWERED = _("answered"), _("Query answered")

CLAIMS = Workflow(
    name="claim",
    labels={state.value: state.label for state in State},
    moves={
        (NEW, State.DRAFT): (Move(RECORD_CLAIM, _("opened")),),
        (State.DRAFT, State.READY): (_READY,),
        (State.RETURNED, State.READY): (_READY,),
        (State.READY, State.DRAFT): (_TAKE_BACK, _HAND_BACK),
        (State.READY, State.RETURNED): (_TAKE_BACK, _HAND_BACK),
        (State.READY, State.CERTIFIED): (Move(CERTIFY_CLAIM, _("certified")),),
        (State.CERTIFIED, State.QUERIED): (Move(REVIEW_CLAIM, _("queried"), needs_words=True),),
        (State.QUERIED, State.CERTIFIED): (
            Move(RECORD_CLAIM, *_ANSWERED, needs_words=True),
            Move(CERTIFY_CLAIM, *_ANSWERED, needs_words=True),
        ),
        (State.CERTIFIED, State.RETURNED): (_RETURN,),
        (State.QUERIED, State.RETURNED): (_RETURN,),
        (State.CERTIFIED, State.APPROVED): (Move(REVIEW_CLAIM, _("approved")),),
        (State.APPROVED, State.PAID): (Move(REVIEW_CLAIM, _("marked as paid")),),
    },
    who={
        RECORD_CLAIM: _("the force's lead or contributor"),
        CERTIFY_CLAIM: _("its chief finance officer"),
        REVIEW_CLAIM: _("an analyst who reviews it"),
    },
    sentences=Sentences(
        order=_("A claim that is %(from)s cannot become %(to)s."),
        person=_("A claim is %(move)s by %(who)s, not by you."),
        words=_("Say why, in words that those who get it can act on."),
        conflict=_("%(who)s came first: the claim is now %(state)s."),
    ),
    can=can,
    stamps={"certified": CLAIMED, "approved": APPROVED, "paid": (State.PAID,)},
)

# The moves that only those make who did nothing on the claim before: four eyes three times over.
DUTIES = {(State.READY, State.CERTIFIED), (State.CERTIFIED, State.APPROVED), (State.APPROVED, State.PAID)}
