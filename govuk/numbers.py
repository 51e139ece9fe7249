"""How numbers and days are said, ready before thousands of cells ask for them."""

import datetime as dt
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@lru_cache(maxsize=4096)
def _day_text(day, language):
    return date_format(day, "j F Y")


def day_text(day: dt.date) -> str:
    return _day_text(day, get_language())


def month_text(month: dt.date) -> str:
    return date_format(month, "F Y")


def months_text(first: dt.date, last: dt.date) -> str:
    """ "October to December 2026", of the days' months."""
    if (first.year, first.month) == (last.year, last.month):
        return month_text(last)
    begin = date_format(first, "F" if first.year == last.year else "F Y")
    return _("%(first)s to %(last)s") % {"first": begin, "last": month_text(last)}


def number_text(number: int) -> str:
    return f"{number:,}"


def share_text(number: int, total: int) -> str:
    return f"{100 * number / total:.1f}%" if total else _("none")


def of_text(number: int, total: int) -> str:
    """A count with its denominator and share: "41 of 150 (27.3%)"."""
    if not total:
        return _("nothing asked")
    said = {"number": number_text(number), "total": number_text(total), "share": share_text(number, total)}
    return _("%(number)s of %(total)s (%(share)s)") % said
