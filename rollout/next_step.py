"""What a person can do about a return next, or who does it."""

from django.utils.translation import gettext_lazy as _

from accounts.permissions import CORRECT_RETURN, PREPARE_RETURN, RECORD_UPDATE, SIGN_RETURN
from forces.access import can
from rollout.access import ReturnPage
from rollout.scales import State

_FILL_IN = (
    (PREPARE_RETURN, _("Record what is missing, or confirm it unchanged. Then mark the return ready for sign-off.")),
    (RECORD_UPDATE, _("Record what is missing, or confirm it unchanged. The lead then marks it ready for sign-off.")),
    (None, _("The lead marks it ready for sign-off, then a chief officer signs it off.")),
)
_CORRECT = (
    (PREPARE_RETURN, _("Correct what was signed wrongly, standard by standard. Then mark it ready for sign-off.")),
    (CORRECT_RETURN, _("Correct what was signed wrongly, standard by standard. The lead then marks it ready.")),
    (None, _("The lead marks it ready for sign-off, then a chief officer signs it off.")),
)
# The first that the person has the right to; None is for everybody else.
STEPS = {
    State.DRAFT: _FILL_IN,
    State.CHANGES: _FILL_IN,
    State.READY: (
        (SIGN_RETURN, _("Read it and sign it off, or hand it back with comments.")),
        (PREPARE_RETURN, _("A chief officer signs it off next. To change it, take it back first.")),
        (None, _("A chief officer signs it off next.")),
    ),
    State.SIGNED: ((None, _("What is recorded now is not part of what was signed.")),),
    State.ACCEPTED: (
        (CORRECT_RETURN, _("To put it right, open a correction: a new revision, and both stay.")),
        (None, ""),
    ),
}


def next_step(page: ReturnPage, user) -> str:
    if page.state == State.READY and page.prepared_by(user) and can(user, SIGN_RETURN, page.organisation):
        return _("You marked it ready for sign-off, so another chief officer signs it off.")
    return next(
        words
        for permission, words in (_CORRECT if page.is_correction and page.in_work else STEPS[page.state])
        if permission is None or can(user, permission, page.organisation)
    )
