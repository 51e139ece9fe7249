"""Whether a response holds, as the Unit or the inspectorate sees it."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from inspections.access import voice_of
from inspections.actions.responses import FIRST
from inspections.models import Addressee, Response, Verification
from inspections.scales import SETTLED, Stage
from ledger.actions import Refused, append, check_base, last_row, says


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
    EditConflict, Refused."""
    comment, response = comment.strip(), last_row(addressee.responses)
    last = last_row(response.verifications) if response else None
    if last and token and says(last, {"token": token, "verified": verified, "comment": comment}):
        return last
    _check(addressee, response, last, base, seen, by)
    if not verified and not comment:
        raise Refused("comment", _("Say what is missing, so that they can act on it."))
    voice = voice_of(by, addressee.finding.inspection)
    return append(
        Verification(response=response, voice=voice, verified=verified, comment=comment, token=token),
        last=last,
        by=by,
        action="finding.verified",
        organisation=addressee.organisation,
        after={"voice": voice, "verified": verified, "response": response.number},
        not_before=[response.recorded_at],
        now=now,
    )


def _check(addressee: Addressee, response: Response | None, last: Verification | None, base: int, seen: int, by):
    if voice_of(by, addressee.finding.inspection) is None:
        raise Refused("", _("You may not verify responses to this inspection."))
    if response:
        check_base(response, base, FIRST)
    if response is None or Stage(response.stage) not in SETTLED:
        raise Refused("", _("This response is still open, so there is nothing to verify yet."))
    check_base(last, seen, FIRST)
    if response.recorded_by_id == by.pk:
        raise Refused("", _("You recorded this response, so somebody else has to verify it."))
