"""Writes to the ledger: each one transaction, with its audit event inside."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger.actions import Refused, audit, lock_ledger
from ledger.evidence import NewEvidence, fill_in
from rollout.models import Commitment, Evidence, Statement, Update
from rollout.queries import latest_to_follow
from rollout.scales import Confidence


class Collision(Exception):
    """Somebody recorded an update, or corrected a statement, after the one this was written on. `latest` is theirs."""

    def __init__(self, latest: Statement):
        super().__init__(f"{latest} came first")
        self.latest = latest


class Collisions(Exception):
    """Of many that were to be confirmed at once, what was recorded in between; nothing was confirmed."""

    def __init__(self, latest: list[Update]):
        super().__init__(f"{len(latest)} updates came first")
        self.latest = latest


@dataclass(frozen=True)
class Position:
    """What an update says, or a correction."""

    status: int
    confidence: int
    reason: str = ""
    target_date: dt.date | None = None
    target_reason: str = ""
    note: str = ""


@transaction.atomic
def record_update(
    *,
    commitment: Commitment,
    by,
    base_number: int,
    position: Position,
    evidence: Iterable[NewEvidence] = (),
    token: uuid.UUID | None = None,
    on_behalf: bool = False,
    now: dt.datetime | None = None,
) -> Update:
    """`base_number` is the number of the update this one was written on, 0 for none. Raises Collision, Refused."""
    lock_ledger()
    (last, signed_off_at), evidence = latest_to_follow(commitment), list(evidence)
    if last and last.number != base_number:
        return _sent_twice(commitment, last, token, position, evidence)
    check_position(position, last)
    recorded = {"by": by, "on_behalf": on_behalf, "token": token, "now": _next(last, signed_off_at, now)}
    return _append(commitment, last, Update.Kind.REPORTED, position, evidence, **recorded)


@transaction.atomic
def confirm_unchanged(
    *, commitment: Commitment, by, base_number: int, token=None, on_behalf: bool = False, now: dt.datetime | None = None
) -> Update:
    """Nothing changed since the last update: an update of its own kind that says the same again, without its note."""
    lock_ledger()
    last, signed_off_at = latest_to_follow(commitment)
    if last and last.number != base_number:
        return _sent_twice(commitment, last, token)
    if last is None:
        raise Refused("status", _("There is nothing to confirm yet. Record where this stands."))
    same = Position(last.status, last.confidence, last.reason, last.target_date)
    recorded = {"by": by, "on_behalf": on_behalf, "token": token, "now": _next(last, signed_off_at, now)}
    return _append(commitment, last, Update.Kind.CONFIRMED, same, **recorded)


@transaction.atomic
def confirm_many(
    *,
    base_numbers: Mapping[Commitment, int],
    by,
    token: uuid.UUID,
    on_behalf: bool = False,
    now: dt.datetime | None = None,
) -> list[Update]:
    """Each an update of its own, all or none. The form's one token makes each its own, so a form sent twice confirms
    once. Raises Collisions, Refused."""
    lock_ledger()
    confirmed, came_first = [], []
    for commitment, base_number in base_numbers.items():
        own = uuid.uuid5(token, str(commitment.pk))
        said = {"by": by, "base_number": base_number, "token": own, "on_behalf": on_behalf, "now": now}
        try:
            confirmed.append(confirm_unchanged(commitment=commitment, **said))
        except Collision as collision:
            came_first.append(collision.latest)
    if came_first:
        raise Collisions(came_first)
    return confirmed


def check_position(position: Position, last: Update | None) -> None:
    """Amber and red need a reason; so does a target date that moved. Raises Refused."""
    check_reason(position)
    if target_moved(position.target_date, last) and not position.target_reason.strip():
        raise Refused("target_reason", _("Say why the target date moved."))


def check_reason(position: Position) -> None:
    if position.confidence != Confidence.GREEN and not position.reason.strip():
        raise Refused("reason", _("Say why confidence is not green."))


def target_moved(target_date: dt.date | None, last: Update | None) -> bool:
    """A date given before and now another, or taken away. The first date is no move."""
    return bool(last and last.target_date and target_date != last.target_date)


def _sent_twice(commitment, last: Update, token, position: Position | None = None, evidence=()) -> Update:
    """The row that this very form has already written; else somebody came first. A form that was sent, brought
    back and changed counts as that too: what was typed since must not be lost."""
    written = commitment.updates.filter(token=token).first() if token else None
    if written and (position is None or _says(written, position, evidence)):
        return written
    raise Collision(last)


def _says(written: Update, position: Position, evidence: list[NewEvidence]) -> bool:
    held = list(written.evidence.values_list("title", "link", "speaks_for", "expires", "sha256").order_by("pk"))
    sent = [(item.title, item.link, item.speaks_for, item.expires, item.sha256) for item in evidence]
    return sent == held and all(getattr(written, name) == said for name, said in vars(position).items())


def _next(last: Update | None, signed_off_at: dt.datetime | None, now: dt.datetime | None) -> dt.datetime:
    """The ledger's clock never goes back, so its order in time is its order in numbers, and nothing slips in before
    a sign-off that was there already, whatever the clock of this machine says."""
    return max([now or timezone.now(), *filter(None, [last and last.recorded_at, signed_off_at])])


def _append(commitment, last, kind, position, evidence=(), *, by, on_behalf, token, now) -> Update:
    update = Update.objects.create(
        commitment=commitment,
        number=last.number + 1 if last else 1,
        kind=kind,
        recorded_at=now,
        recorded_by=by,
        on_behalf=on_behalf,
        token=token or uuid.uuid4(),
        **vars(position),
    )
    for item in evidence:
        _attach(update, item)
    audit(
        by=by,
        action=f"update.{kind}",
        subject=update,
        organisation=commitment.organisation.slug,
        before=_summary(last) if last else None,
        after=_summary(update) | {"standard": commitment.standard.code, "on_behalf": on_behalf},
        now=now,
    )
    return update


def _attach(update: Update, item: NewEvidence) -> None:
    evidence = Evidence(update=update, expires=item.expires, received_at=update.recorded_at)
    fill_in(evidence, item)
    evidence.save()


def _summary(update: Update) -> dict:
    target = update.target_date.isoformat() if update.target_date else None
    return {
        "number": update.number,
        "status": update.status,
        "confidence": update.confidence,
        "target_date": target,
    }
