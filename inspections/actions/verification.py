"""Whether a response holds, as the Unit or the inspectorate sees it."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections.access import voice_of
from inspections.actions.versions import CameFirst
from inspections.models import Addressee, Response, Verification
from inspections.scales import SETTLED, Stage
from ledger.actions import Refused, audit, lock_ledger


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
    """`base` is the number of the response that was read, `seen` the id of the last verdict on it, 0 for none. Raises
    CameFirst, Refused."""
    lock_ledger()
    comment = comment.strip()
    response = addressee.responses.select_related("recorded_by").order_by("-number").first()
    last = response.verifications.select_related("recorded_by").order_by("-pk").first() if response else None
    if last and token and (last.token, last.verified, last.comment) == (token, verified, comment):
        return last
    _check(addressee, response, last, base, seen, by)
    if not verified and not comment:
        raise Refused("comment", _("Say what is missing, so that they can act on it."))
    now = max(now or timezone.now(), response.recorded_at)
    row = Verification.objects.create(
        response=response,
        voice=voice_of(by, addressee.finding.inspection),
        verified=verified,
        comment=comment,
        recorded_at=now,
        recorded_by=by,
        token=token or uuid.uuid4(),
    )
    slug = addressee.organisation.slug if addressee.organisation else ""
    after = {"voice": row.voice, "verified": verified, "response": response.number}
    audit(by=by, action="finding.verified", subject=row, organisation=slug, after=after, now=now)
    return row


def _check(addressee: Addressee, response: Response | None, last: Verification | None, base: int, seen: int, by):
    if voice_of(by, addressee.finding.inspection) is None:
        raise Refused("", _("You may not verify responses to this inspection."))
    if response and response.number != base:
        raise CameFirst(response)
    if response is None or Stage(response.stage) not in SETTLED:
        raise Refused("", _("This response is still open, so there is nothing to verify yet."))
    if (last.pk if last else 0) != seen:
        raise CameFirst(last)
    if response.recorded_by_id == by.pk:
        raise Refused("", _("You recorded this response, so somebody else has to verify it."))
