"""Home Office, crime by police force area: one sheet a year, a row for each force, quarter and offence."""

from collections import defaultdict
from decimal import Decimal

from measures.importing.found import Figure, Found
from measures.importing.headers import Wanted
from measures.importing.home_office import HEADINGS, Rows, key

KIND, TITLE = "offences", "Home Office: crime by police force area"
WANTED = Wanted(
    HEADINGS
    | {
        "number": (
            "number of offences", "offence count", "number of crimes", "offences recorded",
            "number of recorded offences", "number of offences recorded",
        )
    }
)  # fmt: skip


def read(sheets, names, found: Found) -> None:
    """`sheets`: (name, columns, rows) of each that has the headings."""
    sums, withheld, rows = defaultdict(int), set(), Rows(sheets, names, found)
    for row in rows:
        sums[row.of] += row.value or 0
        if row.value is None:
            withheld.add(row.of)
    for of, place in rows.first.items():
        total = None if of in withheld or of in rows.silent else sums[of]
        if not rows.is_below_0(of, total, "recorded_offences"):
            found.add(key(of, "recorded_offences"), Figure(None if total is None else Decimal(total)), place)
    rows.say_silent()
