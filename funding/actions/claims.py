"""The moves of a claim: each one transaction, with its event and its audit event inside."""

import datetime as dt
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forces.periods import Span
from funding.ceiling import REFUSAL
from funding.models import Allocation, Claim, ClaimEvent
from funding.money import NIL, pounds
from funding.moves import CLAIMS, DUTIES
from funding.queries import amount_of, last_version
from funding.scales import CLAIMED, ClaimKind, State
from funding.steps import duties_of, why_not
from funding.sums import total
from ledger.actions import RuleBroken, lock_ledger
from ledger.triggers import Apart


class PastTheAllocation(RuleBroken):
    """The database keeps claims within the allocation and has refused. `over` is by how much."""

    def __init__(self, claimed: Decimal, allocated: Decimal):
        self.over = claimed - allocated
        said = {"claimed": pounds(claimed), "allocated": pounds(allocated), "over": pounds(self.over)}
        words = _(
            "This would bring what is claimed to %(claimed)s, which is %(over)s more than the allocation of "
            "%(allocated)s. Nothing was recorded. Claim less, or ask the Unit to record a variation first."
        )
        super().__init__("", words % said)


@transaction.atomic
def transition(
    *, claim: Claim, to: State, by, seen: int, comment: str = "", today: dt.date, now: dt.datetime | None = None
) -> ClaimEvent:
    """The one way in which a claim changes its state. `seen` is the number of the last event that `by` knew of. Raises
    EditConflict, PastTheAllocation, RuleBroken."""
    return CLAIMS.transition(
        claim,
        to,
        by=by,
        organisation=claim.allocation.recipient.force,
        seen=seen,
        comment=comment.strip(),
        check=lambda moved: check_move(moved, to, by, today),
        save=_save,
        now=now,
    )


def check_move(claim: Claim, to: str, by, today: dt.date) -> None:
    """That nobody does two duties, and that nothing is claimed before it was spent. Raises RuleBroken."""
    if (claim.state, to) in DUTIES:
        done = duties_of(claim, claim.versions.all(), claim.events.all())
        if why := why_not(done.get(by.pk), to):
            raise RuleBroken("", why)
    if to == State.READY and today <= claim.ends:
        said = {"day": date_format(claim.ends, "j F Y")}
        raise RuleBroken("", _("Claims are made in arrears: this one can be sent once %(day)s is over.") % said)


def open_claim(*, allocation: Allocation, span: Span, kind: str, by, now: dt.datetime) -> Claim:
    """Inside another action's transaction, under the ledger's lock."""
    claim = Claim(allocation=allocation, starts=span.starts, ends=span.ends, kind=kind)
    CLAIMS.enter(claim, None, State.DRAFT, by=by, organisation=allocation.recipient.force, now=now, save=_save)
    return claim


def _save(claim: Claim, came_from: str) -> dict:
    """Whether claims stay within the allocation is the database's to say, also when two are certified at once; and
    that nobody did two duties, where that was before the rule."""
    set_amount(claim, came_from, amount_of(last_version(claim)) if claim.state == State.CERTIFIED else NIL)
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError as error:
        if Apart.REFUSAL in str(error):
            words = _("One person did two things on this claim that two have to do. Return it for changes first.")
            raise RuleBroken("", words) from error
        if REFUSAL not in str(error):
            raise
        raise PastTheAllocation(claimed_beside(claim) + claim.amount, allocated(claim.allocation)) from error
    return {"amount": claim.amount}


def set_amount(claim: Claim, came_from: str, says: Decimal) -> None:
    """What a claim says counts from the finance officer's certificate on, as long as that stands."""
    if (came_from, claim.state) == (State.READY, State.CERTIFIED):
        claim.amount = says
    elif claim.state not in CLAIMED:
        claim.amount = NIL


def claimed_beside(claim: Claim) -> Decimal:
    """What the other claims of the allocation come to."""
    others = Claim.objects.filter(allocation=claim.allocation_id).exclude(pk=claim.pk)
    return total(others.values_list("amount", flat=True))


def allocated(allocation: Allocation) -> Decimal:
    return allocation.amount + total(allocation.variations.values_list("change", flat=True))


@transaction.atomic
def give_back(
    *, claim: Claim, by, seen: int, comment: str = "", today: dt.date, now: dt.datetime | None = None
) -> ClaimEvent:
    """From ready to certify to where it came from: taken back by those who fill it in, or handed back by the finance
    officer with a comment. Raises EditConflict, RuleBroken."""
    lock_ledger()
    ready = claim.events.filter(state=State.READY).order_by("-number").first()
    to = ready.came_from if ready else State.DRAFT
    return transition(claim=claim, to=to, by=by, seen=seen, comment=comment, today=today, now=now)


@transaction.atomic
def certify(*, claim: Claim, by, seen: int, today: dt.date, now: dt.datetime | None = None) -> ClaimEvent:
    """The finance officer's act. From then on the claim counts against the allocation. Raises EditConflict,
    PastTheAllocation, RuleBroken."""
    lock_ledger()
    if claim.kind == ClaimKind.RECOVERY and claim.events.count() == seen:
        given_back, claimed = -amount_of(last_version(claim)), claimed_beside(claim)
        if given_back > claimed:
            said = {"back": pounds(given_back), "claimed": pounds(claimed)}
            raise RuleBroken("", _("A recovery of %(back)s is more than the %(claimed)s that is claimed.") % said)
    return transition(claim=claim, to=State.CERTIFIED, by=by, seen=seen, today=today, now=now)
