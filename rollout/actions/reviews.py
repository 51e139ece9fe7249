"""The Unit's view of what was signed, update by update; of a correction, corrected statement by statement."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.permissions import REVIEW_RETURN
from forces.access import check_right
from ledger.actions import EditConflict, RuleBroken, append, lock_ledger
from rollout.models import Correction, Return, Review, Update
from rollout.queries import latest
from rollout.queries.returns import whole_return
from rollout.scales import State, Status, Verdict

Signed = Update | Correction


@transaction.atomic
def review(
    *,
    of_return: Return,
    update: Signed,
    verdict: str,
    by,
    status: int | None = None,
    comment: str = "",
    token: uuid.UUID | None = None,
    newest_view: int | None = None,
    now: dt.datetime | None = None,
) -> Review:
    """Agree, query (a comment is needed) or differ (a status and a comment are). `update` is what was signed, a
    Correction in a return that corrects. `newest_view` is the id of the last
    view that `by` knew of, 0 for none. Raises EditConflict, RuleBroken."""
    check_right(by, REVIEW_RETURN, of_return.organisation)
    lock_ledger()
    comment, status = comment.strip(), status if verdict == Verdict.DIFFER else None
    if token and (written := Review.objects.filter(token=token).first()):
        said = (written.update or written.correction, written.verdict, written.status, written.comment)
        if said == (update, verdict, status, comment):
            return written
        raise RuleBroken("", _("You sent this form before, with other words. Send it again to add a new view."))
    of_return.refresh_from_db()
    check_review(of_return, update, verdict, status, comment)
    check_own([update], by)
    check_newest(of_return, [update], by, newest_view)
    return _add(of_return, update, verdict, by, status, comment, token, now or timezone.now())


def check_review(of_return: Return, update: Signed, verdict, status, comment) -> None:
    """A view is about the very statement that was signed. Raises RuleBroken."""
    if of_return.state != State.SIGNED:
        said = {"state": of_return.get_state_display().lower()}
        raise RuleBroken("", _("This return is %(state)s, so it is not under review.") % said)
    if not of_return.corrects_id:
        signed: Signed | None = latest(update.commitment, of_return.signed_at)
    elif isinstance(update, Correction):
        signed = whole_return(of_return).corrected.get(update.commitment_id)
    else:
        raise RuleBroken("", _("This standard is not corrected. What was accepted stands, and so does your view."))
    if update.commitment.organisation_id != of_return.organisation_id or signed != update:
        raise RuleBroken("", _("This is not the update that was signed: a later one took its place. Review that one."))
    if verdict not in Verdict.values:
        raise RuleBroken("verdict", _("Select agree, query or differ."))
    if verdict == Verdict.DIFFER and status not in Status.values:
        raise RuleBroken("status", _("Select where you think it stands."))
    if verdict == Verdict.DIFFER and status == update.status:
        raise RuleBroken("status", _("This is what the organisation says too. Select another status, or agree."))
    if verdict != Verdict.AGREE and not comment:
        raise RuleBroken("comment", _("Say what you ask, or why you differ."))


def check_own(updates: list[Signed], by) -> None:
    """Raises RuleBroken: what somebody recorded on an organisation's behalf, another reviews."""
    if own := [update for update in updates if update.recorded_by_id == by.pk]:
        codes = ", ".join(update.commitment.standard.code for update in own)
        raise RuleBroken(
            "", _("You recorded %(codes)s yourself, so somebody else has to review it.") % {"codes": codes}
        )


def check_newest(of_return: Return, updates: list[Signed], by, newest_view: int | None) -> None:
    """Raises EditConflict: two reviewers at once, and the second has not read what the first said."""
    if newest_view is None:
        return
    later = Review.objects.filter(commitment__in=[update.commitment_id for update in updates], pk__gt=newest_view)
    later = later.filter(correction__of_return=of_return) if of_return.corrects_id else later.filter(correction=None)
    theirs = later.exclude(recorded_by=by).order_by("pk").select_related("recorded_by", "commitment__standard")
    if found := list(theirs):
        who = get_text_list(list(dict.fromkeys(str(view.recorded_by) for view in found)), _("and"))
        said = {"who": who, "codes": ", ".join(view.commitment.standard.code for view in found)}
        message = _("%(who)s came first, with a view on %(codes)s. Nothing was recorded.") % said
        raise EditConflict(found, message)


@transaction.atomic
def agree_with_the_rest(
    *,
    of_return: Return,
    updates: Iterable[Signed],
    by,
    newest_view: int | None = None,
    now: dt.datetime | None = None,
) -> list[Review]:
    """Agrees with each of the updates; all or none. What the same form has agreed with before stays as it is.
    Raises EditConflict, RuleBroken."""
    check_right(by, REVIEW_RETURN, of_return.organisation)
    lock_ledger()
    of_return.refresh_from_db()
    now = now or timezone.now()
    found = list(updates)
    for update in found:
        check_review(of_return, update, Verdict.AGREE, None, "")
    check_own(found, by)
    check_newest(of_return, found, by, newest_view)
    if newest_view is not None:
        about = "correction" if of_return.corrects_id else "update"
        done = Review.objects.filter(recorded_by=by, verdict=Verdict.AGREE, pk__gt=newest_view)
        again = set(done.filter(**{f"{about}__in": found}).values_list(about, flat=True))
        found = [update for update in found if update.pk not in again]
    return [_add(of_return, update, Verdict.AGREE, by, None, "", None, now) for update in found]


def _add(of_return, update, verdict, by, status, comment, token, now) -> Review:
    about = "correction" if isinstance(update, Correction) else "update"
    return append(
        Review(
            of_return=of_return,
            commitment=update.commitment,
            verdict=verdict,
            status=status,
            comment=comment,
            token=token,
            **{about: update},
        ),
        last=None,
        by=by,
        action=f"review.{verdict}",
        organisation=of_return.organisation,
        after={about: update.number, "standard": update.commitment.standard.code, "status": status},
        not_before=[of_return.signed_at],
        now=now,
    )
