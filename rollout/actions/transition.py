"""The one way in which a return changes its state."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forces.access import can
from forces.models import Organisation, ReportingPeriod
from forces.queries import owing
from ledger.actions import Refused, audit, lock_ledger
from rollout.models import Return, ReturnEvent
from rollout.moves import MOVES, NEW, WHO, Move
from rollout.queries.returns import ReturnAt
from rollout.scales import State


class CameFirst(Refused):
    """Somebody moved the return after the page was opened on which this was decided. `event` is theirs."""

    def __init__(self, event: ReturnEvent):
        said = {"who": event.recorded_by, "state": event.get_state_display().lower()}
        super().__init__("", _("%(who)s came first: the return is now %(state)s.") % said)
        self.event = event


@transaction.atomic
def transition(
    *, of_return: Return, to: State, by, seen: int, comment: str = "", now: dt.datetime | None = None
) -> ReturnEvent:
    """The one way in which a return changes its state. `seen` is the number of the last event that `by` knew of.
    Raises CameFirst, Refused."""
    lock_ledger()
    locked = Return.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=of_return.pk)
    last = locked.events.select_related("recorded_by").order_by("-number").first()
    if last.number != seen:
        return sent_twice(last, to, by, seen, comment)
    check_move(locked, to, by, comment)
    event = _record(locked, last, to, by, comment, max(now or timezone.now(), last.recorded_at))
    of_return.refresh_from_db()
    return event


def check_move(of_return: Return, to: str, by, comment: str) -> Move:
    """Raises Refused: out of order, not this person's to make, or without the words it needs."""
    moves = MOVES.get((of_return.state, to))
    if moves is None:
        said = {"from": State(of_return.state).label.lower(), "to": State(to).label.lower()}
        raise Refused("", _("A return that is %(from)s cannot become %(to)s.") % said)
    allowed = [move for move in moves if can(by, move.permission, of_return.organisation)]
    if not allowed:
        said = {"move": moves[-1].words, "who": WHO[moves[-1].permission]}
        raise Refused("", _("A return is %(move)s by %(who)s, not by you.") % said)
    if allowed[0].needs_words and not comment.strip():
        raise Refused("comment", _("Say why, in words that those who get it back can act on."))
    if to == State.ACCEPTED and of_return.signed_by_id == by.pk:
        raise Refused("", _("You signed this return, so somebody else has to accept it."))
    if to in (State.SIGNED, State.ACCEPTED) and prepared(of_return, by):
        words = _("You marked this return ready for sign-off, so somebody else has to sign it off.")
        accepts = _("You marked this return ready for sign-off, so somebody else has to accept it.")
        raise Refused("", words if to == State.SIGNED else accepts)
    return allowed[0]


def prepared(of_return: Return, person) -> bool:
    """Whoever marks a return as ready does not sign it off, whatever roles they hold."""
    return of_return.events.filter(state=State.READY, recorded_by=person).exists()


def sent_twice(last: ReturnEvent, to, by, seen, comment) -> ReturnEvent:
    """The same form sent again by the same person has done its work already; else somebody came first."""
    if (last.number, last.state, last.recorded_by_id, last.comment) == (seen + 1, to, by.pk, comment):
        return last
    raise CameFirst(last)


def _record(of_return: Return, last: ReturnEvent | None, to, by, comment, now) -> ReturnEvent:
    set_state(of_return, to, by, now)
    of_return.save()
    event = ReturnEvent.objects.create(
        of_return=of_return,
        number=last.number + 1 if last else 1,
        came_from=last.state if last else NEW,
        state=to,
        comment=comment,
        recorded_at=now,
        recorded_by=by,
    )
    audit(
        by=by,
        action=f"return.{to}",
        subject=of_return,
        organisation=of_return.organisation.slug,
        before={"state": event.came_from},
        after={"state": str(to), "event": event.number},
        now=now,
    )
    return event


def set_state(of_return: Return, to: str, by, now: dt.datetime) -> None:
    """The one place that assigns it: the row follows its last event, so that the database can hold it to its rules."""
    of_return.state = to
    if to == State.SIGNED:
        of_return.signed_at, of_return.signed_by = now, by
    elif to == State.ACCEPTED:
        of_return.accepted_at, of_return.accepted_by = now, by
    else:
        of_return.signed_at = of_return.signed_by = None


def open_return(
    *,
    organisation: Organisation,
    period: ReportingPeriod,
    by,
    today: dt.date,
    corrects: Return | None = None,
    reason="",
    now=None,
) -> ReturnAt:
    """A new draft; inside another action's transaction, under the ledger's lock."""
    if period.withdrawn_at or not owing(period).filter(pk=organisation.pk).exists():
        raise Refused("", _("%(organisation)s owes no return for this period.") % {"organisation": organisation})
    if period.starts > today:
        raise Refused("", _("This period has not begun yet."))
    now = now or timezone.now()
    revision = corrects.revision + 1 if corrects else 1
    opened = Return(organisation=organisation, period=period, revision=revision, reason=reason, corrects=corrects)
    return ReturnAt(opened, [_record(opened, None, State.DRAFT, by, reason, now)])
