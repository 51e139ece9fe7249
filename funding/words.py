"""Words that funding's pages, tables and deadlines share."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from funding.clocks import FORCE, OFFICER, PAYMENT, UNIT


def period_text(starts: dt.date, ends: dt.date) -> str:
    """ "October to December 2026"; claims' periods are whole months."""
    last = date_format(ends, "F Y")
    if (starts.year, starts.month) == (ends.year, ends.month):
        return last
    first = date_format(starts, "F" if starts.year == ends.year else "F Y")
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def day_text(day: dt.date) -> str:
    return date_format(day, "j F Y")


def with_whom(running: str) -> str:
    return {
        FORCE: _("the force"),
        OFFICER: _("its finance officer"),
        UNIT: _("the Unit"),
        PAYMENT: _("payment"),
    }.get(running, "")


def month_text(day: dt.date) -> str:
    """Of a period's first day: "from July 2026"."""
    return _("from %(month)s") % {"month": date_format(day, "F Y")}
