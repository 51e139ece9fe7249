"""Reads of published figures as published by the end of a day: of the releases that have one, the last counts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from forces.models import Organisation
from ledger.as_at import AsAt
from measures.models import Measure, Observation, Release


@dataclass(frozen=True, slots=True)
class Point:
    """A figure as it was last published. `earlier` is what the release before had, where that differs."""

    value: Decimal | None
    numerator: int | None
    denominator: int | None
    release_id: int
    earlier: Decimal | None = None


Series = dict[dt.date, Point]
FIELDS = ("organisation_id", "measure_id", "quarter", "value", "numerator", "denominator", "release_id")


def published(as_at: AsAt) -> QuerySet[Observation]:
    return Observation.objects.filter(published_on__lte=as_at.day)


def series_of(organisation: Organisation, as_at: AsAt, measure: Measure | None = None) -> dict[int, Series]:
    """By measure, of one organisation. One query."""
    rows = published(as_at).filter(organisation=organisation)
    found = _latest(rows.filter(measure=measure) if measure else rows)
    return {measure_id: series for (_organisation, measure_id), series in found.items()}


def all_series(measure: Measure, as_at: AsAt) -> dict[int, Series]:
    """By organisation, of one measure. One query."""
    found = _latest(published(as_at).filter(measure=measure))
    return {organisation_id: series for (organisation_id, _measure), series in found.items()}


def _latest(rows) -> dict[tuple[int, int], Series]:
    found = defaultdict(dict)
    for organisation, measure, quarter, *point in rows.order_by("published_on", "pk").values_list(*FIELDS):
        series = found[organisation, measure]
        before = series.get(quarter)
        differs = before is not None and before.value != point[0]
        series[quarter] = Point(*point, before.value if differs else before.earlier if before else None)
    return found


def latest_keys(keys: Iterable[tuple], day: dt.date, *, invented: bool = True) -> dict[tuple, Point]:
    """By (slug, measure's code, quarter) what was published by a day about those measures and quarters, with or without
    what was invented for a demonstration. One query."""
    measures, quarters = {key[1] for key in keys}, {key[2] for key in keys}
    rows = Observation.objects.filter(published_on__lte=day, measure__code__in=measures, quarter__in=quarters)
    if not invented:
        rows = rows.exclude(release__kind=Release.Kind.DEMONSTRATION)
    rows = rows.order_by("published_on", "pk")
    names = ("organisation__slug", "measure__code", "quarter", "value", "numerator", "denominator", "release_id")
    return {tuple(key): Point(*point) for *key, point in ((*row[:3], row[3:]) for row in rows.values_list(*names))}
