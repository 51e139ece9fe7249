"""Charts read from the ledger: figures as published by the day, with the limits and notes that stand at the moment."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from forces.models import Organisation
from ledger.as_at import AsAt
from measures.models import Measure, Unit
from measures.process import Process, process
from measures.queries.annotations import Annotation, Annotations, annotations
from measures.queries.observations import Point, Series, all_series, series_of
from measures.queries.targets import Held, Said, targets_about, targets_of
from stats.compare import SMALL


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


def _shown(organisation_id: int, measure: Measure, series: Series, annotated: Annotations, held: Held) -> Shown:
    figures = {quarter: None if point.value is None else float(point.value) for quarter, point in series.items()}
    notes = annotated.notes_on(organisation_id, measure.pk)
    read = process(
        figures,
        direction=measure.direction,
        on_log=measure.on_log,
        most=100 if measure.is_percentage else math.inf,
        rebase_at=annotated.starts(organisation_id, measure.pk),
        left_out={quarter for note in notes for quarter in note.quarters},
        target_at=partial(held.at, measure, organisation_id) if measure.may_have_target else lambda _quarter: None,
    )
    return Shown(measure, series, read, notes)


def shown_of(organisation: Organisation, measures: list[Measure], as_at: AsAt) -> list[Shown]:
    """Three queries, whatever the number of measures."""
    found = series_of(organisation, as_at)
    annotated = annotations(as_at.moment, organisation=organisation)
    held = Held(targets_about(organisation, as_at.moment))
    return [_shown(organisation.pk, each, found.get(each.pk, {}), annotated, held) for each in measures]


def chart_of(organisation: Organisation, measure: Measure, as_at: AsAt) -> tuple[Shown, Annotations, list[Said]]:
    """With the rows of the ledgers that it is read by. Three queries."""
    series = series_of(organisation, as_at, measure).get(measure.pk, {})
    annotated = annotations(as_at.moment, organisation=organisation, measure=measure)
    held = targets_about(organisation, as_at.moment, measure)
    return _shown(organisation.pk, measure, series, annotated, Held(held)), annotated, held


def shown_everywhere(measure: Measure, as_at: AsAt) -> tuple[dict[int, Shown], list[Said]]:
    """By organisation, and the targets. Three queries, whatever their number."""
    annotated = annotations(as_at.moment, measure=measure)
    said = targets_of(measure, as_at.moment)
    held = Held(said)
    found = all_series(measure, as_at).items()
    return {
        organisation: _shown(organisation, measure, series, annotated, held) for organisation, series in found
    }, said
