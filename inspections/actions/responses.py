"""What an addressee says of a finding."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forces.access import can
from inspections.actions.versions import check_base, is_same
from inspections.models import Addressee, Response, ResponseEvidence
from inspections.models.responses import WORDS
from inspections.moves import MOVES, OWNED, needs_reason, permission_for
from inspections.scales import SETTLED, Stage
from ledger.actions import Refused, audit, lock_ledger
from ledger.evidence import NewEvidence, fill_in


@dataclass(frozen=True)
class Answered:
    stage: Stage
    owner: str = ""
    note: str = ""
    evidence: str = ""
    expected: dt.date | None = None
    expected_reason: str = ""
    reason: str = ""


@transaction.atomic
def respond(
    *,
    addressee: Addressee,
    answered: Answered,
    base: int,
    by,
    evidence: Iterable[NewEvidence] = (),
    on_behalf: bool = False,
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> Response:
    """On top of the response number `base`, 0 for none. The same form sent twice acts once. Raises CameFirst,
    Refused."""
    lock_ledger()
    evidence = list(evidence)
    last = addressee.responses.select_related("recorded_by").order_by("-number").first()
    if last and token and last.token == token and _says(last, answered, evidence):
        return last
    check_base(last, base, "number")
    check_answer(addressee, last, answered, by)
    now = max(now or timezone.now(), last.recorded_at) if last else now or timezone.now()
    row = Response.objects.create(
        addressee=addressee,
        number=base + 1,
        **asdict(answered),
        on_behalf=on_behalf,
        recorded_at=now,
        recorded_by=by,
        token=token or uuid.uuid4(),
    )
    for item in evidence:
        _attach(row, item)
    slug = addressee.organisation.slug if addressee.organisation else ""
    before = {"stage": last.stage} if last else None
    after = {"stage": str(row.stage), "number": row.number}
    audit(by=by, action="finding.response", subject=row, organisation=slug, before=before, after=after, now=now)
    return row


def _says(last: Response, answered: Answered, evidence: list[NewEvidence]) -> bool:
    held = list(last.pieces.values_list("title", "link", "speaks_for", "sha256").order_by("pk"))
    sent = [(item.title, item.link, item.speaks_for, item.sha256) for item in evidence]
    return sent == held and is_same(last, asdict(answered))


def _attach(row: Response, item: NewEvidence) -> None:
    piece = ResponseEvidence(response=row, received_at=row.recorded_at)
    fill_in(piece, item)
    piece.save()


def check_answer(addressee: Addressee, last: Response | None, answered: Answered, by) -> None:
    """Raises Refused."""
    before, after = Stage(last.stage) if last else Stage.AWAITING, Stage(answered.stage)
    if after not in MOVES[before]:
        said = {"from": WORDS[before], "to": WORDS[after]}
        raise Refused("stage", _("A response that is %(from)s cannot become %(to)s.") % said)
    if not can(by, permission_for(after), addressee.organisation):
        said = _("Only the lead says that a response is complete or not yours. Mark it pending sign-off.")
        raise Refused("stage", said)
    if after in OWNED and not answered.owner.strip():
        raise Refused("owner", _("Say who in your organisation owns this."))
    if after == Stage.COMPLETE and not answered.evidence.strip():
        raise Refused("evidence", _("Say what shows that it is complete."))
    if needs_reason(before, after) and not answered.reason.strip():
        words = _("Say why it is not yours.") if after == Stage.NOT_OURS else _("Say why it is open again.")
        raise Refused("reason", words)
    moves = last and last.expected and answered.expected != last.expected and after not in SETTLED
    if moves and not answered.expected_reason.strip():
        raise Refused("expected_reason", _("Say why the date moves."))
