"""What an addressee says of a finding, whether it holds, and the statutory response to a report."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import RESPOND_FINDING
from forces.access import check_right, is_on_behalf
from inspections.access import voice_of
from inspections.models import Addressee, Response, ResponseEvidence, StatutoryResponse, Verification
from inspections.moves import OWNED, RESPONSES
from inspections.queries import OwedComments
from inspections.scales import SETTLED, Stage
from ledger.actions import RuleBroken, append, check_base, last_row, says
from ledger.evidence import NewEvidence, attach

FIRST = gettext_lazy("%(who)s recorded this first. Read what stands now, then send yours again.")


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
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> Response:
    """On top of the response number `base`, 0 for none. The same form sent twice acts once. Raises EditConflict,
    RuleBroken."""
    check_right(by, RESPOND_FINDING, addressee.organisation)
    evidence, last = list(evidence), last_row(addressee.responses)
    if last and token and last.token == token and _says(last, answered, evidence):
        return last
    check_base(last, base, FIRST)
    check_answer(addressee, last, answered, by)
    row = append(
        Response(
            addressee=addressee,
            **asdict(answered),
            on_behalf=is_on_behalf(by, RESPOND_FINDING, addressee.organisation),
            token=token or uuid.uuid4(),
        ),
        last=last,
        by=by,
        action="finding.response",
        organisation=addressee.organisation,
        before={"stage": last.stage} if last else None,
        after=lambda row: {"stage": str(row.stage), "number": row.number},
        now=now,
    )
    for item in evidence:
        attach(ResponseEvidence(response=row, received_at=row.recorded_at), item)
    return row


def _says(last: Response, answered: Answered, evidence: list[NewEvidence]) -> bool:
    held = list(last.pieces.values_list("title", "link", "speaks_for", "sha256").order_by("pk"))
    sent = [(item.title, item.link, item.speaks_for, item.sha256) for item in evidence]
    return sent == held and says(last, asdict(answered))


def check_answer(addressee: Addressee, last: Response | None, answered: Answered, by) -> None:
    """Raises RuleBroken."""
    before, after = Stage(last.stage) if last else Stage.AWAITING, Stage(answered.stage)
    RESPONSES.check(before, after, by=by, organisation=addressee.organisation, comment=answered.reason)
    if after in OWNED and not answered.owner.strip():
        raise RuleBroken("owner", _("Say who in your organisation owns this."))
    if after == Stage.COMPLETE and not answered.evidence.strip():
        raise RuleBroken("evidence", _("Say what shows that it is complete."))
    moves = last and last.expected and answered.expected != last.expected and after not in SETTLED
    if moves and not answered.expected_reason.strip():
        raise RuleBroken("expected_reason", _("Say why the date moves."))


@transaction.atomic
def verify(
    *,
    addressee: Addressee,
    base: int,
    seen: int,
    verified: bool,
    by,
    comment: str = "",
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> Verification:
    """Whether a response holds, as the Unit or the inspectorate sees it. `base` is the number of the response that was
    read, `seen` the id of the last verdict on it, 0 for none. Raises EditConflict, RuleBroken."""
    comment, response = comment.strip(), last_row(addressee.responses)
    last = last_row(response.verifications) if response else None
    if last and token and says(last, {"token": token, "verified": verified, "comment": comment}):
        return last
    voice = voice_of(by, addressee.finding.inspection)
    if voice is None:
        raise RuleBroken("", _("You may not verify responses to this inspection."))
    if response:
        check_base(response, base, FIRST)
    if response is None or Stage(response.stage) not in SETTLED:
        raise RuleBroken("", _("This response is still open, so there is nothing to verify yet."))
    check_base(last, seen, FIRST)
    if response.recorded_by_id == by.pk:
        raise RuleBroken("", _("You recorded this response, so somebody else has to verify it."))
    if not verified and not comment:
        raise RuleBroken("comment", _("Say what is missing, so that they can act on it."))
    return append(
        Verification(response=response, voice=voice, verified=verified, comment=comment, token=token or uuid.uuid4()),
        last=last,
        by=by,
        action="finding.verified",
        organisation=addressee.organisation,
        after={"voice": voice, "verified": verified, "response": response.number},
        not_before=[response.recorded_at],
        now=now,
    )


@transaction.atomic
def record_comments(
    *,
    owed: OwedComments,
    published: dt.date,
    where: str,
    base: int,
    by,
    today: dt.date,
    reason: str = "",
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> StatutoryResponse | None:
    """The comments of a local policing body: that they were published, when and where. None when that is what is there
    already. Raises EditConflict, RuleBroken."""
    check_right(by, RESPOND_FINDING, owed.organisation)
    last = last_row(StatutoryResponse.objects.filter(inspection=owed.inspection, organisation=owed.organisation))
    if last and says(last, {"published": published, "where": where}):
        return None
    check_base(last, base, FIRST)
    if published > today:
        raise RuleBroken("published", _("The date must be today or in the past."))
    if published < owed.report:
        raise RuleBroken("published", _("Comments cannot be published before the report was."))
    if last and not reason.strip():
        raise RuleBroken("reason", _("Say why what was recorded before is corrected."))
    return append(
        StatutoryResponse(
            inspection=owed.inspection,
            organisation=owed.organisation,
            published=published,
            where=where,
            reason=reason.strip() if last else "",
            on_behalf=is_on_behalf(by, RESPOND_FINDING, owed.organisation),
            token=token or uuid.uuid4(),
        ),
        last=last,
        by=by,
        action="inspection.comments",
        organisation=owed.organisation,
        after={"published": str(published), "where": where},
        now=now,
    )
