"""Home Office, crime outcomes: a workbook a year, a row for each force, quarter, offence and type of outcome."""

from collections import defaultdict
from decimal import Decimal

from measures.importing.found import Figure, Found
from measures.importing.headers import Wanted
from measures.importing.home_office import HEADINGS, Rows, key
from measures.importing.neighbours import look_at_kinds
from measures.said import say as _

KIND, TITLE = "outcomes", "Home Office: crime outcomes"
ASSIGNED, CHARGED, WITHDRAWN = COUNTS = ("outcomes_assigned", "charged", "victim_withdrawal")
KINDS = {"1": CHARGED, "14": WITHDRAWN, "16": WITHDRAWN}
# Two counts stand side by side. Ours is of investigations closed in the quarter, under each name it has had.
CLOSED = (
    *(
        f"{number}outcomes for investigations {that}closed in {the}quarter"
        for that in ("", "that were ")
        for number in ("", "number of ", "force ")
        for the in ("the ", "")
    ),
    "outcomes closed in the quarter", "number of outcomes closed in the quarter",
    "number of outcomes closed in quarter",
    "force outcomes recorded in quarter", "force outcomes recorded in the quarter",
)  # fmt: skip
WANTED = Wanted(HEADINGS | {"kind": ("outcome type", "outcome type number", "outcome code"), "number": CLOSED})


def is_other_basis(heading: str) -> bool:
    """The count of offences that were recorded in the quarter, or one of which the heading does not say which."""
    return "outcomes" in heading and "recorded" in heading and heading not in CLOSED


def read(sheets, names, found: Found) -> None:
    """`sheets`: (name, columns, rows) of each that has the headings. Raises BadRelease for the alternate offences."""
    sums, withheld, rows = defaultdict(int), set(), Rows(sheets, names, found)
    for row in rows:
        for measure in filter(None, (ASSIGNED, KINDS.get(row.kind))):
            sums[row.of, measure] += row.value or 0
            if row.value is None:
                withheld.add((row.of, measure))
    look_at_kinds(rows.kinds)
    for of, place in rows.first.items():
        counts = {
            measure: None if of in rows.silent or (of, measure) in withheld else sums[of, measure] for measure in COUNTS
        }
        if [measure for measure, count in counts.items() if rows.is_below_0(of, count, measure)]:
            continue
        for measure, count in counts.items():
            found.add(key(of, measure), Figure(None if count is None else Decimal(count)), place)
        for measure in (CHARGED, WITHDRAWN):
            part, total = counts[measure], counts[ASSIGNED]
            if None not in (part, total) and part > total:
                found.leave_out(rows.below.get(of, place), _("a share of more than all, after corrections below 0"))
                total = None
            found.add(key(of, f"{measure}_pct"), share(part, total), place)
    rows.say_silent()


def share(count: int | None, total: int | None) -> Figure:
    """A percentage with its count and denominator; no percentage of nothing."""
    if count is None or not total:
        return Figure(None)
    return Figure(round(Decimal(100 * count) / total, 3), count, total)
