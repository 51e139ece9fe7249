"""What puts right what a return said: rows of its own ledger, while the correction is in draft or comes back."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import CORRECT_RETURN, RECORD_UPDATE
from forces.access import check_right, is_on_behalf
from ledger.actions import EditConflict, RuleBroken, append, lock_ledger
from rollout.actions.updates import Position, check_reason, summary
from rollout.models import Commitment, Correction, Return, Statement
from rollout.queries.returns import ReturnAt, statements, whole_return
from rollout.scales import State


@transaction.atomic
def correct_statement(
    *,
    of_return: Return,
    commitment: Commitment,
    by,
    base: int,
    position: Position,
    why: str,
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> Correction:
    """What the return should have said about the commitment, and why it said something else. `base` is the
    number of the correction this one was written on, 0 for none. Raises EditConflict, RuleBroken."""
    lock_ledger()
    at, last, said = _to_correct(of_return, commitment, by)
    if written := _sent_twice(last, base, token, Correction.Kind.CORRECTED, position, why):
        return written
    check_reason(position)
    if not why.strip():
        raise RuleBroken("why", _("Say why what was signed was wrong."))
    if said and Position.of(said) == position:
        raise RuleBroken("status", _("This is what was signed. Change what was wrong, or leave the standard as it is."))
    if last and not last.is_withdrawn and Position.of(last) == position and last.why == why.strip():
        raise RuleBroken("status", _("This is how it is corrected already. Change what you want to put right."))
    recorded = {"by": by, "token": token, "now": now}
    return _append(at, commitment, last, said, Correction.Kind.CORRECTED, position, why, **recorded)


@transaction.atomic
def withdraw_correction(
    *,
    of_return: Return,
    commitment: Commitment,
    by,
    base: int,
    why: str,
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> Correction:
    """What was signed stands again. Raises EditConflict, RuleBroken."""
    lock_ledger()
    at, last, said = _to_correct(of_return, commitment, by)
    if written := _sent_twice(last, base, token, Correction.Kind.WITHDRAWN, None, why):
        return written
    if last is None or last.is_withdrawn:
        raise RuleBroken("", _("This standard is not corrected, so there is nothing to withdraw."))
    if not why.strip():
        raise RuleBroken("why", _("Say why the correction is withdrawn."))
    recorded = {"by": by, "token": token, "now": now}
    return _append(at, commitment, last, said, Correction.Kind.WITHDRAWN, Position.of(last), why, **recorded)


def _to_correct(of_return, commitment, by) -> tuple[ReturnAt, Correction | None, Statement | None]:
    """The correction, its last row on the commitment, and what was signed. Raises RuleBroken."""
    check_right(by, CORRECT_RETURN, of_return.organisation)
    at = whole_return(of_return)
    if not at.is_correction:
        raise RuleBroken("", _("Only an accepted return can be corrected. Open a correction of it first."))
    if at.state not in (State.DRAFT, State.CHANGES):
        said = {"state": at.state.label.lower()}
        raise RuleBroken(
            "", _("This correction is %(state)s. It has to come back before anything in it changes.") % said
        )
    signed_on = timezone.localdate(_first_signed(at.found).signed_at)
    known = Commitment.objects.filter(organisation=of_return.organisation_id, pk=commitment.pk).known_on(signed_on)
    if not known.exists():
        raise RuleBroken("", _("This standard is not part of the return."))
    rows = [row for row in at.corrections if row.commitment_id == commitment.pk]
    last = max(rows, key=lambda row: row.number, default=None)
    before = statements(at.found.corrects, known)  # type: ignore[arg-type]  # it corrects one
    return at, last, before.get(commitment.pk)


def _first_signed(of_return: Return) -> Return:
    """The revision that was signed from the ledger."""
    return _first_signed(of_return.corrects) if of_return.corrects else of_return


def _sent_twice(last: Correction | None, base, token, kind, position, why) -> Correction | None:
    """The row that this very form has written already; else somebody came first."""
    if last is None or last.number == base:
        return None
    same = last.token == token and last.kind == kind and last.why == why.strip()
    if same and (position is None or Position.of(last) == position):
        return last
    raise EditConflict(last)


def _append(at, commitment, last, said, kind, position, why, *, by, token, now) -> Correction:
    before = last if last and not last.is_withdrawn else said
    standard, revision = commitment.standard.code, at.found.revision

    def after(row: Correction) -> dict:
        stands = said if row.is_withdrawn and said else row
        return summary(stands) | {"standard": standard, "revision": revision, "on_behalf": row.on_behalf}

    return append(
        Correction(
            of_return=at.found,
            commitment=commitment,
            kind=kind,
            why=why.strip(),
            on_behalf=is_on_behalf(by, RECORD_UPDATE, at.found.organisation),
            token=token,
            **vars(position),
        ),
        last=last,
        by=by,
        action=f"correction.{kind}",
        organisation=at.found.organisation,
        before=summary(before) if before else None,
        after=after,
        not_before=[at.steps[-1].recorded_at],
        now=now,
    )
