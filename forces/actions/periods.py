"""The schedule of reporting periods: planning, withdrawing what is still to come, extending a due date. And from when
something is owed."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_PERIODS
from forces.access import check_right
from forces.models import Extension, Organisation, OwedBy, OwedFrom, ReportingPeriod
from forces.periods import Span, overlapping
from govuk.numbers import day_text
from ledger.actions import RuleBroken, append, audit, check_base, last_row, lock_ledger


@transaction.atomic
def plan_periods(
    *, spans: Sequence[Span], by, owed_by: str = OwedBy.EVERYONE, now: dt.datetime | None = None
) -> list[ReportingPeriod]:
    """Adds the periods, all or none. Raises RuleBroken."""
    check_right(by, MANAGE_PERIODS)
    lock_ledger()
    now = now or timezone.now()
    check_spans(spans, OwedBy(owed_by))
    planned = []
    for span in spans:
        days = {"starts": span.starts, "ends": span.ends, "due": span.due}
        period = ReportingPeriod.objects.create(**days, owed_by=owed_by, planned_at=now, planned_by=by)
        after = {name: str(day) for name, day in days.items()} | {"owed_by": str(owed_by)}
        audit(by=by, action="period.planned", subject=period, after=after, now=now)
        planned.append(period)
    return planned


def check_spans(spans: Iterable[Span], owed_by: OwedBy, *, among: Iterable[ReportingPeriod] | None = None) -> None:
    """`among`: the periods that stay; all that are not withdrawn if left out. Raises RuleBroken."""
    there = ReportingPeriod.objects.known_at(None) if among is None else among
    taken = [
        Span(each.starts, each.ends, each.due) for each in there if set(OwedBy(each.owed_by).kinds) & set(owed_by.kinds)
    ]
    for span in spans:
        if span.ends < span.starts:
            raise RuleBroken("ends", _("The last day must be the first day or later."))
        if span.due < span.starts:
            raise RuleBroken("due", _("The return cannot be due before the period starts."))
        if other := overlapping(span, taken):
            days = {"starts": span.starts, "ends": span.ends, "from": other.starts, "to": other.ends}
            said = {name: day_text(day) for name, day in days.items()}
            words = _("%(starts)s to %(ends)s overlaps a period that is there already: %(from)s to %(to)s.")
            raise RuleBroken("starts", words % said)
        taken.append(span)


@transaction.atomic
def withdraw_periods(*, periods: Iterable[ReportingPeriod], by, today: dt.date, now: dt.datetime | None = None) -> int:
    """Takes back periods that have not begun; they stay known as they were on earlier days. Raises RuleBroken."""
    check_right(by, MANAGE_PERIODS)
    lock_ledger()
    now = now or timezone.now()
    number = 0
    for period in periods:
        if period.starts <= today:
            raise RuleBroken("starts", _("%(period)s has begun and stays.") % {"period": period})
        still = ReportingPeriod.objects.filter(pk=period.pk, withdrawn_at__isnull=True)
        if still.update(withdrawn_at=max(now, period.planned_at), withdrawn_by=by):
            audit(by=by, action="period.withdrawn", subject=period, now=now)
            number += 1
    return number


@transaction.atomic
def extend(
    *,
    period: ReportingPeriod,
    organisation: Organisation | None,
    due: dt.date,
    reason: str,
    by,
    now: dt.datetime | None = None,
) -> Extension:
    """A later due date for one organisation, or for all when there is none. Raises RuleBroken."""
    check_right(by, MANAGE_PERIODS)
    reason = reason.strip()
    if due < period.due:
        said = {"due": day_text(period.due)}
        raise RuleBroken("due", _("The new date must be the planned date, %(due)s, or later.") % said)
    if not reason:
        raise RuleBroken("reason", _("Say why the due date moves."))
    if organisation and organisation.kind not in OwedBy(period.owed_by).kinds:
        raise RuleBroken(
            "organisation", _("%(organisation)s owes no return for this period.") % {"organisation": organisation}
        )
    last = last_row(Extension.objects.filter(period=period, organisation=organisation))
    if last and (last.due, last.reason, last.recorded_by_id) == (due, reason, by.pk):
        return last  # the same form twice
    return append(
        Extension(period=period, organisation=organisation, due=due, reason=reason),
        last=last,
        by=by,
        action="period.extended",
        organisation=organisation,
        after={"period": period.pk, "due": str(due)},
        now=now,
    )


@transaction.atomic
def set_owed_from(
    *,
    obligation: str,
    day: dt.date | None,
    reason: str,
    by,
    base: int | None = None,
    now: dt.datetime | None = None,
) -> OwedFrom:
    """Without a day: as it is without one set. `base`: the last row that its writer knew, 0 for none. Raises
    EditConflict, RuleBroken."""
    check_right(by, MANAGE_PERIODS)
    last, reason = last_row(OwedFrom.objects.filter(obligation=obligation)), reason.strip()
    if last and (last.day, last.reason, last.recorded_by_id) == (day, reason, by.pk):
        return last  # the same form twice
    check_base(last, base)
    if not reason:
        raise RuleBroken("reason", _("Say why this day."))
    return append(
        OwedFrom(obligation=obligation, day=day, reason=reason),
        last=last,
        by=by,
        action="owed_from.set",
        before={"day": str(last.day) if last.day else None} if last else None,
        after={"obligation": obligation, "day": str(day) if day else None},
        now=now,
    )
