"""The demonstration's outcomes as a workbook in the shape in which the Home Office publishes them. Invented figures."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl

from demo.measures.story import Row
from measures.quarters import financial

HEADINGS = (
    "Financial Year", "Financial Quarter", "Force Name", "Offence Code", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code Expired", "Outcome Type", "Outcome Description", "Outcome Group",
    "Outcomes for offences recorded in the quarter", "Outcomes for investigations closed in the quarter",
)  # fmt: skip
BESIDE = {
    "Cover_sheet": [["Outcomes open data, invented for a demonstration"]],
    "Notes": [["Note", "Text"], [1, "Nothing in this workbook was published by anybody."]],
    "Pivot": [["Sum of outcomes", None, "Q1"]],
}
NAMES = {"city-of-london": "London, City of", "devon-and-cornwall": "Devon & Cornwall", "cumbria": "Cumbria2,3"}
NAMES |= {"hampshire": "Hampshire and the Isle of Wight", "metropolitan": "Metropolitan Police [Note 6]"}
NOT_PROVIDED, NOT_APPLICABLE = "N/A - data not provided", "N/A"
KINDS = {
    0: "Not yet assigned an outcome", 1: "Charged or summonsed",
    14: "Evidential difficulties: suspect not identified; victim does not support further action",
    16: "Evidential difficulties: suspect identified; victim does not support further action",
    18: "Investigation complete: no suspect identified",
}  # fmt: skip


def write(path: Path, rows: Iterable[Row], short_names: Mapping[str, str]) -> None:
    """`rows` of a story, of which the outcomes are taken."""
    book, counts = openpyxl.Workbook(write_only=True), {}
    for slug, measure, quarter, value, _count, _total in rows:
        counts.setdefault((slug, quarter), {})[measure] = None if value is None else int(value)
    for name, lines in BESIDE.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    sheet = book.create_sheet("Outcomes_open_data")
    sheet.append(HEADINGS)
    for (slug, quarter), found in counts.items():
        for kind, closed in _closed(found).items():
            sheet.append(_line(NAMES.get(slug, short_names[slug]), quarter, kind, closed))
    book.save(path)


def _closed(found: Mapping[str, int | None]) -> dict[int, int | str]:
    """By type of outcome."""
    assigned, charged, withdrawn = (found[name] for name in ("outcomes_assigned", "charged", "victim_withdrawal"))
    if assigned is None:
        return dict.fromkeys(KINDS, NOT_PROVIDED)
    known = withdrawn // 3
    return {0: NOT_APPLICABLE, 1: charged, 14: known, 16: withdrawn - known, 18: assigned - charged - withdrawn}


def _line(name: str, quarter: dt.date, kind: int, closed: int | str) -> list:
    year, number = financial(quarter).split(" Q")
    offence = ("19C", "Rape of a female aged 16 and over", "Sexual offences", "Rape", None)
    return [year, int(number), name, *offence, kind, KINDS[kind], "Invented", closed if kind else 7, closed]
