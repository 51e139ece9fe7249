"""Charts read from the ledger: figures as published by the day, with the limits and notes that stand at the moment."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from forces.models import Organisation
from ledger.as_at import AsAt
from measures.models import Measure, Note, Observation, Rebase, Release, Target, Unit
from measures.process import Process, process
from measures.queries.ledgers import Annotation, Annotations, TargetRow, annotations, targets
from stats.compare import SMALL


class Point(NamedTuple):
    """A figure as it was last published. `earlier` is what the release before had, where that differs."""

    value: Decimal | None
    numerator: int | None
    denominator: int | None
    release_id: int
    earlier: Decimal | None = None


Series = dict[dt.date, Point]
OF_POINTS = ("value", "numerator", "denominator", "release_id")


def published(as_at: AsAt) -> QuerySet[Observation]:
    return Observation.objects.filter(published_on__lte=as_at.day)


def all_series(as_at: AsAt, **about) -> dict[tuple[int, int], Series]:
    """By organisation and measure. `about`: of which organisation or measure. One query."""
    rows = published(as_at).filter(**about).order_by("published_on", "pk")
    found: dict[tuple[int, int], Series] = defaultdict(dict)
    for organisation, measure, quarter, *point in rows.values_list(
        "organisation_id", "measure_id", "quarter", *OF_POINTS
    ):
        series = found[organisation, measure]
        before = series.get(quarter)
        differs = before is not None and before.value != point[0]
        earlier = None if before is None else before.value if differs else before.earlier
        series[quarter] = Point._make([*point, earlier])
    return found


def latest_keys(keys: Iterable[tuple], day: dt.date, *, invented: bool = True) -> dict[tuple, Point]:
    """By (slug, measure's code, quarter) what was published by a day about those measures and quarters, with or without
    what was invented for a demonstration. One query."""
    measures, quarters = {key[1] for key in keys}, {key[2] for key in keys}
    rows = Observation.objects.filter(published_on__lte=day, measure__code__in=measures, quarter__in=quarters)
    if not invented:
        rows = rows.exclude(release__kind=Release.Kind.DEMONSTRATION)
    rows = rows.order_by("published_on", "pk")
    found = rows.values_list("organisation__slug", "measure__code", "quarter", *OF_POINTS)
    return {row[:3]: Point(*row[3:]) for row in found}


@dataclass(frozen=True)
class Shown:
    """One organisation's measure: its figures, how they are read, and the notes on them by quarter."""

    measure: Measure
    series: Series
    process: Process | None
    notes: Sequence[Annotation] = ()

    @property
    def noted(self) -> set[dt.date]:
        """The quarters whose figure a note leaves out."""
        left_out = {quarter for note in self.notes for quarter in note.quarters}
        return {quarter for quarter in left_out if quarter in self.series and self.series[quarter].value is not None}

    @property
    def counted(self) -> Series:
        """Without what a note leaves out."""
        noted = self.noted
        return {quarter: point for quarter, point in self.series.items() if quarter not in noted}

    @property
    def latest(self) -> Point | None:
        """The figure behind the last point of the chart."""
        return self.series[self.process.quarters[self.process.last_at]] if self.process else None

    @property
    def cases(self) -> int | None:
        """How many cases are behind the last point: a count itself, of a share those counted. Of an average all that it
        is of, where that is published."""
        point = self.latest
        if point is None or point.value is None:
            return None
        if self.measure.unit == Unit.COUNT:
            return int(point.value)
        return point.numerator if self.measure.is_percentage else point.denominator

    @property
    def is_small(self) -> bool:
        """Whether so few cases are behind the last point that it moves much with one of them."""
        return self.cases is not None and self.cases < SMALL


def _shown(organisation_id, measure, series, annotated: Annotations, targets: Sequence[TargetRow]) -> Shown:
    figures = {quarter: None if point.value is None else float(point.value) for quarter, point in series.items()}
    notes = annotated.notes_on(organisation_id, measure.pk)
    of_measure = [row for row in reversed(targets) if row.measure_id == measure.pk and measure.may_have_target]

    def target_at(quarter):
        """A force's own target, else that of all forces."""
        for whose in (organisation_id, None):
            rows = (row for row in of_measure if row.organisation_id == whose and row.starts_on <= quarter)
            if (last := next(rows, None)) and last.value is not None:
                return float(last.value)
        return None

    read = process(
        figures,
        direction=measure.direction,
        on_log=measure.on_log,
        most=100 if measure.is_percentage else math.inf,
        rebase_at=annotated.starts(organisation_id, measure.pk),
        left_out={quarter for note in notes for quarter in note.quarters},
        target_at=target_at,
    )
    return Shown(measure, series, read, notes)


def shown_of(organisation: Organisation, measures: list[Measure], as_at: AsAt) -> list[Shown]:
    """Three queries, whatever the number of measures."""
    found = all_series(as_at, organisation=organisation)
    annotated = annotations(as_at.moment, organisation=organisation)
    held = targets(as_at.moment, organisation=organisation)
    return [
        _shown(organisation.pk, each, found.get((organisation.pk, each.pk), {}), annotated, held) for each in measures
    ]


def chart_of(organisation: Organisation, measure: Measure, as_at: AsAt) -> tuple[Shown, Annotations, list[TargetRow]]:
    """With the rows of the ledgers that it is read by. Three queries."""
    about: dict = {"organisation": organisation, "measure": measure}
    series = all_series(as_at, **about).get((organisation.pk, measure.pk), {})
    annotated, held = annotations(as_at.moment, **about), targets(as_at.moment, **about)
    return _shown(organisation.pk, measure, series, annotated, held), annotated, held


def shown_everywhere(measure: Measure, as_at: AsAt) -> tuple[dict[int, Shown], list[TargetRow]]:
    """By organisation, and the targets. Three queries, whatever their number."""
    annotated, held = annotations(as_at.moment, measure=measure), targets(as_at.moment, measure=measure)
    found = all_series(as_at, measure=measure)
    return {force: _shown(force, measure, series, annotated, held) for (force, _of), series in found.items()}, held


def with_heads(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """Each with the last release and its own last rebase, note and target. What is read under them (`head_of`) can be
    kept."""

    def last(rows):
        last = Subquery(rows.order_by("-pk").values("pk")[:1], output_field=IntegerField())
        return Coalesce(last, Value(0))

    of_measure = {"measure": OuterRef("pk")}
    return measures.annotate(
        last_release=last(Release.objects.all()),
        last_rebase=last(Rebase.objects.filter(**of_measure)),
        last_note=last(Note.objects.filter(**of_measure)),
        last_target=last(Target.objects.filter(**of_measure)),
    )


def head_of(measure) -> str:
    """Of one `with_heads`."""
    return f"{measure.last_release}-{measure.last_rebase}-{measure.last_note}-{measure.last_target}"


def find_measure(code: str) -> tuple[Measure, list[Measure]]:
    """The measure with where its ledgers end, and all measures for the navigation. One query."""
    everything = list(with_heads(Measure.objects.all()))
    found = next((measure for measure in everything if measure.code == code), None)
    if found is None:
        raise Http404
    return found, everything
