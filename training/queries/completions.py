"""Reads of completions. `moment` is exclusive; None is now."""

import datetime as dt
from collections import defaultdict

from django.db.models import QuerySet, Sum

from forces.models import Organisation
from training.models import Completion


def latest_completions(moment: dt.datetime | None = None) -> QuerySet[Completion]:
    return Completion.objects.last_of("organisation", "course", "month", moment=moment)


def versions_of(organisation: Organisation, moment: dt.datetime | None = None) -> QuerySet[Completion]:
    """Every version of every figure, the first of each first."""
    rows = Completion.objects.filter(organisation=organisation).known_at(moment)
    return rows.select_related("recorded_by").order_by("version")


def monthly(completions: QuerySet[Completion]) -> dict[int, dict[dt.date, int]]:
    """By organisation and month, the completions of all courses in the query together. A month that is not in it was
    not reported. One query."""
    rows = completions.order_by().values_list("organisation", "month").annotate(total=Sum("number"))
    found: dict[int, dict[dt.date, int]] = defaultdict(dict)
    for organisation, month, total in rows:
        found[organisation][month] = total
    return dict(found)
