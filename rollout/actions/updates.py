"""Writes to the ledger: each one transaction, with its audit event inside."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import RECORD_UPDATE
from forces.access import check_right, is_on_behalf
from ledger.actions import EditConflict, RuleBroken, append, lock_ledger, says
from ledger.evidence import NewEvidence, attach
from rollout.models import Commitment, Evidence, Statement, Update
from rollout.queries import latest_to_follow
from rollout.scales import Confidence


@dataclass(frozen=True)
class Position:
    """What an update says, or a correction."""

    status: int
    confidence: int
    reason: str = ""
    target_date: dt.date | None = None
    target_reason: str = ""
    note: str = ""

    @classmethod
    def of(cls, said: Statement) -> "Position":
        return cls(**{name: getattr(said, name) for name in cls.__dataclass_fields__})


@transaction.atomic
def record_update(
    *,
    commitment: Commitment,
    by,
    base: int,
    position: Position,
    evidence: Iterable[NewEvidence] = (),
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> Update:
    """`base` is the number of the update this one was written on, 0 for none. Raises EditConflict, RuleBroken."""
    check_right(by, RECORD_UPDATE, commitment.organisation)
    lock_ledger()
    (last, signed_off_at), evidence = latest_to_follow(commitment), list(evidence)
    if last and last.number != base:
        return _sent_twice(commitment, last, token, position, evidence)
    check_position(position, last)
    update = _append(commitment, last, Update.Kind.REPORTED, position, signed_off_at, by=by, token=token, now=now)
    for item in evidence:
        attach(Evidence(update=update, expires=item.expires, received_at=update.recorded_at), item)
    return update


@transaction.atomic
def confirm_unchanged(*, commitment: Commitment, by, base: int, token=None, now: dt.datetime | None = None) -> Update:
    """Nothing changed since the last update: an update of its own kind that says the same again, without its note.
    Raises EditConflict, RuleBroken."""
    check_right(by, RECORD_UPDATE, commitment.organisation)
    lock_ledger()
    last, signed_off_at = latest_to_follow(commitment)
    if last and last.number != base:
        return _sent_twice(commitment, last, token)
    if last is None:
        raise RuleBroken("status", _("There is nothing to confirm yet. Record where this stands."))
    same = Position(last.status, last.confidence, last.reason, last.target_date)
    return _append(commitment, last, Update.Kind.CONFIRMED, same, signed_off_at, by=by, token=token, now=now)


@transaction.atomic
def confirm_many(
    *, bases: Mapping[Commitment, int], by, token: uuid.UUID, now: dt.datetime | None = None
) -> list[Update]:
    """Each an update of its own, all or none. The form's one token makes each its own, so a form sent twice confirms
    once. Raises EditConflict with all that came first, RuleBroken."""
    lock_ledger()
    confirmed, came_first = [], []
    for commitment, base in bases.items():
        own = uuid.uuid5(token, str(commitment.pk))
        try:
            row = confirm_unchanged(commitment=commitment, by=by, base=base, token=own, now=now)
            confirmed.append(row)
        except EditConflict as conflict:
            came_first.append(conflict.latest)
    if came_first:
        raise EditConflict(came_first)
    return confirmed


def check_position(position: Position, last: Update | None) -> None:
    """Amber and red need a reason; so does a target date that moved. Raises RuleBroken."""
    check_reason(position)
    if target_moved(position.target_date, last) and not position.target_reason.strip():
        raise RuleBroken("target_reason", _("Say why the target date moved."))


def check_reason(position: Position) -> None:
    if position.confidence != Confidence.GREEN and not position.reason.strip():
        raise RuleBroken("reason", _("Say why confidence is not green."))


def target_moved(target_date: dt.date | None, last: Update | None) -> bool:
    """A date given before and now another, or taken away. The first date is no move."""
    return bool(last and last.target_date and target_date != last.target_date)


def _sent_twice(commitment, last: Update, token, position: Position | None = None, evidence=()) -> Update:
    """The row that this very form has already written; else somebody came first. A form that was sent, brought
    back and changed counts as that too: what was typed since must not be lost."""
    written = commitment.updates.filter(token=token).first() if token else None
    if written and position is None:
        return written
    if written:
        names = ("title", "link", "speaks_for", "expires", "sha256")
        held = list(written.evidence.values_list(*names).order_by("pk"))
        sent = [tuple(getattr(item, name) for name in names) for item in evidence]
        if sent == held and says(written, vars(position)):
            return written
    raise EditConflict(last)


def _append(commitment, last, kind, position, signed_off_at, *, by, token, now) -> Update:
    """Never before a sign-off that was there already, so that nothing slips in before it."""
    return append(
        Update(
            commitment=commitment,
            kind=kind,
            on_behalf=is_on_behalf(by, RECORD_UPDATE, commitment.organisation),
            token=token,
            **vars(position),
        ),
        last=last,
        by=by,
        action=f"update.{kind}",
        organisation=commitment.organisation,
        before={"number": last.number} | summary(last) if last else None,
        after=lambda row: {
            "number": row.number,
            **summary(row),
            "standard": commitment.standard.code,
            "on_behalf": row.on_behalf,
        },
        not_before=[signed_off_at],
        now=now,
    )


def summary(said: Statement) -> dict:
    """For the audit."""
    target = said.target_date.isoformat() if said.target_date else None
    return {"status": said.status, "confidence": said.confidence, "target_date": target}
