"""Reads of rebases. `moment` is exclusive; None is now."""

import datetime as dt
from collections import defaultdict

from django.db.models import QuerySet

from measures.models import Measure, Rebase


def rebases(moment: dt.datetime | None) -> QuerySet[Rebase]:
    return Rebase.objects.known_at(moment).select_related("recorded_by").order_by("pk")


def rebases_of(organisation, measure: Measure, moment: dt.datetime | None) -> list[Rebase]:
    """Every row about one chart, the last first: what stands and what was taken back."""
    return list(rebases(moment).filter(organisation=organisation, measure=measure))[::-1]


def starts(rows) -> dict[tuple[int, int], list[dt.date]]:
    """By organisation and measure the quarters at which new limits stand: the last row of each counts."""
    last = {(row.organisation_id, row.measure_id, row.quarter): row.stands for row in rows}
    found = defaultdict(list)
    for (organisation, measure, quarter), stands in last.items():
        if stands:
            found[organisation, measure].append(quarter)
    return found
