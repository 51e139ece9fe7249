"""An organisation's returns from its own side: which there are, which to work on now, and what it says in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import SIGN_RETURN
from forces.access import can
from forces.as_at import AsAt
from forces.models import Organisation
from forces.queries import due_dates_of, owes, periods
from rollout.access import ReturnPage
from rollout.items import Said, said_since
from rollout.models import Update
from rollout.queries import last_sign_off
from rollout.queries.returns import counts_since, events_before, revisions
from rollout.scales import State


def returns_of(organisation: Organisation, as_at: AsAt) -> list[ReturnPage]:
    """Those for the periods that have begun, the latest first. Three queries."""
    known = periods(as_at.moment).owed_by(organisation).filter(starts__lte=as_at.day)
    begun = [period for period in known if owes(organisation, period)]
    dates = due_dates_of(begun, as_at.moment)
    moved = revisions(events_before(as_at.moment).filter(of_return__organisation=organisation))
    by_period = {pk: list(found) for pk, found in groupby(moved, key=lambda at: at.found.period_id)}
    return [
        ReturnPage(
            organisation, period, by_period.get(period.pk, []), due.of(organisation), due.extension_of(organisation)
        )
        for period in begun
        for due in [dates[period.pk]]
    ]


def to_work_on(found: list[ReturnPage]) -> ReturnPage | None:
    """The earliest that is not signed off: a due date that has passed does not roll forward. Else the latest."""
    return next((page for page in reversed(found) if not page.is_signed), found[0] if found else None)


@dataclass(frozen=True)
class ReturnNow:
    """The return to speak of first, for one person."""

    page: ReturnPage
    sentence: str
    to_sign: bool


def return_now(user, organisation: Organisation, as_at: AsAt, rows: Iterable[Update | None]) -> ReturnNow | None:
    """`rows` hold the last update of every commitment. For who may sign, one that is ready comes first."""
    found = returns_of(organisation, as_at)
    signs = can(user, SIGN_RETURN, organisation)
    ready = next((page for page in reversed(found) if signs and page.state == State.READY), None)
    page = ready or to_work_on(found)
    if page is None:
        return None
    since = counts_since(page.period, [organisation], as_at.moment)[organisation.pk]
    said = [said_since(position, since) for position in rows]
    return ReturnNow(page, sentence(page, as_at.day, said=said), ready is not None and not as_at.is_past)


def sentence(page: ReturnPage, day: dt.date, *, said: list[Said], queries: int = 0) -> str:
    """The answer first."""
    if page.is_signed:
        return _moved_to(page)
    if page.period.starts > day:
        return _("This period begins on %(day)s. What you record from then on is part of it.") % {
            "day": date_format(page.period.starts, "j F Y")
        }
    parts = [_moved_to(page)] if page.state == State.READY else []
    parts.append(_missing(page, said.count(Said.MISSING), len(said)))
    if queries and page.in_work:
        parts.append(ngettext("%d query waits for an answer.", "%d queries wait for an answer.", queries) % queries)
    return " ".join([*parts, _due(page, day)])


def _missing(page: ReturnPage, missing: int, total: int) -> str:
    if not missing:
        return _("Nothing is missing.")
    if page.state == State.READY:
        words = _("Missing, with reasons: %(n)d of %(total)d.")
    else:
        words = ngettext("%(n)d of %(total)d is still missing.", "%(n)d of %(total)d are still missing.", missing)
    return words % {"n": missing, "total": total}


def _moved_to(page: ReturnPage) -> str:
    """Ready, signed or accepted: when and by whom."""
    event = page.at.last
    said = {
        "day": date_format(localtime(event.recorded_at), "j F Y"),
        "who": event.recorded_by,
        "unit": settings.UNIT_NAME,
    }
    return {
        State.READY: _("Marked ready for sign-off on %(day)s by %(who)s."),
        State.SIGNED: _("Signed off on %(day)s by %(who)s. The %(unit)s reviews it next."),
        State.ACCEPTED: _("Accepted on %(day)s by %(who)s."),
    }[page.state] % said


def _due(page: ReturnPage, day: dt.date) -> str:
    if page.is_correction:
        return _("It corrects the return that was accepted.")
    due = {"day": date_format(page.due, "j F Y")}
    if page.due >= day:
        return _("Due on %(day)s.") % due
    return _("This was due on %(day)s.") % due  # the Unit reads it too: it says what is, not what to do


def not_part_of(organisation: Organisation, last: Update | None, as_at: AsAt) -> str:
    """What to say of a last update that came after a return was signed, "" when there is none to speak of: it awaits
    review, or its period still goes on. One query while nothing was signed, else four."""
    if last is None or last_sign_off(organisation.pk) is None:
        return ""
    found = returns_of(organisation, as_at)
    signed = next((page for page in found if _came_before(page, last) and _still_matters(page, as_at.day)), None)
    if signed is None:
        return ""
    said = {"period": signed.period, "day": date_format(localtime(signed.at.signed.recorded_at), "j F Y")}
    words = _("It is not part of the return for %(period)s, which was signed off on %(day)s.") % said
    follows = to_work_on(found)
    return words if follows.is_signed else f"{words} {_('It is part of the one for %s.') % follows.period}"


def _came_before(page: ReturnPage, update: Update) -> bool:
    """What is recorded at the very moment of a sign-off is not part of it."""
    return page.is_signed and page.at.moment <= update.recorded_at


def _still_matters(page: ReturnPage, day: dt.date) -> bool:
    return page.state == State.SIGNED or not page.period.has_ended(day)
