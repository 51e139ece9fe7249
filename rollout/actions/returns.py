"""What is done with a return: each one transaction, with its event and its audit event inside."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import CORRECT_RETURN
from forces.access import check_right
from forces.models import Organisation, ReportingPeriod
from forces.queries import owing
from ledger.actions import EditConflict, RuleBroken, lock_ledger
from ledger.as_at import AsAt
from rollout.frozen import freeze
from rollout.models import Omission, Return, ReturnEvent
from rollout.moves import RETURNS
from rollout.queries.items import ReportingState, ReturnItem, return_items
from rollout.queries.returns import TICK, ReturnAt, revisions_of, whole_return
from rollout.rules import broken, starts
from rollout.scales import State


@transaction.atomic
def transition(
    *, of_return: Return, to: State, by, seen: int, comment: str = "", now: dt.datetime | None = None
) -> ReturnEvent:
    """`seen` is the number of the last event that `by` knew of. Raises EditConflict, RuleBroken."""
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
    RuleBroken."""
    if to == State.ACCEPTED and of_return.signed_by_id == by.pk:
        raise RuleBroken("", _("You signed this return, so somebody else has to accept it."))
    prepared = of_return.events.filter(state=State.READY, recorded_by=by)
    if to in (State.SIGNED, State.ACCEPTED) and prepared.exists():
        words = _("You marked this return ready for sign-off, so somebody else has to sign it off.")
        accepts = _("You marked this return ready for sign-off, so somebody else has to accept it.")
        raise RuleBroken("", words if to == State.SIGNED else accepts)


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
        raise RuleBroken("", _("%(organisation)s owes no return for this period.") % {"organisation": organisation})
    if period.starts > today:
        raise RuleBroken("", _("This period has not begun yet."))
    revision = corrects.revision + 1 if corrects else 1
    opened = Return(organisation=organisation, period=period, revision=revision, reason=reason, corrects=corrects)
    opening = RETURNS.enter(opened, None, State.DRAFT, by=by, organisation=organisation, comment=reason, now=now)
    return ReturnAt(opened, [opening])


class Incomplete(RuleBroken):
    """Something is missing without a reason. `items` says what."""

    def __init__(self, missing: list[ReturnItem]):
        super().__init__("", _("Say why each of the standards below is missing, or record where it stands."))
        self.items = missing


@transaction.atomic
def mark_ready(
    *,
    organisation: Organisation,
    period: ReportingPeriod,
    by,
    seen: int,
    reasons: Mapping[int, str],
    today: dt.date,
    now: dt.datetime | None = None,
) -> ReturnEvent:
    """Ready for sign-off, with a reason (by commitment) for all that is missing. Opens the return when there is none;
    `seen` is 0 then. Raises EditConflict, Incomplete, RuleBroken."""
    lock_ledger()
    found = revisions_of(organisation, period, None)
    if found and found[-1].seen != seen:
        # The first time two events are written at once: opened and ready. With other reasons it is another form.
        event = RETURNS.repeated(found[-1].last, State.READY, by=by, seen=seen or 1, comment="")
        if any(reasons.get(pk, "").strip() != said for pk, said in event.omissions.values_list("commitment", "reason")):
            raise RETURNS.conflict(event)
        return event
    at = found[-1] if found else open_return(organisation=organisation, period=period, by=by, today=today, now=now)
    RETURNS.check(at.found.state, State.READY, by=by, organisation=organisation)
    owed = return_items(organisation, period, at, AsAt(today))
    omitted = {item.commitment.pk: reasons.get(item.commitment.pk, "").strip() for item in owed if item.needs_reason}
    if missing := [item for item in owed if item.needs_reason and not omitted[item.commitment.pk]]:
        raise Incomplete(missing)
    if at.is_correction:
        if not at.corrected:
            raise RuleBroken("", _("Nothing is corrected yet. Correct at least one standard, then mark it ready."))
        omitted |= {item.commitment.pk: item.omission for item in owed if item.carried and item.omission}
    check_rules(owed, today)
    now = max([now or timezone.now(), *(row.recorded_at for row in at.corrections)])
    event = transition(of_return=at.found, to=State.READY, by=by, seen=at.seen, now=now)
    Omission.objects.bulk_create(
        Omission(event=event, commitment_id=pk, reason=reason, recorded_at=event.recorded_at)
        for pk, reason in omitted.items()
    )
    return event


def check_rules(owed: list[ReturnItem], today: dt.date) -> None:
    """Raises RuleBroken when a rule that stops is broken; one that only informs is for the page to say."""
    for each in broken(owed, starts(), today):
        if each.stops:
            codes = ", ".join(item.commitment.standard.code for item in each.items)
            raise RuleBroken(
                "", _("%(rule)s. This is not so for %(codes)s.") % {"rule": each.rule.words, "codes": codes}
            )


def check_named(owed: list[ReturnItem]) -> None:
    """Raises RuleBroken when something came to be missing after the return was marked ready: a standard that is new, or
    what an earlier return takes whose due date was extended since."""
    if unnamed := [item for item in owed if item.said == ReportingState.MISSING and not item.omission]:
        codes = ", ".join(item.commitment.standard.code for item in unnamed)
        said = _("Since this was marked ready, %(codes)s came to be missing without a reason. Hand it back to get one.")
        raise RuleBroken("", said % {"codes": codes})


@transaction.atomic
def give_back(*, of_return: Return, by, seen: int, comment: str = "", now: dt.datetime | None = None) -> ReturnEvent:
    """From ready for sign-off to where it came from: taken back by the lead, or handed back by the chief officer with
    a comment. Raises EditConflict, RuleBroken."""
    lock_ledger()
    ready = of_return.events.filter(state=State.READY).order_by("-number").first()
    to = ready.came_from if ready else State.DRAFT
    return transition(of_return=of_return, to=to, by=by, seen=seen, comment=comment.strip(), now=now)


@transaction.atomic
def sign(
    *, of_return: Return, by, seen: int, seen_update: int, today: dt.date, now: dt.datetime | None = None
) -> ReturnEvent:
    """The sign-off fixes a moment. `seen_update` is the id of the organisation's last update on the page that was
    signed from, 0 for none. Raises EditConflict, RuleBroken."""
    lock_ledger()
    at = whole_return(of_return)
    owed = return_items(of_return.organisation, of_return.period, at, AsAt(today))
    newest = max((item.position for item in owed if item.position), key=lambda update: update.pk, default=None)
    if at.seen == seen and newest and newest.pk != seen_update:
        said = _("An update was recorded after you opened the page. Read what changed, then sign.")
        raise EditConflict(newest, said)
    if at.seen == seen and at.state == State.READY:
        check_named(owed)
        check_rules(owed, today)
    signed = [*(item.position for item in owed if item.position), *at.corrections]
    moment = max([now or timezone.now(), *(each.recorded_at + TICK for each in signed)])
    return transition(of_return=of_return, to=State.SIGNED, by=by, seen=seen, now=moment)


@transaction.atomic
def ask_for_changes(*, of_return: Return, by, seen: int, comment: str, now: dt.datetime | None = None) -> ReturnEvent:
    """Raises EditConflict, RuleBroken."""
    return transition(of_return=of_return, to=State.CHANGES, by=by, seen=seen, comment=comment.strip(), now=now)


@transaction.atomic
def accept(
    *, of_return: Return, by, seen: int, today: dt.date, comment: str = "", now: dt.datetime | None = None
) -> ReturnEvent:
    """Accepts and freezes. Raises EditConflict, RuleBroken."""
    lock_ledger()
    event = transition(of_return=of_return, to=State.ACCEPTED, by=by, seen=seen, comment=comment.strip(), now=now)
    if of_return.files.exists():  # the same form twice
        return event
    at = whole_return(of_return)
    owed = return_items(of_return.organisation, of_return.period, at, AsAt(today))
    if waiting := [item for item in owed if item.is_asked]:
        codes = ", ".join(item.commitment.standard.code for item in waiting)
        said = _("Your queries on %(codes)s are not answered. Ask for changes, or agree or differ instead.")
        raise RuleBroken("", said % {"codes": codes})
    freeze(at, owed)
    return event


@transaction.atomic
def open_correction(
    *,
    organisation: Organisation,
    period: ReportingPeriod,
    by,
    reason: str,
    today: dt.date,
    now: dt.datetime | None = None,
) -> ReturnAt:
    """A new revision of an accepted return, which says what that said until statements are corrected
    (rollout/actions/corrections.py); the accepted one stays. Raises RuleBroken."""
    lock_ledger()
    found = revisions_of(organisation, period, None)
    check_right(by, CORRECT_RETURN, organisation)
    at = found[-1] if found else None
    if at and at.seen == 1 and (at.last.recorded_by_id, at.found.reason) == (by.pk, reason.strip() or None):
        return at  # the same form sent again by the same person
    if at is None or at.is_open:
        raise RuleBroken("", _("Only an accepted return can be corrected. This one is still open."))
    if not reason.strip():
        raise RuleBroken("reason", _("Say why the accepted return has to be corrected."))
    return open_return(
        organisation=organisation,
        period=period,
        by=by,
        today=today,
        corrects=at.found,
        reason=reason.strip(),
        now=max(now or timezone.now(), at.last.recorded_at),
    )
