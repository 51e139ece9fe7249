"""Charts read from the ledger: figures as published by the day, with the limits that stand at the moment."""

from dataclasses import dataclass

from forces.as_at import AsAt
from forces.models import Organisation
from measures.models import Measure
from measures.process import Process, process
from measures.queries.observations import Series, all_series, series_of
from measures.queries.rebases import rebases, starts


@dataclass(frozen=True)
class Shown:
    """One organisation's measure: its figures and how they are read."""

    measure: Measure
    series: Series
    process: Process | None


def shown(measure: Measure, series: Series, rebase_at) -> Shown:
    figures = {quarter: None if point.value is None else float(point.value) for quarter, point in series.items()}
    read = process(figures, direction=measure.direction, on_log=measure.on_log, rebase_at=rebase_at)
    return Shown(measure, series, read)


def shown_of(organisation: Organisation, measures: list[Measure], as_at: AsAt) -> list[Shown]:
    """Two queries, whatever the number of measures."""
    found = series_of(organisation, as_at)
    rebased = starts(rebases(as_at.moment).filter(organisation=organisation))
    return [shown(each, found.get(each.pk, {}), rebased.get((organisation.pk, each.pk), [])) for each in measures]


def shown_everywhere(measure: Measure, as_at: AsAt) -> dict[int, Shown]:
    """By organisation. Two queries, whatever their number."""
    rebased = starts(rebases(as_at.moment).filter(measure=measure))
    return {
        organisation: shown(measure, series, rebased.get((organisation, measure.pk), []))
        for organisation, series in all_series(measure, as_at).items()
    }
