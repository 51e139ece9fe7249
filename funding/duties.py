"""Who did what on a claim, so that nobody does the next thing too: who fills it in or sends it does not certify it, who
certifies it does not approve it, and who approves it does not mark it as paid, whatever roles they hold."""

from collections.abc import Iterable

from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from accounts.permissions import CERTIFY_CLAIM, REVIEW_CLAIM
from forces.access import holders_of
from forces.models import Organisation
from funding.models import Claim, ClaimEvent, ClaimVersion
from funding.scales import State

DONE = {
    "filled": _("You saved figures of this claim"),
    "sent": _("You sent this claim to be certified"),
    "certified": _("You certified this claim"),
    "approved": _("You approved this claim"),
}
TO_DO = {
    State.CERTIFIED: _("%(done)s, so somebody else has to certify it."),
    State.APPROVED: _("%(done)s, so somebody else has to approve it."),
    State.PAID: _("%(done)s, so somebody else has to mark it as paid."),
}
# Whoever sends, certifies or approves is told before the button who comes next.
NEXT = {
    State.READY: (CERTIFY_CLAIM, _("To certify it: a chief finance officer who neither filled it in nor sent it.")),
    State.CERTIFIED: (REVIEW_CLAIM, _("To approve it: an analyst who neither filled it in nor certified it.")),
    State.APPROVED: (REVIEW_CLAIM, _("To mark it as paid: an analyst who did not approve it.")),
}


def duties_of(claim: Claim, versions: Iterable[ClaimVersion], events: Iterable[ClaimEvent]) -> dict[int, str]:
    """By person's id the last that they did, a key of DONE."""
    found = dict.fromkeys((version.recorded_by_id for version in versions), "filled")
    found |= dict.fromkeys((event.recorded_by_id for event in events if event.state == State.READY), "sent")
    found |= {claim.certified_by_id: "certified", claim.approved_by_id: "approved"}
    found.pop(None, None)
    return found


def why_not(done: str | None, to: str) -> str:
    """Why somebody who did that does not make this move; empty when they may."""
    return TO_DO[State(to)] % {"done": DONE[done]} if done else ""


def who_is_next(did: set[int], to: str | None, force: Organisation) -> tuple[str, str]:
    """Who may take the claim further from there, in words, and a warning where nobody is left. `did`: who has done
    something on it by then."""
    if to not in NEXT:
        return "", ""
    permission, words = NEXT[to]
    if holders_of(permission, force).exclude(pk__in=did).exists():
        return words, ""
    return words, _text("Nobody else holds that role. Ask for somebody to be given it first.")
