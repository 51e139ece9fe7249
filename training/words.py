"""The sentences of a force's training page, from numbers."""

import datetime as dt
import math
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forces.periods import months_after
from training.models import Headcount
from training.progress import Progress


def month_text(month: dt.date) -> str:
    return date_format(month, "F Y")


def day_text(day: dt.date) -> str:
    return date_format(day, "j F Y")


def sentence(force: str, courses: str, now: Progress, *, any_reported: bool) -> str:
    """The answer first. A share of 0 is none."""
    said = {"force": force, "courses": courses, "day": day_text(min(now.day, now.due))}
    said |= {"done": f"{now.done:,}", "share": f"{now.quota:,}"}
    if not any_reported:
        return _("%(force)s has reported nobody who had completed %(courses)s by %(day)s.") % said
    if not now.quota:
        return _("%(force)s says %(done)s had completed %(courses)s by %(day)s.") % said
    return _("%(force)s says %(done)s of its share of %(share)s had completed %(courses)s by %(day)s.") % said


def against_share(now: Progress, quota: str, reached: dt.date | None) -> str:
    """After the due date met or missed, when and by how much; before it what remains. `reached`: the month."""
    said = {"quota": quota, "share": f"{now.quota:,}", "due": day_text(now.due), "number": f"{abs(now.difference):,}"}
    if not now.quota:
        return _("It has no share of “%(quota)s”.") % said
    if now.difference < 0 and not now.is_over:
        return _remains(now, said)
    if now.difference < 0:
        missed = _("Its share of %(share)s was due by %(due)s and was missed by %(number)s.") % said
        return f"{missed} {_late(now, reached)}"
    met = _("Its share of %(share)s was met in %(month)s") % (said | {"month": month_text(reached)})
    more = _(", and %(number)s more by %(due)s") % said if now.is_over and now.difference else ""
    return f"{met}{more}."


def _remains(now, said):
    remain = _("%(number)s of its share of %(share)s remain until %(due)s") % said
    if now.outlook.needed is None:
        return f"{remain}."
    pace = _("%(needed)s a month needed") % {"needed": f"{math.ceil(now.outlook.needed):,}"}
    if now.outlook.pace_of_3 is not None:
        pace += _(", %(pace)s a month in the last three reported") % {"pace": f"{now.outlook.pace_of_3:,.1f}"}
    return f"{remain}: {pace}."


def _late(now, reached):
    if reached is None:
        return _("It has not been reached since.")
    return _("It was reached in %(month)s.") % {"month": month_text(reached)}


def missing(now: Progress) -> str:
    return ngettext(
        "%(number)d month of it is not reported, so more may have completed than is known.",
        "%(number)d months of it are not reported, so more may have completed than is known.",
        len(now.missing),
    ) % {"number": len(now.missing)}


def runs(months: Iterable[dt.date]) -> list[tuple[dt.date, str]]:
    """The first month of each unbroken run, and the run in words: "July to September 2023"."""
    found: list[list[dt.date]] = []
    for month in months:
        if found and months_after(found[-1][-1], 1) == month:
            found[-1].append(month)
        else:
            found.append([month])
    return [(run[0], _span(run[0], run[-1])) for run in found]


def _span(first, last):
    if first == last:
        return month_text(first)
    begin = date_format(first, "F") if first.year == last.year else month_text(first)
    return _("%(first)s to %(last)s") % {"first": begin, "last": month_text(last)}


def trained(number: int | None, headcount: Headcount | None) -> str:
    """`number` is None when no month was reported."""
    if number is None:
        told = _("nothing reported")
    else:
        told = _("%(number)s trained") % {"number": f"{number:,}"}
    if headcount is None:
        return _("%(told)s; no headcount stated") % {"told": told}
    said = {"told": told, "heads": f"{headcount.number:,}", "day": day_text(headcount.day)}
    if number is None or not headcount.number:
        return _("%(told)s; a headcount of %(heads)s on %(day)s") % said
    share = {"number": f"{number:,}", "share": f"{number / headcount.number:.1%}"}
    return _("%(number)s of %(heads)s trained (%(share)s), by the headcount of %(day)s") % (said | share)
