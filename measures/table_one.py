"""The announcement's Table 1 as its page shows it: as printed, its claims, its denominators, and each pair compared."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from forces.models import Organisation
from measures import claims
from measures.models import Measure, PublishedPair
from stats import compare

SHARES = {"charged": "charged_pct", "victim_withdrawal": "victim_withdrawal_pct"}
COUNTS = ("recorded_offences", "cps_referrals")
Range = tuple[int, int] | None


class Denominator(NamedTuple):
    """Outcomes assigned in a quarter, as the printed shares imply: by each share, and by both."""

    by_share: dict[str, Range]
    common: Range


class Compared(NamedTuple):
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

    @cached_property
    def denominators(self) -> dict[str, Denominator]:
        found = {}
        for side in ("before", "latest"):
            printed = {
                count: (int(getattr(self.pairs[count], side)), getattr(self.pairs[share], side))
                for count, share in SHARES.items()
            }
            by_share = {count: compare.denominators(*each) for count, each in printed.items()}
            found[side] = Denominator(by_share, compare.common_denominators(*printed.values()))
        return found

    @property
    def inconsistent(self) -> list[str]:
        """The quarters whose two shares no whole number gives."""
        return [side for side, found in self.denominators.items() if found.common is None]

    @property
    def compared(self) -> list[Compared]:
        compared = []
        for code in SHARES:
            pair = self.pairs[code]
            (x0, n0), (x1, n1) = sides = [
                (int(getattr(pair, side)), found.common or found.by_share[code])
                for side, found in self.denominators.items()
            ]
            result = compare.proportions(x0, n0[1], x1, n1[1])
            compared.append(Compared(pair.measure, *sides, result, bool(self.inconsistent)))
        for code in COUNTS:
            before, latest = int(self.pairs[code].before), int(self.pairs[code].latest)
            result = compare.counts(before, latest)
            compared.append(Compared(self.pairs[code].measure, (before, None), (latest, None), result, own=False))
        return compared


@dataclass(frozen=True)
class TableOne:
    measures: list[Measure]
    rows: list[ForceRow]

    @property
    def claims(self) -> list[claims.Checked]:
        return claims.check(
            {
                row.force.slug: {code: (pair.before, pair.latest) for code, pair in row.pairs.items()}
                for row in self.rows
            }
        )


def table_one() -> TableOne:
    """As printed: in the order in which the forces joined, and the measures in theirs. One query."""
    measures, rows = {}, {}
    for pair in PublishedPair.objects.select_related("organisation", "measure").order_by(
        "organisation__joined", "organisation__short_name", "measure__position"
    ):
        measures.setdefault(pair.measure_id, pair.measure)
        rows.setdefault(pair.organisation_id, ForceRow(pair.organisation, {})).pairs[pair.measure.code] = pair
    return TableOne(sorted(measures.values(), key=lambda measure: measure.position), list(rows.values()))
