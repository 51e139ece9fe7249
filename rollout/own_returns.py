"""An organisation's returns from its own side: which there are, which to work on now, and what it says in words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import CORRECT_RETURN, OWN, PREPARE_RETURN, RECORD_UPDATE, REVIEW_RETURN, SIGN_RETURN
from forces.access import access_of, can
from forces.models import Organisation
from forces.queries import OwedDays, due_dates_of, owes, periods
from ledger.as_at import AsAt
from rollout.access import ReturnPage
from rollout.models import Omission, Update
from rollout.queries.items import ReportingState, reporting_state
from rollout.queries.returns import Since, events_before, revisions, since
from rollout.queries.views import UnitQuery, asked_when_sent_back
from rollout.scales import State


def returns_of(organisation: Organisation, as_at: AsAt) -> list[ReturnPage]:
    """Those for the periods that have begun, the latest first. Four queries."""
    known = periods(as_at.moment).owed_by(organisation).filter(starts__lte=as_at.day)
    begun = [period for period in known if owes(organisation, period)]
    if not begun:
        return []
    dates, days = due_dates_of(begun, as_at.moment), OwedDays(as_at.moment)
    moved = revisions(events_before(as_at.moment).filter(of_return__organisation=organisation), as_at.moment)
    by_period = {pk: list(found) for pk, found in groupby(moved, key=lambda at: at.found.period_id)}
    found = []
    for period in begun:
        due = dates[period.pk]
        ends = due.of(organisation), due.extension_of(organisation)
        found.append(ReturnPage(organisation, period, by_period.get(period.pk, []), *ends, days))
    return found


@dataclass(frozen=True)
class OpenReturn:
    """A return that is not done with, for one person. `yours`: it waits for them; `asked` are the questions with which
    the Unit sent it back."""

    page: ReturnPage
    sentence: str
    yours: bool
    next_step: str
    asked: list[UnitQuery]


def _is_open(page: ReturnPage) -> bool:
    return not page.is_signed and (page.is_owed or page.at is not None)


def open_returns(
    user, organisation: Organisation, as_at: AsAt, positions: Mapping[int, Update | None]
) -> list[OpenReturn]:
    """Every return that is owed or begun and not signed off, or waits for the person to review it: theirs first, then
    by due date; where there is none, the latest. `positions` are the last updates of all commitments, by commitment."""
    found = returns_of(organisation, as_at)
    pages = [page for page in found if _is_open(page) or _waits_for(user, page)] or found[:1]
    pages.sort(key=lambda page: (not _waits_for(user, page), page.due, page.period.starts))
    asked = asked_when_sent_back([page.changes for page in pages if page.changes], as_at.moment)
    ready = [page.at.ready.pk for page in pages if page.state == State.READY]
    reasons = set(Omission.objects.filter(event__in=ready).values_list("event", "commitment")) if ready else set()
    rows = []
    for page in pages:
        counts = since_of(page, found).moment
        missing = [
            pk for pk, position in positions.items() if reporting_state(position, counts) == ReportingState.MISSING
        ]
        numbers = {"missing": len(missing), "total": len(positions)}
        if page.state == State.READY:
            numbers["unexplained"] = sum((page.at.ready.pk, pk) not in reasons for pk in missing)
        rows.append(
            OpenReturn(
                page,
                sentence(page, as_at.day, **numbers),
                _waits_for(user, page) and not as_at.is_past,
                "" if as_at.is_past else next_step(page, user),
                asked.get(page.at.found, []) if page.at else [],
            )
        )
    return rows


def waiting_for(user, organisation: Organisation, as_at: AsAt) -> list[ReturnPage]:
    """The returns that wait for the person, the first period first. Three queries."""
    return [page for page in reversed(returns_of(organisation, as_at)) if _waits_for(user, page)]


def _waits_for(user, page: ReturnPage) -> bool:
    """What the Unit may record on behalf of others does not wait for it."""
    if page.in_work:
        permission = CORRECT_RETURN if page.is_correction else RECORD_UPDATE
        return _is_open(page) and page.organisation.pk in access_of(user).organisation_ids(permission, OWN)
    permission = {State.READY: SIGN_RETURN, State.SIGNED: REVIEW_RETURN}.get(page.state)
    return permission is not None and can(user, permission, page.organisation)


def since_of(page: ReturnPage, found: Iterable[ReturnPage]) -> Since:
    """As `rollout.queries.returns.counts_since`, from the organisation's returns that are read already."""
    others = []
    for other in found:
        events = other.revisions[0].events if other.revisions else []
        signed = next((event.recorded_at for event in events if event.state == State.SIGNED), None)
        others.append((other.period, other.due, signed))
    return since(page.period, others)


def older_open(page: ReturnPage, as_at: AsAt) -> list[ReturnPage]:
    """The returns for earlier periods that were never accepted and are not signed off, the first first. Three
    queries."""
    older = [each for each in returns_of(page.organisation, as_at) if each.period.starts < page.period.starts]
    return [each for each in reversed(older) if not each.is_signed and not each.is_correction]


def sentence(
    page: ReturnPage, day: dt.date, *, missing: int, total: int, unexplained: int = 0, queries: int = 0
) -> str:
    """The answer first. `unexplained` are those of what is missing that no reason was given for."""
    if page.is_signed:
        return _moved_to(page)
    if page.period.starts > day and not page.is_correction:
        begins = {"day": date_format(page.period.starts, "j F Y")}
        return _("This period begins on %(day)s. What you record from then on is part of it.") % begins
    parts = [_moved_to(page)] if page.state == State.READY else []
    if page.is_correction:
        number = len(page.at.corrected)
        said = ngettext("%d standard is corrected.", "%d standards are corrected.", number) % number
        parts.append(said if number else _("Nothing is corrected yet."))
    else:
        parts.append(_missing(page, missing, total, unexplained))
    if queries and page.in_work:
        parts.append(ngettext("%d query waits for an answer.", "%d queries wait for an answer.", queries) % queries)
    if page.is_correction:
        parts.append(_("It corrects the return that was accepted."))
    elif page.due < day and not page.is_owed:
        parts.append(_("It was over before returns were asked for. It is welcome, and nobody is late with it."))
    else:
        due = {"day": date_format(page.due, "j F Y")}
        # The Unit reads it too: it says what is, not what to do.
        parts.append((_("This was due on %(day)s.") if page.due < day else _("Due on %(day)s.")) % due)
    return " ".join(parts)


def _missing(page: ReturnPage, missing: int, total: int, unexplained: int) -> str:
    if not missing:
        return _("Nothing is missing.")
    if page.state != State.READY:
        words = ngettext("%(n)d of %(total)d is still missing.", "%(n)d of %(total)d are still missing.", missing)
    elif unexplained:
        words = _("Missing: %(n)d of %(total)d, %(unexplained)d of them without a reason.")
    else:
        words = _("Missing, with reasons: %(n)d of %(total)d.")
    return words % {"n": missing, "total": total, "unexplained": unexplained}


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


def part_of(organisation: Organisation, last: Update | None, as_at: AsAt) -> str:
    """Which returns a last update is part of, and which it came too late for: one that awaits review, or whose period
    still goes on. "" when there is nothing to say. Three queries."""
    if last is None:
        return ""
    # What was said of today is never part of a correction.
    found = [
        replace(page, revisions=[at for at in page.revisions if not at.is_correction])
        for page in returns_of(organisation, as_at)
    ]
    parts, late = [], None
    for page in found:
        # Said in time for the return, and before it was signed: what is recorded at the very moment of a sign-off is
        # not part of it. A correction that is open has what was accepted.
        at = page.at if page.is_signed else next(iter(page.accepted), None)
        if since_of(page, found).moment <= last.recorded_at and (at is None or last.recorded_at < at.moment):
            parts.insert(0, str(page.period))
        came_late = page.is_signed and page.at.moment <= last.recorded_at
        still_matters = page.state == State.SIGNED or not page.period.has_ended(as_at.day)
        late = late or (page if came_late and still_matters else None)
    words = []
    if late:
        said = {"period": late.period, "day": date_format(localtime(late.at.signed.recorded_at), "j F Y")}
        words.append(_("It is not part of the return for %(period)s, which was signed off on %(day)s.") % said)
    if parts:
        told = ngettext(
            "It is part of the return for %(periods)s.", "It is part of the returns for %(periods)s.", len(parts)
        )
        words.append(told % {"periods": get_text_list(parts, _("and"))})
    return " ".join(words)


_FILL_IN = (
    (
        PREPARE_RETURN,
        gettext_lazy("Record what is missing, or confirm it unchanged. Then mark the return ready for sign-off."),
    ),
    (
        RECORD_UPDATE,
        gettext_lazy("Record what is missing, or confirm it unchanged. The lead then marks it ready for sign-off."),
    ),
    (None, gettext_lazy("The lead marks it ready for sign-off, then a chief officer signs it off.")),
)
_CORRECT = (
    (
        PREPARE_RETURN,
        gettext_lazy("Correct what was signed wrongly, standard by standard. Then mark it ready for sign-off."),
    ),
    (
        CORRECT_RETURN,
        gettext_lazy("Correct what was signed wrongly, standard by standard. The lead then marks it ready."),
    ),
    (None, gettext_lazy("The lead marks it ready for sign-off, then a chief officer signs it off.")),
)
# The first that the person has the right to; None is for everybody else.
STEPS = {
    State.DRAFT: _FILL_IN,
    State.CHANGES: _FILL_IN,
    State.READY: (
        (SIGN_RETURN, gettext_lazy("Read it and sign it off, or hand it back with comments.")),
        (PREPARE_RETURN, gettext_lazy("A chief officer signs it off next. To change it, take it back first.")),
        (None, gettext_lazy("A chief officer signs it off next.")),
    ),
    State.SIGNED: ((None, gettext_lazy("What is recorded now is not part of what was signed.")),),
    State.ACCEPTED: (
        (CORRECT_RETURN, gettext_lazy("To put it right, open a correction: a new revision, and both stay.")),
        (None, ""),
    ),
}


def next_step(page: ReturnPage, user) -> str:
    if page.state == State.READY and page.prepared_by(user) and can(user, SIGN_RETURN, page.organisation):
        return _("You marked it ready for sign-off, so another chief officer signs it off.")
    return next(
        words
        for permission, words in (_CORRECT if page.is_correction and page.in_work else STEPS[page.state])
        if permission is None or can(user, permission, page.organisation)
    )
