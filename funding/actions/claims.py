"""The moves of a claim: each one transaction, with its event and its audit event inside."""

import datetime as dt
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forces.access import can
from funding.ceiling import REFUSAL
from funding.duties import duties_of, why_not
from funding.models import Allocation, Claim, ClaimEvent
from funding.money import NIL, pounds
from funding.moves import DUTIES, MOVES, NEW, WHO, Move
from funding.queries import amount_of, last_version
from funding.scales import CLAIMED, Kind, State
from funding.sums import total
from ledger.actions import Refused, audit, lock_ledger
from ledger.triggers import Apart


class CameFirst(Refused):
    """Somebody moved the claim after the page was opened on which this was decided. `event` is theirs."""

    def __init__(self, event: ClaimEvent):
        said = {"who": event.recorded_by, "state": event.get_state_display().lower()}
        super().__init__("", _("%(who)s came first: the claim is now %(state)s.") % said)
        self.event = event


class PastTheAllocation(Refused):
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
    CameFirst, PastTheAllocation, Refused."""
    lock_ledger()
    rows = Claim.objects.select_for_update(of=("self",)).select_related("allocation__recipient__force")
    locked, comment = rows.get(pk=claim.pk), comment.strip()
    last = locked.events.select_related("recorded_by").order_by("-number").first()
    if last.number != seen:
        return _sent_twice(last, to, by, seen, comment)
    check_move(locked, to, by, comment, today)
    event = record_event(locked, last, to, by, comment, max(now or timezone.now(), last.recorded_at))
    claim.refresh_from_db()
    return event


def check_move(claim: Claim, to: str, by, comment: str, today: dt.date) -> Move:
    """Raises Refused: out of order, not this person's to make, too early, or without the words it needs."""
    moves = MOVES.get((claim.state, to))
    if moves is None:
        said = {"from": State(claim.state).label.lower(), "to": State(to).label.lower()}
        raise Refused("", _("A claim that is %(from)s cannot become %(to)s.") % said)
    allowed = [move for move in moves if can(by, move.permission, claim.allocation.recipient.force)]
    if not allowed:
        said = {"move": moves[-1].words, "who": WHO[moves[-1].permission]}
        raise Refused("", _("A claim is %(move)s by %(who)s, not by you.") % said)
    if allowed[0].needs_words and not comment:
        raise Refused("comment", _("Say why, in words that those who get it can act on."))
    if (claim.state, to) in DUTIES:
        done = duties_of(claim, claim.versions.all(), claim.events.all())
        if why := why_not(done.get(by.pk), to):
            raise Refused("", why)
    if to == State.READY and today <= claim.ends:
        said = {"day": date_format(claim.ends, "j F Y")}
        raise Refused("", _("Claims are made in arrears: this one can be sent once %(day)s is over.") % said)
    return allowed[0]


def _sent_twice(last: ClaimEvent, to, by, seen, comment) -> ClaimEvent:
    """The same form sent again by the same person has done its work already; else somebody came first."""
    if (last.number, last.state, last.recorded_by_id, last.comment) == (seen + 1, to, by.pk, comment):
        return last
    raise CameFirst(last)


def record_event(claim: Claim, last: ClaimEvent | None, to, by, comment, now) -> ClaimEvent:
    """Inside another action's transaction, under the ledger's lock."""
    says = last_version(claim) if to == State.CERTIFIED else None
    set_state(claim, to, last.state if last else NEW, by, now, amount_of(says) if says else NIL)
    _save_within(claim)
    event = ClaimEvent.objects.create(
        claim=claim,
        number=last.number + 1 if last else 1,
        came_from=last.state if last else NEW,
        state=to,
        amount=claim.amount,
        comment=comment,
        recorded_at=now,
        recorded_by=by,
    )
    audit(
        by=by,
        action=f"claim.{to}",
        subject=claim,
        organisation=claim.allocation.recipient.force.slug,
        before={"state": event.came_from},
        after={"state": str(to), "event": event.number, "amount": str(claim.amount)},
        now=now,
    )
    return event


def set_state(claim: Claim, to: str, came_from: str, by, now: dt.datetime, amount: Decimal) -> None:
    """The one place that assigns it: the row follows its last event, so that the database can hold it to its rules.
    `amount` is what the claim says; it counts from the finance officer's certificate on."""
    claim.state = to
    if to == State.CERTIFIED and came_from == State.READY:
        claim.amount, claim.certified_at, claim.certified_by = amount, now, by
    elif to == State.APPROVED:
        claim.approved_at, claim.approved_by = now, by
    elif to == State.PAID:
        claim.paid_at, claim.paid_by = now, by
    elif to not in CLAIMED:
        claim.amount, claim.certified_at, claim.certified_by = NIL, None, None


def _save_within(claim: Claim) -> None:
    """Whether claims stay within the allocation is the database's to say, also when two are certified at once; and
    that nobody did two duties, where that was before the rule."""
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError as error:
        if Apart.REFUSAL in str(error):
            words = _("One person did two things on this claim that two have to do. Return it for changes first.")
            raise Refused("", words) from error
        if REFUSAL not in str(error):
            raise
        raise PastTheAllocation(claimed_beside(claim) + claim.amount, allocated(claim.allocation)) from error


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
    officer with a comment. Raises CameFirst, Refused."""
    lock_ledger()
    ready = claim.events.filter(state=State.READY).order_by("-number").first()
    to = ready.came_from if ready else State.DRAFT
    return transition(claim=claim, to=to, by=by, seen=seen, comment=comment, today=today, now=now)


@transaction.atomic
def certify(*, claim: Claim, by, seen: int, today: dt.date, now: dt.datetime | None = None) -> ClaimEvent:
    """The finance officer's act. From then on the claim counts against the allocation. Raises CameFirst,
    PastTheAllocation, Refused."""
    lock_ledger()
    if claim.kind == Kind.RECOVERY and claim.events.count() == seen:
        _check_recovery(claim)
    return transition(claim=claim, to=State.CERTIFIED, by=by, seen=seen, today=today, now=now)


def _check_recovery(claim: Claim) -> None:
    given_back, claimed = -amount_of(last_version(claim)), claimed_beside(claim)
    if given_back > claimed:
        said = {"back": pounds(given_back), "claimed": pounds(claimed)}
        raise Refused("", _("A recovery of %(back)s is more than the %(claimed)s that is claimed.") % said)
