"""Quarters as their first days, and the ways in which published files write them. Pure."""

import datetime as dt
import re

from ledger.as_at import read_day
from measures.messages import say as _

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRSTS = (1, 4, 7, 10)
FIRST_YEAR, LAST_YEAR = 2000, 2099  # a year beyond is a slip or another kind of number
_DASH = r"\s*(?:-|\u2013|\u2014|to)\s*"
_MONTHS = re.compile(rf"([a-z]{{3,9}}){_DASH}([a-z]{{3,9}})\s+(\d{{4}})")
_FINANCIAL = re.compile(r"(\d{4})\s*[/_-]\s*(\d{2}|\d{4})\s+q?([1-4])")
_YEAR = re.compile(r"(\d{4})\s*[/_\u2013-]\s*(\d{2}|\d{4})")
_TYPED = re.compile(r"(?:0?1[/.-])?(0?[1-9]|1[0-2]|[a-z]{3,9})[/. -](\d{4}|\d{2})")  # a date as a program shows it


def quarter_of(day: dt.date) -> dt.date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def following(quarter: dt.date, number: int = 1) -> dt.date:
    """The quarter so many after; before when negative."""
    month = quarter.year * 12 + quarter.month - 1 + 3 * number
    return dt.date(month // 12, month % 12 + 1, 1)


def run(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every quarter from the first to the last."""
    quarters = []
    while first <= last:
        quarters.append(first)
        first = following(first)
    return quarters


def last_day(quarter: dt.date) -> dt.date:
    return following(quarter) - dt.timedelta(days=1)


def financial(quarter: dt.date) -> str:
    """As publishers write it: 2024/25 Q1 for April to June 2024."""
    year = quarter.year - (quarter.month < 4)
    return f"{year}/{(year + 1) % 100:02} Q{(quarter.month - 4) % 12 // 3 + 1}"


def of_financial_year(year: str, number: object) -> dt.date:
    """Quarter 1 to 4, also as "Q1" or "Quarter 1", of a year such as 2024/25; quarter 1 is April to June. Raises
    ValueError."""
    found = re.fullmatch(_YEAR, year.strip())
    quarter = re.fullmatch(r"(?:q|qtr|quarter)?\s*([1-4])(?:\.0)?", str(number).strip().lower())
    if not found:
        raise ValueError(_("a financial year such as 2024/25"))
    if not quarter:
        raise ValueError(_("a quarter from 1 to 4"))
    return _financial(found[1], found[2], quarter[1])


def read_quarter(text: str) -> dt.date:
    """Of "Oct - Dec 2022", "October to December 2022", "2022/23 Q3" (financial), "2022-10", "2022-10-01", or what a
    spreadsheet program makes of the last two: "01/10/2022", "Oct-22". Raises ValueError, which says what was
    expected."""
    plain = " ".join(text.lower().split())
    try:
        if found := re.fullmatch(_MONTHS, plain):
            return _named(*found.groups())
        if found := re.fullmatch(_FINANCIAL, plain):
            return _financial(*found.groups())
        if found := re.fullmatch(_TYPED, plain):
            return _typed(*found.groups())
        day = read_day(plain if len(plain) > 7 else f"{plain}-01")
        if day.day == 1 and day.month in FIRSTS and FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    except ValueError:
        pass
    raise ValueError(_("a quarter such as Oct - Dec 2022"))


def _named(first, last, year) -> dt.date:
    start, end = (MONTHS.index(name[:3]) + 1 for name in (first, last))
    if start not in FIRSTS or end != start + 2 or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(first)
    return dt.date(int(year), start, 1)


def _typed(month, year) -> dt.date:
    number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
    day = dt.date(int(year) if len(year) == 4 else 2000 + int(year), number, 1)
    if number not in FIRSTS or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(month)
    return day


def _financial(year, ending, number) -> dt.date:
    if int(ending) % 100 != (int(year) + 1) % 100 or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(_("a financial year such as 2024/25"))
    return following(dt.date(int(year), 4, 1), int(number) - 1)
