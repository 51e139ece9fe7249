"""The announcement's Table 1 as its page shows it: as printed, its claims, its denominators, and each pair compared."""

from dataclasses import dataclass
from decimal import Decimal

from forces.models import Organisation
from measures import claims
from measures.models import Measure, PublishedPair
from stats import compare

SHARES = {"charged": "charged_pct", "victim_withdrawal": "victim_withdrawal_pct"}
COUNTS = ("recorded_offences", "cps_referrals")
PUBLISHED = "2023-07-10"
Range = tuple[int, int] | None


@dataclass(frozen=True)
class Denominator:
    """Outcomes assigned in a quarter, as the printed shares imply: by each share, and by both."""

    by_share: dict[str, Range]
    common: Range


@dataclass(frozen=True)
class Compared:
    """`before` and `latest` are (count, the whole numbers it may be out of); None of `result` where nothing consistent
    can be said."""

    measure: Measure
    before: tuple[int, Range]
    latest: tuple[int, Range]
    result: compare.Proportions | compare.Counts
    own: bool  # the denominators are this share's own, because the two shares of the quarter do not agree


@dataclass(frozen=True)
class ForceRow:
    force: Organisation
    pairs: dict[str, PublishedPair]

    @property
    def denominators(self) -> dict[str, Denominator]:
        return {quarter: self._denominator(quarter) for quarter in ("before", "latest")}

    def _denominator(self, quarter) -> Denominator:
        shown = {count: self._shown(count, quarter) for count in SHARES}
        by_share = {count: compare.denominators(*printed) for count, printed in shown.items()}
        return Denominator(by_share, compare.common_denominators(*shown.values()))

    def _shown(self, count, quarter) -> tuple[int, Decimal]:
        return int(self._of(count, quarter)), self._of(SHARES[count], quarter)

    def _of(self, measure, quarter) -> Decimal:
        return getattr(self.pairs[measure], quarter)

    @property
    def inconsistent(self) -> list[str]:
        """The quarters whose two shares no whole number gives."""
        return [quarter for quarter, found in self.denominators.items() if found.common is None]

    @property
    def compared(self) -> list[Compared]:
        return [self._share(count) for count in SHARES] + [self._counts(measure) for measure in COUNTS]

    def _share(self, count) -> Compared:
        found, sides = self.denominators, {}
        for quarter, each in found.items():
            sides[quarter] = int(self._of(count, quarter)), each.common or each.by_share[count]
        (x0, n0), (x1, n1) = sides["before"], sides["latest"]
        result = compare.proportions(x0, n0[1], x1, n1[1])
        return Compared(self.pairs[count].measure, sides["before"], sides["latest"], result, bool(self.inconsistent))

    def _counts(self, measure) -> Compared:
        before, latest = int(self._of(measure, "before")), int(self._of(measure, "latest"))
        result = compare.counts(before, latest)
        return Compared(self.pairs[measure].measure, (before, None), (latest, None), result, own=False)


@dataclass(frozen=True)
class TableOne:
    measures: list[Measure]
    rows: list[ForceRow]

    @property
    def claims(self) -> list[claims.Checked]:
        table = {
            row.force.slug: {code: (pair.before, pair.latest) for code, pair in row.pairs.items()} for row in self.rows
        }
        return claims.check(table)

    @property
    def compared(self) -> list[tuple[ForceRow, Compared]]:
        return [(row, each) for row in self.rows for each in row.compared]

    @property
    def names(self) -> dict[str, str]:
        return {row.force.slug: row.force.short_name for row in self.rows}


def table_one() -> TableOne:
    """As printed: in the order in which the forces joined, and the measures in theirs. One query."""
    measures, rows = {}, {}
    for pair in PublishedPair.objects.select_related("organisation", "measure").order_by(
        "organisation__joined", "organisation__short_name", "measure__position"
    ):
        measures.setdefault(pair.measure_id, pair.measure)
        rows.setdefault(pair.organisation_id, ForceRow(pair.organisation, {})).pairs[pair.measure.code] = pair
    return TableOne(sorted(measures.values(), key=lambda measure: measure.position), list(rows.values()))
