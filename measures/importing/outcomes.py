"""Home Office, crime outcomes: a workbook a year, a row for each force, quarter, offence and type of outcome."""

from collections import defaultdict
from decimal import Decimal

from measures.importing.cells import text_of
from measures.importing.found import BadRelease, Figure, Found
from measures.importing.headers import Wanted
from measures.importing.home_office import HEADINGS, Rows, key
from measures.said import say as _

KIND, TITLE = "outcomes", "Home Office: crime outcomes"
ASSIGNED, CHARGED, WITHDRAWN = COUNTS = ("outcomes_assigned", "charged", "victim_withdrawal")
KINDS = {"1": CHARGED, "1A": CHARGED, "14": WITHDRAWN, "16": WITHDRAWN}
ALTERNATE = {"1A", "2A", "3A"}
WANTED = Wanted(
    HEADINGS
    | {
        "kind": {"outcome type", "outcome type number", "outcome code"},
        "number": {
            "force outcomes recorded in quarter",
            "force outcomes recorded in the quarter",
            "outcomes recorded in quarter",
            "outcomes recorded in the quarter",
            "number of outcomes recorded in quarter",
        },
    }
)
REFUSED = _(
    "This is the file of alternate offences. It repeats outcomes 1A, 2A and 3A, which the main outcomes file counts "
    "already, so it is not brought in."
)


def is_alternate(name: str) -> bool:
    return "alternat" in name.lower()


def read(sheets, names, found: Found) -> None:
    """`sheets`: (name, columns, rows) of each that has the headings. Raises BadRelease for the alternate offences."""
    sums, withheld, rows = defaultdict(int), set(), Rows(sheets, names, found)
    for row in rows:
        for measure in filter(None, (ASSIGNED, KINDS.get(row.kind))):
            sums[row.of, measure] += row.value or 0
            if row.value is None:
                withheld.add((row.of, measure))
    if rows.kinds and {text_of(kind).upper() for kind in rows.kinds} <= ALTERNATE:
        raise BadRelease(REFUSED)
    for of, place in rows.first.items():
        counts = {measure: None if (of, measure) in withheld else sums[of, measure] for measure in COUNTS}
        for measure, count in counts.items():
            found.add(key(of, measure), Figure(None if count is None else Decimal(count)), place)
        for measure in (CHARGED, WITHDRAWN):
            found.add(key(of, f"{measure}_pct"), share(counts[measure], counts[ASSIGNED]), place)


def share(count: int | None, total: int | None) -> Figure:
    """A percentage with its count and denominator; no percentage of nothing."""
    if count is None or not total:
        return Figure(None)
    return Figure(round(Decimal(100 * count) / total, 3), count, total)
