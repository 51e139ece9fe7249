"""The criminal justice delivery dashboard's CSV: a row for each metric, offence, area and period."""

from collections import Counter
from decimal import Decimal

from measures.importing.cells import decimal, text_of, whole
from measures.importing.forces import not_a_force
from measures.importing.found import FORCE, METRIC, BadRelease, Figure, Found, Place
from measures.importing.headers import Format, plain
from measures.quarters import read_quarter
from measures.said import say as _

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
            offence = cells[columns["offence"]] if len(cells) > columns["offence"] else None
            if offence is not None and plain(offence) not in ADULT_RAPE:
                offences[text_of(offence)] += 1
                place = Place(sheet, number, columns["offence"] + 1)
                found.leave_out(place, _("another offence than adult rape"))
                continue
            read += 1
            if len(cells) <= (width := max(columns.values())):
                there, needed = _("%(number)d cells", number=len(cells)), _("at least %(number)d", number=width + 1)
                found.wrong(Place(sheet, number), there, needed)
            elif measure := _measure(sheet, number, cells, columns, names, found):
                _read_row(sheet, number, cells, columns, measure, names, found)
    if not read and offences:
        there = ", ".join(f"“{name}”" for name, _rows in offences.most_common(8))
        raise BadRelease(
            _(
                "The headings are right, but no row is about adult rape. Offence types in the file: %(there)s.",
                there=there,
            )
        )


def _measure(sheet, number, cells, columns, names, found) -> str | None:
    """None when the row is about something else, which is counted."""
    place, metric = Place(sheet, number, columns["metric"] + 1), cells[columns["metric"]]
    if plain(cells[columns["granularity"]]) not in {"quarterly", "quarter"}:
        said = text_of(cells[columns["granularity"]]) or _("no")
        found.leave_out(place, _("%(kind)s figures, not quarterly ones", kind=said))
        return None
    measure = MEASURE.get(plain(metric)) or names.measure(metric)
    if measure is None:
        found.leave_out(place, _("metric “%(name)s” is none that we know", name=text_of(metric)))
        if metric is not None:
            found.is_new(METRIC, metric, place, sorted(MEASURE))
    return measure


def _read_row(sheet, number, cells, columns, measure, names, found):
    area, period, cell = (cells[columns[name]] for name in ("area", "period", "value"))
    slug = names.slug(area)
    if slug is None:
        place = Place(sheet, number, columns["area"] + 1)
        found.leave_out(place, not_a_force(text_of(area)))
        if area is not None and not names.is_other(area):
            found.is_new(FORCE, area, place, names.known)
        return
    try:
        quarter = read_quarter(text_of(period))
    except ValueError as error:
        found.wrong(Place(sheet, number, columns["period"] + 1), period, error.args[0])
        return
    place = Place(sheet, number, columns["value"] + 1)
    try:
        value = whole(cell) if measure != "days_to_charge" else decimal(cell)
    except ValueError as error:
        found.wrong(place, cell, error.args[0])
        return
    if value is None:
        found.leave_out(place, _("withheld by the publisher"))
    else:
        found.taken[_("rows about adult rape")] += 1
    found.add((slug, measure, quarter), Figure(None if value is None else round(Decimal(value), 3)), place)


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
