"""The criminal justice delivery dashboard's CSV: a row for each metric, offence, area and period."""

from collections import defaultdict
from decimal import Decimal

from measures.importing.cells import decimal, text_of, whole
from measures.importing.forces import not_a_force
from measures.importing.found import Figure, Found, Place
from measures.importing.headers import Wanted, plain
from measures.quarters import read_quarter
from measures.said import say as _

KIND, TITLE = "justice", "Criminal justice delivery dashboard"
WANTED = Wanted(
    {
        "metric": {"metric name", "metric"},
        "offence": {"offence type", "offence"},
        "area": {"geographic area name", "area name", "geographic area", "area"},
        "granularity": {"date granularity", "granularity"},
        "period": {"time period", "period"},
        "value": {"value"},
    }
)
ADULT_RAPE = {"adult rape", "rape adult", "adult rape offences", "rape of an adult", "adult rape flagged"}
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
    """`sheets`: (name, columns, rows) of each that has the headings."""
    metrics = defaultdict(set)
    for sheet, columns, rows in sheets:
        width = max(columns.values())
        for number, cells in rows:
            if not any(cells):
                continue
            if len(cells) <= width:
                there, needed = _("%(number)d cells", number=len(cells)), _("at least %(number)d", number=width + 1)
                found.wrong(Place(sheet, number), there, needed)
                continue
            measure = _measure(sheet, number, cells, columns, found)
            if measure:
                metrics[measure].add(text_of(cells[columns["metric"]]))
                _read_row(sheet, number, cells, columns, measure, names, found)


def _measure(sheet, number, cells, columns, found) -> str | None:
    """None when the row is about something else, which is counted."""
    place = Place(sheet, number, columns["metric"] + 1)
    if plain(cells[columns["offence"]]) not in ADULT_RAPE:
        found.leave_out(place, _("another offence than adult rape"))
    elif plain(cells[columns["granularity"]]) not in {"quarterly", "quarter"}:
        said = text_of(cells[columns["granularity"]]) or _("no")
        found.leave_out(place, _("%(kind)s figures, not quarterly ones", kind=said))
    elif measure := MEASURE.get(plain(cells[columns["metric"]])):
        return measure
    else:
        name = text_of(cells[columns["metric"]])
        found.leave_out(place, _("metric “%(name)s” is none of our measures", name=name))
    return None


def _read_row(sheet, number, cells, columns, measure, names, found):
    area, period, cell = (cells[columns[name]] for name in ("area", "period", "value"))
    slug = names.slug(area)
    if slug is None:
        found.leave_out(Place(sheet, number, columns["area"] + 1), not_a_force(text_of(area)))
        return
    try:
        quarter = read_quarter(text_of(period))
    except ValueError as error:
        found.wrong(Place(sheet, number, columns["period"] + 1), period, error.args[0])
        return
    place = Place(sheet, number, columns["value"] + 1)
    try:
        value = whole(cell) if measure == "cps_referrals" else decimal(cell)
    except ValueError as error:
        found.wrong(place, cell, error.args[0])
        return
    if value is None:
        found.leave_out(place, _("withheld by the publisher"))
    found.add((slug, measure, quarter), Figure(None if value is None else round(Decimal(value), 3)), place)
