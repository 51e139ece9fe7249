"""What a measure's national page shows, read as at a moment and kept until the next release, rebase, note or target."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from forces.models import Cohort, Organisation
from ledger.as_at import AsAt
from ledger.kept import kept
from measures.models import Measure
from measures.process import Piece, Process
from measures.queries.charts import Point, Shown, head_of, shown_everywhere
from measures.queries.ledgers import Annotation, TargetRow
from stats import funnel
from stats.funnel import Funnel, Unit

FALSE_ICONS = 1 / 43  # of charts end in one by chance each quarter: docs/decisions.md says where that comes from


@dataclass(frozen=True)
class National:
    measure: Measure
    forces: Sequence[Organisation]
    shown: dict[int, Shown]
    targets: Sequence[TargetRow]

    @property
    def rows(self) -> list[tuple[Organisation, Shown]]:
        """By name, never by figure."""
        return [(force, self.shown.get(force.pk) or Shown(self.measure, {}, None)) for force in self.forces]

    @cached_property
    def latest(self) -> dt.date | None:
        """The last quarter for which anybody has a figure that no note leaves out."""
        quarters = [each.process.quarters[each.process.last_at] for each in self.shown.values() if each.process]
        return max(quarters, default=None)

    @cached_property
    def counted(self) -> Counter:
        """How many charts end in each icon, None for those without one."""
        return Counter(each.process.variation if each.process else None for _force, each in self.rows)

    @property
    def with_icons(self) -> int:
        return sum(number for icon, number in self.counted.items() if icon)

    @property
    def expected_false(self) -> float:
        return self.with_icons * FALSE_ICONS

    @cached_property
    def drawn(self) -> list[tuple[Organisation, Point]]:
        """Of the last quarter, where the counts of a percentage are known and are of anything."""
        points = [(force, each.counted.get(self.latest)) for force, each in self.rows]
        return [(force, point) for force, point in points if point and point.denominator]

    @cached_property
    def funnel(self) -> Funnel | None:
        points = [point for _force, point in self.drawn]
        return funnel.funnel([p.numerator for p in points], [p.denominator for p in points]) if points else None

    @property
    def dots(self) -> list[tuple[Organisation, Unit]]:
        forces = [force for force, _point in self.drawn]
        return list(zip(forces, self.funnel.units, strict=True)) if self.funnel else []

    @property
    def not_drawn(self) -> list[Organisation]:
        """Without a figure, or without anything to be a share of."""
        there = {force.pk for force, _point in self.drawn} | {force.pk for force in self.left_out}
        return [force for force in self.forces if force.pk not in there]

    @property
    def left_out(self) -> list[Organisation]:
        """Whose figure of the last quarter a note leaves out."""
        return [force for force, each in self.rows if self.latest in each.noted]

    @cached_property
    def noted(self) -> list[tuple[Organisation, int]]:
        """(force, how many of its figures notes leave out) of those of which some are."""
        counted = [(force, len(each.noted)) for force, each in self.rows]
        return [(force, number) for force, number in counted if number]

    @cached_property
    def cohorts(self) -> list[tuple[Cohort, list[tuple[dt.date, float | None, int, int]]]]:
        """(cohort, points), each point (quarter, value, of how many forces, of how many there are): shares of all
        forces together, counts for an average force, for average days the force in the middle. Each has a point for
        every quarter of any, so that a gap stays one, and none of what a note leaves out."""
        by_cohort = defaultdict(list)
        for force, each in self.rows:
            by_cohort[force.cohort].append(each.counted)
        quarters = sorted({quarter for _force, each in self.rows for quarter in each.series})
        found = []
        for cohort in (Cohort.PATHFINDER, Cohort.EXPANSION, Cohort.NATIONAL):
            all_counted, points = by_cohort[cohort], []
            for quarter in quarters:
                known = [counted[quarter] for counted in all_counted if self._has(counted.get(quarter))]
                points.append((quarter, self._pooled(known), len(known), len(all_counted)))
            if any(all_counted):
                found.append((cohort, points))
        return found

    def _has(self, point: Point | None) -> bool:
        if point is None:
            return False
        return bool(point.denominator) if self.measure.is_percentage else point.value is not None

    def _pooled(self, known: Sequence[Point]) -> float | None:
        """Of the forces that have a figure, so that one without it does not look like a fall."""
        if not known:
            return None
        if self.measure.is_percentage:
            return 100 * sum(point.numerator for point in known) / sum(point.denominator for point in known)
        values = sorted(float(point.value) for point in known)
        return values[len(values) // 2] if self.measure.on_log else sum(values) / len(values)


def known_by(measure: Measure, as_at: AsAt) -> tuple:
    """What all that is shown of a measure depends on besides the code that draws it: where the ledgers end, and the
    day."""
    return (measure.pk, as_at, head_of(measure))


def national(measure: Measure, forces: Sequence[Organisation], as_at: AsAt) -> National:
    """Three queries, and none once it is kept."""

    def plain():
        """Rows of numbers, days and texts, for that alone is kept."""
        shown, targets = shown_everywhere(measure, as_at)
        return [_plain(pk, each) for pk, each in shown.items()], [tuple(row) for row in targets]

    rows, targets = kept(("measure", *known_by(measure, as_at)), plain)
    shown = {}
    for pk, points, process, pieces, notes in rows:
        series = {quarter: Point(*point) for quarter, *point in points}
        read = process and Process(*process)._replace(pieces=[Piece(*piece) for piece in pieces])
        shown[pk] = Shown(measure, series, read, [Annotation(*note) for note in notes])
    return National(measure, forces, shown, [TargetRow(*row) for row in targets])


def _plain(pk, shown) -> tuple:
    process = shown.process
    return (
        pk,
        [[quarter, *point] for quarter, point in shown.series.items()],
        process and list(process._replace(pieces=[])),
        process and [list(piece) for piece in process.pieces],
        [list(note) for note in shown.notes],
    )
