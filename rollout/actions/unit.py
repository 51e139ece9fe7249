"""What the Unit writes of its own: its log, the schedule of returns, and from when a rule stops them."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_PERIODS, WRITE_LOG
from forces.access import check_right
from forces.actions import plan_periods, withdraw_periods
from forces.models import OwedBy, ReportingPeriod
from forces.periods import Span
from ledger.actions import RuleBroken, append, last_row, lock_ledger, says
from rollout.models import LogEntry, RuleStart
from rollout.rules import RULES


def replaceable(owed_by: str, first: dt.date, today: dt.date):
    """The future periods that a new schedule for these organisations takes the place of: those without returns that
    reach into its first day or come later. What is planned before it stays, so that next year can be added."""
    future = ReportingPeriod.objects.known_at(None).filter(starts__gt=today, ends__gte=first, returns__isnull=True)
    kinds = set(OwedBy(owed_by).kinds)
    inside = [each for each in OwedBy if set(each.kinds) <= kinds]
    return future.filter(owed_by__in=inside)


@transaction.atomic
def change_schedule(
    *, spans: Sequence[Span], owed_by: str, by, today: dt.date, now: dt.datetime | None = None
) -> list[ReportingPeriod]:
    """Plans the periods in place of the future ones without returns from the first of them on; those that have begun
    stay. Raises RuleBroken."""
    check_right(by, MANAGE_PERIODS)
    lock_ledger()
    now = now or timezone.now()
    first = min(span.starts for span in spans)
    withdraw_periods(periods=replaceable(owed_by, first, today), by=by, today=today, now=now)
    return plan_periods(spans=spans, owed_by=owed_by, by=by, now=now)


@transaction.atomic
def set_rule_start(*, rule: str, stops_from: dt.date, reason: str, by, now: dt.datetime | None = None) -> RuleStart:
    """Until that day the rule informs, from then on it stops. Raises RuleBroken."""
    check_right(by, MANAGE_PERIODS)
    if rule not in {each.code for each in RULES}:
        raise RuleBroken("rule", _("There is no such rule."))
    if not reason.strip():
        raise RuleBroken("reason", _("Say why this day."))
    last = last_row(RuleStart.objects.filter(rule=rule))
    if last and (last.stops_from, last.reason, last.recorded_by_id) == (stops_from, reason.strip(), by.pk):
        return last  # the same form twice
    return append(
        RuleStart(rule=rule, stops_from=stops_from, reason=reason.strip()),
        last=last,
        by=by,
        action="rule.start_set",
        after={"rule": rule, "stops_from": str(stops_from)},
        now=now,
    )


@transaction.atomic
def write_log(
    *,
    by,
    organisation,
    kind: str,
    text: str,
    happened_on: dt.date,
    follow_up_on: dt.date | None = None,
    follows: LogEntry | None = None,
    token: uuid.UUID | None = None,
    now: dt.datetime | None = None,
) -> LogEntry:
    """An entry in the Unit's log. An entry that follows another settles that one's follow-up."""
    check_right(by, WRITE_LOG, organisation)
    lock_ledger()
    said = {
        "organisation": organisation,
        "kind": kind,
        "text": text,
        "happened_on": happened_on,
        "follow_up_on": follow_up_on,
        "follows": follows,
    }
    if token and (written := LogEntry.objects.filter(token=token).first()):
        if says(written, said):
            return written
        raise RuleBroken("text", _("You sent this form before, with other answers. Send it again to add a new entry."))
    entry = LogEntry(**said, token=token or uuid.uuid4())
    return append(entry, last=None, by=by, action=f"log.{kind}", organisation=organisation, now=now)
