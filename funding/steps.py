"""What people do with a claim, each a page of its own: its address, its words and the move it makes."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import CERTIFY_CLAIM, RECORD_CLAIM, REVIEW_CLAIM
from funding.scales import State


@dataclass(frozen=True)
class Step:
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
    Step(
        "send", (RECORD_CLAIM,), (State.DRAFT, State.RETURNED), State.READY,
        _("Check before the finance officer certifies"), _("Send to the finance officer"),
        _("Sent. Your chief finance officer certifies it next."),
        hint=_("You can take it back until it is certified."),
    ),
    Step(
        "certify", (CERTIFY_CLAIM,), (State.READY,), State.CERTIFIED,
        _("Certify the claim"), _("Certify"),
        _("Certified. The Unit reviews it next."), declaration=_DECLARED,
        hint=_("From then on it counts against the allocation."),
    ),
    Step(
        "back", (RECORD_CLAIM, CERTIFY_CLAIM), (State.READY,), None,
        _("Give the claim back"), _("Give it back"), _("It is back with those who fill it in."),
        asks=_("What has to change?"), secondary=True,
        hint=_("Those who fill it in can change it again."),
    ),
    Step(
        "answer", (RECORD_CLAIM, CERTIFY_CLAIM), (State.QUERIED,), State.CERTIFIED,
        _("Answer the query"), _("Send the answer"), _("Answered. The Unit goes on with its review."),
        asks=_("Your answer"), needs_words=True,
        hint=_("The figures stay as they were certified. Add evidence to the claim first if you refer to it."),
    ),
    Step(
        "approve", (REVIEW_CLAIM,), (State.CERTIFIED,), State.APPROVED,
        _("Approve the claim"), _("Approve"), _("Approved. Mark it as paid once the money has gone out."),
        asks=_("Comment (optional)"),
    ),
    Step(
        "query", (REVIEW_CLAIM,), (State.CERTIFIED,), State.QUERIED,
        _("Query the claim"), _("Send the query"), _("The force has your query. The figures stand until it answers."),
        asks=_("What do you want to know?"), needs_words=True, secondary=True,
    ),
    Step(
        "return", (REVIEW_CLAIM,), (State.CERTIFIED, State.QUERIED), State.RETURNED,
        _("Return the claim for changes"), _("Return it"),
        _("Returned. It no longer counts against the allocation until it is certified again."),
        asks=_("What has to change?"), needs_words=True, secondary=True,
        hint=_("It then has to be certified again."),
    ),
    Step(
        "pay", (REVIEW_CLAIM,), (State.APPROVED,), State.PAID,
        _("Mark the claim as paid"), _("Mark as paid"), _("Marked as paid. That is the claim's end."),
        asks=_("Comment (optional)"),
    ),
)  # fmt: skip
STEPS = {step.name: step for step in ALL}


def first_step(state: str, held: set[str]) -> Step | None:
    """What somebody with these permissions is asked to do next with a claim in this state."""
    asked = (step for step in ALL if not step.secondary and state in step.come_from)
    return next((step for step in asked if held & set(step.permissions)), None)
