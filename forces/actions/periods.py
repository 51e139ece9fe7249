"""The schedule of reporting periods: planning, withdrawing what is still to come, extending a due date."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_PERIODS
from forces.access import check_right
from forces.models import Extension, Organisation, OwedBy, ReportingPeriod
from forces.periods import Span, overlapping
from ledger.actions import Refused, append, audit, last_row, lock_ledger


@transaction.atomic
def plan_periods(
    *, spans: Sequence[Span], by, owed_by: str = OwedBy.EVERYONE, now: dt.datetime | None = None
) -> list[ReportingPeriod]:
    """Adds the periods, all or none. Raises Refused."""
    check_right(by, MANAGE_PERIODS)
    lock_ledger()
    now = now or timezone.now()
    check_spans(spans, OwedBy(owed_by))
    return [_plan(span, owed_by, by, now) for span in spans]


def check_spans(spans: Iterable[Span], owed_by: OwedBy, *, among: Iterable[ReportingPeriod] | None = None) -> None:
    """`among`: the periods that stay; all that are not withdrawn if left out. Raises Refused."""
    there = ReportingPeriod.objects.known_at(None) if among is None else among
    taken = [
        Span(each.starts, each.ends, each.due) for each in there if set(OwedBy(each.owed_by).kinds) & set(owed_by.kinds)
    ]
    for span in spans:
        if span.ends < span.starts:
            raise Refused("ends", _("The last day must be the first day or later."))
        if span.due < span.starts:
            raise Refused("due", _("The return cannot be due before the period starts."))
        if other := overlapping(span, taken):
            raise Refused("starts", _overlap(span, other))
        taken.append(span)


def _overlap(span, other) -> str:
    said = {"starts": span.starts, "ends": span.ends, "from": other.starts, "to": other.ends}
    said = {name: date_format(day, "j F Y") for name, day in said.items()}
    return _("%(starts)s to %(ends)s overlaps a period that is there already: %(from)s to %(to)s.") % said


def _plan(span: Span, owed_by, by, now) -> ReportingPeriod:
    period = ReportingPeriod.objects.create(
        starts=span.starts, ends=span.ends, due=span.due, owed_by=owed_by, planned_at=now, planned_by=by
    )
    after = {"starts": str(span.starts), "ends": str(span.ends), "due": str(span.due), "owed_by": str(owed_by)}
    audit(by=by, action="period.planned", subject=period, after=after, now=now)
    return period


@transaction.atomic
def withdraw_periods(*, periods: Iterable[ReportingPeriod], by, today: dt.date, now: dt.datetime | None = None) -> int:
    """Takes back periods that have not begun; they stay known as they were on earlier days. Raises Refused."""
    check_right(by, MANAGE_PERIODS)
    lock_ledger()
    now = now or timezone.now()
    number = 0
    for period in periods:
        if period.starts <= today:
            raise Refused("starts", _("%(period)s has begun and stays.") % {"period": period})
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
    """A later due date for one organisation, or for all when there is none. Raises Refused."""
    check_right(by, MANAGE_PERIODS)
    reason = reason.strip()
    if due < period.due:
        said = {"due": date_format(period.due, "j F Y")}
        raise Refused("due", _("The new date must be the planned date, %(due)s, or later.") % said)
    if not reason:
        raise Refused("reason", _("Say why the due date moves."))
    if organisation and organisation.kind not in OwedBy(period.owed_by).kinds:
        raise Refused(
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
