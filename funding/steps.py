"""What people do with a claim, each a page of its own, and what nobody does on a claim on which they did the step
before: who fills it in or sends it does not certify it, who certifies it does not approve it, and who approves it does
not mark it as paid, whatever roles they hold."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from accounts.permissions import CERTIFY_CLAIM, RECORD_CLAIM, REVIEW_CLAIM
from forces.access import holders_of
from forces.models import Organisation
from funding.models import Claim, ClaimEvent, ClaimVersion
from funding.scales import State


@dataclass(frozen=True)
class ClaimStep:
    """`to` is None for giving back, which returns to where the claim came from. `asks`: the label of its words."""

    name: str
    permissions: tuple[str, ...]
    come_from: tuple[str, ...]
    to: str | None
    title: Promise
    button: Promise
    done: Promise
    asks: Promise | str = ""
    needs_words: bool = False
    declaration: Promise | str = ""
    hint: Promise | str = ""
    secondary: bool = False


_DECLARED = _(
    "I am the chief finance officer. This was spent on the fund's purpose in this period, and is claimed nowhere else."
)
ALL = (
    ClaimStep(
        "send", (RECORD_CLAIM,), (State.DRAFT, State.RETURNED), State.READY,
        _("Check before the finance officer certifies"), _("Send to the finance officer"),
        _("Sent. Your chief finance officer certifies it next."),
        hint=_("You can take it back until it is certified."),
    ),
    ClaimStep(
        "certify", (CERTIFY_CLAIM,), (State.READY,), State.CERTIFIED,
        _("Certify the claim"), _("Certify"),
        _("Certified. The Unit reviews it next."), declaration=_DECLARED,
        hint=_("From then on it counts against the allocation."),
    ),
    ClaimStep(
        "back", (RECORD_CLAIM, CERTIFY_CLAIM), (State.READY,), None,
        _("Give the claim back"), _("Give it back"), _("It is back with those who fill it in."),
        asks=_("What has to change?"), secondary=True,
        hint=_("Those who fill it in can change it again."),
    ),
    ClaimStep(
        "answer", (RECORD_CLAIM, CERTIFY_CLAIM), (State.QUERIED,), State.CERTIFIED,
        _("Answer the query"), _("Send the answer"), _("Answered. The Unit goes on with its review."),
        asks=_("Your answer"), needs_words=True,
        hint=_("The figures stay as they were certified. Add evidence to the claim first if you refer to it."),
    ),
    ClaimStep(
        "approve", (REVIEW_CLAIM,), (State.CERTIFIED,), State.APPROVED,
        _("Approve the claim"), _("Approve"), _("Approved. Mark it as paid once the money has gone out."),
        asks=_("Comment (optional)"),
    ),
    ClaimStep(
        "query", (REVIEW_CLAIM,), (State.CERTIFIED,), State.QUERIED,
        _("Query the claim"), _("Send the query"), _("The force has your query. The figures stand until it answers."),
        asks=_("What do you want to know?"), needs_words=True, secondary=True,
    ),
    ClaimStep(
        "return", (REVIEW_CLAIM,), (State.CERTIFIED, State.QUERIED), State.RETURNED,
        _("Return the claim for changes"), _("Return it"),
        _("Returned. It no longer counts against the allocation until it is certified again."),
        asks=_("What has to change?"), needs_words=True, secondary=True,
        hint=_("It then has to be certified again."),
    ),
    ClaimStep(
        "pay", (REVIEW_CLAIM,), (State.APPROVED,), State.PAID,
        _("Mark the claim as paid"), _("Mark as paid"), _("Marked as paid. That is the claim's end."),
        asks=_("Comment (optional)"),
    ),
)  # fmt: skip
STEPS = {step.name: step for step in ALL}


def first_step(state: str, held: set[str]) -> ClaimStep | None:
    """What somebody with these permissions is asked to do next with a claim in this state."""
    asked = (step for step in ALL if not step.secondary and state in step.come_from)
    return next((step for step in asked if held & set(step.permissions)), None)


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
