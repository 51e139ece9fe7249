"""How numbers and days are said, ready before thousands of cells ask for them."""

import datetime as dt
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


@lru_cache(maxsize=4096)
def _said(day, form, language):
    return date_format(day, form)


def day_text(day: dt.date) -> str:
    """ "4 May 2024"."""
    return _said(day, "j F Y", get_language())


def month_text(day: dt.date) -> str:
    """ "May 2024"."""
    return _said(day, "F Y", get_language())


def months_text(first: dt.date, last: dt.date) -> str:
    """Of days in the first and the last month: "May 2024", "October to December 2026"."""
    if (first.year, first.month) == (last.year, last.month):
        return month_text(last)
    begin = _said(first, "F", get_language()) if first.year == last.year else month_text(first)
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
