"""The criminal justice delivery dashboard's CSV: a row for each metric, offence, area and period."""

from collections import Counter
from decimal import Decimal

from measures.importing.cells import decimal, text_of, whole
from measures.importing.forces import not_a_force
from measures.importing.found import FORCE, METRIC, BadRelease, Figure, Found, Place
from measures.importing.headers import Cells, Format, plain
from measures.messages import say as _
from measures.quarters import read_quarter

ADULT_RAPE = {
    "adult rape", "rape adult", "adult rape offences", "rape of an adult", "adult rape flagged", "adult rape cases",
    "adult rape flagged cases", "adult rape flagged offences", "rape adults", "adult rapes",
}  # fmt: skip
METRICS = {
    "cps_referrals": {
        "referrals to the cps", "police referrals to the cps", "number of police referrals to the cps",
        "number of referrals to the cps", "police referrals to cps", "cps referrals", "referrals from the police",
        "volume of police referrals to the cps", "number of police referrals to cps",
    },
    "days_to_charge": {
        "average days to charge", "average number of days to charge", "mean days to charge", "days to charge",
        "average days from police recording to charge", "average number of days from police recording to charge",
        "average days from recorded to charged", "average days from offence recorded to charge",
        "mean number of days to charge", "mean days from recorded to charge",
    },
}  # fmt: skip
MEASURE = {name: measure for measure, names in METRICS.items() for name in names}


def read(sheets, names, found: Found) -> None:
    """Raises BadRelease where no row is about adult rape."""
    offences, read = Counter(), 0
    for sheet, columns, rows in sheets:
        for number, cells in rows:
            if not any(cells):
                continue
            row = Cells(sheet, number, cells, columns, found)
            offence = row["offence"]
            if offence is not None and plain(offence) not in ADULT_RAPE:
                offences[text_of(offence)] += 1
                found.leave_out(row.place("offence"), _("another offence than adult rape"))
                continue
            read += 1
            if len(cells) <= (width := max(columns.values())):
                there, needed = _("%(number)d cells", number=len(cells)), _("at least %(number)d", number=width + 1)
                found.wrong(Place(sheet, number), there, needed)
            elif measure := _measure(row, names, found):
                _read_figure(row, measure, names, found)
    if not read and offences:
        there = ", ".join(f"“{name}”" for name, _rows in offences.most_common(8))
        raise BadRelease(
            _(
                "The headings are right, but no row is about adult rape. Offence types in the file: %(there)s.",
                there=there,
            )
        )


def _measure(row, names, found) -> str | None:
    """None when the row is about something else, which is counted."""
    place, metric = row.place("metric"), row["metric"]
    if plain(row["granularity"]) not in {"quarterly", "quarter"}:
        said = text_of(row["granularity"]) or _("no")
        found.leave_out(place, _("%(kind)s figures, not quarterly ones", kind=said))
        return None
    measure = MEASURE.get(plain(metric)) or names.measure(metric)
    if measure is None:
        found.leave_out(place, _("metric “%(name)s” is none that we know", name=text_of(metric)))
        if metric is not None:
            found.is_new(METRIC, metric, place, sorted(MEASURE))
    return measure


def _read_figure(row, measure, names, found):
    area = row["area"]
    slug = names.slug(area)
    if slug is None:
        found.leave_out(row.place("area"), not_a_force(text_of(area)))
        if area is not None and not names.is_other(area):
            found.is_new(FORCE, area, row.place("area"), names.known)
        return
    problems = len(found.problems) + found.more_problems
    quarter = row.parsed("period", lambda cell: read_quarter(text_of(cell)))
    value = quarter and row.parsed("value", decimal if measure == "days_to_charge" else whole)
    if len(found.problems) + found.more_problems > problems:
        return
    if value is None:
        found.leave_out(row.place("value"), _("withheld by the publisher"))
    else:
        found.taken[_("rows about adult rape")] += 1
    figure = Figure(None if value is None else round(Decimal(value), 3))
    found.add((slug, measure, quarter), figure, row.place("value"))


JUSTICE = Format(
    kind="justice",
    title="Criminal justice delivery dashboard",
    names={
        "metric": ("metric name", "metric"),
        "offence": ("offence type", "offence"),
        "area": ("geographic area name", "area name", "geographic area", "area"),
        "granularity": ("date granularity", "granularity"),
        "period": ("time period", "period"),
        "value": ("value",),
    },
    read=read,
)
