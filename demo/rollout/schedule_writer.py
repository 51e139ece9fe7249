"""Writes the demonstration's schedule: periods, extensions, and when the rules were put off."""

import datetime as dt

from demo.rollout.periods import extended, planned, put_off
from forces.models import Extension, Organisation, ReportingPeriod
from forces.periods import Span, overlapping
from rollout.models import RuleStart
from rollout.rules import RULES


def write_periods(moment, by) -> dict[dt.date, ReportingPeriod]:
    """By first day. Where somebody has planned otherwise their schedule stays."""
    told = planned(moment)
    there = list(ReportingPeriod.objects.all())
    known = {(each.starts, each.planned_at) for each in there}
    taken = [Span(each.starts, each.ends, each.due) for each in there if not each.withdrawn_at]
    new = [
        ReportingPeriod(**vars(each.span), planned_at=each.planned_at, planned_by=by)
        for each in told
        if (each.span.starts, each.planned_at) not in known and not overlapping(each.span, taken)
    ]
    ReportingPeriod.objects.bulk_create(new)
    ours = {(each.span.starts, each.planned_at) for each in told}
    stay = [each for each in [*there, *new] if (each.starts, each.planned_at) in ours and not each.withdrawn_at]
    periods = {each.starts: each for each in stay}
    _write_extensions(periods, moment, by)
    return periods


def _write_extensions(periods, moment, by) -> None:
    spans = [Span(each.starts, each.ends, each.due) for each in periods.values()]
    there = set(Extension.objects.values_list("period", "organisation__slug", "recorded_at"))
    organisations = {each.slug: each for each in Organisation.objects.all()}
    Extension.objects.bulk_create(
        Extension(
            period=periods[each.starts],
            organisation=organisations[each.organisation],
            due=each.due,
            reason=each.reason,
            recorded_at=each.recorded_at,
            recorded_by=by,
        )
        for each in extended(spans, moment)
        if (periods[each.starts].pk, each.organisation, each.recorded_at) not in there
    )


def write_rule_starts(moment, by) -> None:
    there = set(RuleStart.objects.values_list("rule", "recorded_at"))
    why = "Too many returns would be stopped. We say more about it at the network days first."
    RuleStart.objects.bulk_create(
        RuleStart(rule=rule.code, stops_from=day, reason=why, recorded_at=when, recorded_by=by)
        for when, day in put_off(moment)
        for rule in RULES
        if (rule.code, when) not in there
    )
