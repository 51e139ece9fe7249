"""First responders and recruits: trained as a share of the headcounts that forces state. Never part of a quota."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum

from ledger.as_at import AsAt
from training.models import LEARNERS, Audience
from training.progress import Force
from training.queries import latest_completions


@dataclass(frozen=True)
class HeadcountCoverage:
    """Of `forces` in all, `reported` have said how many were trained and `stated` a headcount too: of these there is a
    share, `trained` of `headcount`, between the days `first` and `last`. `elsewhere` are those trained in the other
    forces that reported; `unreported` are forces with a headcount that have not said how many were trained."""

    audience: Audience
    trained: int
    headcount: int
    stated: int
    reported: int
    forces: int
    elsewhere: int
    unreported: int
    first: dt.date | None
    last: dt.date | None


def headcount_coverage(forces: Sequence[Force], as_at: AsAt) -> list[HeadcountCoverage]:
    """One query."""
    rows = latest_completions(as_at.moment).filter(course__audience__in=LEARNERS).order_by()
    totals = rows.values_list("organisation", "course__audience").annotate(Sum("number"))
    trained = {(organisation, audience): total for organisation, audience, total in totals}
    found = []
    for audience in LEARNERS:
        reported = {force.organisation.pk for force in forces if (force.organisation.pk, audience) in trained}
        heads = {force.organisation.pk: force.headcounts[audience] for force in forces if audience in force.headcounts}
        both = reported & heads.keys()
        days = [heads[force].day for force in both]
        found.append(
            HeadcountCoverage(
                audience,
                trained=sum(trained[force, audience] for force in both),
                headcount=sum(heads[force].number for force in both),
                stated=len(both),
                reported=len(reported),
                forces=len(forces),
                elsewhere=sum(trained[force, audience] for force in reported - both),
                unreported=len(heads.keys() - reported),
                first=min(days, default=None),
                last=max(days, default=None),
            )
        )
    return found
