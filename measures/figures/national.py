"""What a measure's national page shows, read as at a moment and kept until the next release, rebase, note or target."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from operator import attrgetter

from charts import NAVY, ORANGE, TEAL
from forces.models import Cohort, Organisation
from ledger.as_at import AsAt
from ledger.kept import kept
from measures.models import Measure
from measures.process import Piece, Process
from measures.queries import Annotation, Point, Said, Series, Shown, head_of, shown_everywhere
from stats import funnel

FALSE_ICONS = 1 / 43  # of charts end in one by chance each quarter: docs/decisions.md says where that comes from
COHORTS = ((Cohort.PATHFINDER, ORANGE), (Cohort.EXPANSION, TEAL), (Cohort.NATIONAL, NAVY))
CURVE = 40  # places at which the limits of a funnel are drawn


@dataclass(frozen=True)
class National:
    measure: Measure
    forces: Sequence[Organisation]
    shown: dict[int, Shown]
    targets: Sequence[Said]

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
    def parts(self) -> list[tuple[Organisation, int, int]]:
        """(force, count, out of) in the last quarter, of a percentage whose counts are known."""
        points = [(force, each.counted.get(self.latest)) for force, each in self.rows]
        return [(force, p.numerator, p.denominator) for force, p in points if p and p.denominator is not None]

    @cached_property
    def funnel(self) -> funnel.Funnel | None:
        drawn = self.drawn
        return funnel.funnel([count for _f, count, _n in drawn], [total for _f, _c, total in drawn]) if drawn else None

    @property
    def drawn(self) -> list[tuple[Organisation, int, int]]:
        return [part for part in self.parts if part[2]]

    @property
    def not_drawn(self) -> list[Organisation]:
        """Without a figure, or without anything to be a share of."""
        there = {force.pk for force, *_counts in self.drawn} | {force.pk for force in self.left_out}
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
    def curves(self) -> dict[str, list[tuple[int, float, float]]]:
        """Both pairs of exact limits, and the widened ones where they count, from small to large denominators."""
        found = self.funnel
        most = max(unit.denominator for unit in found.units)
        places = sorted({max(1, round(most * 1.05 * (at / CURVE) ** 2)) for at in range(1, CURVE + 1)})
        kinds = {"": funnel.exact_limits_of(places, found.target)}
        if found.is_adjusted:
            kinds[" widened"] = [funnel.adjusted_limits(n, found.target, found.tau2) for n in places]
        curves = {}
        for kind, rows in kinds.items():
            curves[f"95{kind}"] = [(n, at.lower_95, at.upper_95) for n, at in zip(places, rows, strict=True)]
            curves[f"99.8{kind}"] = [(n, at.lower_998, at.upper_998) for n, at in zip(places, rows, strict=True)]
        return curves

    @cached_property
    def cohorts(self) -> list[tuple[str, str, list[tuple[dt.date, float | None]]]]:
        """(cohort, colour, points): shares of all forces together, counts for an average force, for average days the
        force in the middle. Each has a point for every quarter of any, so that a gap stays one, and none of what a note
        leaves out."""
        by_cohort = defaultdict(lambda: defaultdict(list))
        for force, each in self.rows:
            for quarter, point in each.counted.items():
                by_cohort[force.cohort][quarter].append(point)
        all_of = sorted({quarter for _force, each in self.rows for quarter in each.series})
        return [
            (
                str(Cohort(cohort).label),
                colour,
                [(quarter, self._pooled(by_cohort[cohort][quarter])) for quarter in all_of],
            )
            for cohort, colour in COHORTS
            if by_cohort.get(cohort)
        ]

    @cached_property
    def behind(self) -> dict[str, tuple[int, dict[dt.date, int]]]:
        """By cohort how many forces it has, and how many of them have a figure in each quarter."""
        found = {}
        for force, each in self.rows:
            number, by_quarter = found.setdefault(str(Cohort(force.cohort).label), (0, Counter()))
            by_quarter.update(quarter for quarter, point in each.counted.items() if self._has(point))
            found[str(Cohort(force.cohort).label)] = number + 1, by_quarter
        return found

    def _has(self, point) -> bool:
        return bool(point.denominator) if self.measure.is_percentage else point.value is not None

    def _pooled(self, points) -> float | None:
        """Of the forces that have a figure, so that one without it does not look like a fall."""
        if self.measure.is_percentage:
            known = [(p.numerator, p.denominator) for p in points if self._has(p)]
            total = sum(denominator for _n, denominator in known)
            return 100 * sum(numerator for numerator, _d in known) / total if total else None
        known = sorted(float(point.value) for point in points if self._has(point))
        if not known:
            return None
        if self.measure.on_log:
            return known[len(known) // 2]
        return sum(known) / len(known)


def known_by(measure: Measure, as_at: AsAt) -> tuple:
    """What all that is shown of a measure depends on besides the code that draws it: where the ledgers end, and the
    day."""
    return (measure.pk, as_at, head_of(measure))


def national(measure: Measure, forces: Sequence[Organisation], as_at: AsAt) -> National:
    """Three queries, and none once it is kept."""
    shown, targets = kept(("measure", *known_by(measure, as_at)), lambda: _plain(*shown_everywhere(measure, as_at)))
    read = {
        pk: Shown(measure, _series(points), _process(process), [Annotation(*note) for note in notes])
        for pk, points, process, notes in shown
    }
    return National(measure, forces, read, [Said(*row) for row in targets])


_of_point, _of_piece, _of_process, _of_said, _of_note = (
    attrgetter(*(field.name for field in fields(of))) for of in (Point, Piece, Process, Said, Annotation)
)


def _plain(shown: dict[int, Shown], targets: Sequence[Said]) -> tuple[list, list]:
    """Rows of numbers, days and texts, for that alone is kept."""
    rows = [
        (
            pk,
            [[quarter, *_of_point(point)] for quarter, point in each.series.items()],
            each.process and _of_process(replace(each.process, pieces=list(map(_of_piece, each.process.pieces)))),
            list(map(_of_note, each.notes)),
        )
        for pk, each in shown.items()
    ]
    return rows, list(map(_of_said, targets))


def _series(points) -> Series:
    return {quarter: Point(*point) for quarter, *point in points}


def _process(row) -> Process | None:
    if row is None:
        return None
    read = Process(*row)
    return replace(read, pieces=[Piece(*piece) for piece in read.pieces])
