"""The one way in which a return changes its state."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from forces.models import Organisation, ReportingPeriod
from forces.queries import owing
from ledger.actions import Refused
from rollout.models import Return, ReturnEvent
from rollout.moves import RETURNS
from rollout.queries.returns import ReturnAt
from rollout.scales import State


@transaction.atomic
def transition(
    *, of_return: Return, to: State, by, seen: int, comment: str = "", now: dt.datetime | None = None
) -> ReturnEvent:
    """`seen` is the number of the last event that `by` knew of. Raises EditConflict, Refused."""
    return RETURNS.transition(
        of_return,
        to,
        by=by,
        organisation=of_return.organisation,
        seen=seen,
        comment=comment,
        check=lambda moved: check_duties(moved, to, by),
        now=now,
    )


def check_duties(of_return: Return, to: str, by) -> None:
    """Whoever prepared a return neither signs nor accepts it, and whoever signed it does not accept it. Raises
    Refused."""
    if to == State.ACCEPTED and of_return.signed_by_id == by.pk:
        raise Refused("", _("You signed this return, so somebody else has to accept it."))
    if to in (State.SIGNED, State.ACCEPTED) and prepared(of_return, by):
        words = _("You marked this return ready for sign-off, so somebody else has to sign it off.")
        accepts = _("You marked this return ready for sign-off, so somebody else has to accept it.")
        raise Refused("", words if to == State.SIGNED else accepts)


def prepared(of_return: Return, person) -> bool:
    """Whoever marks a return as ready does not sign it off, whatever roles they hold."""
    return of_return.events.filter(state=State.READY, recorded_by=person).exists()


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
    revision = corrects.revision + 1 if corrects else 1
    opened = Return(organisation=organisation, period=period, revision=revision, reason=reason, corrects=corrects)
    opening = RETURNS.enter(opened, None, State.DRAFT, by=by, organisation=organisation, comment=reason, now=now)
    return ReturnAt(opened, [opening])
