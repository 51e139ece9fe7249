"""The sentences of a force's training page, from numbers."""

import datetime as dt
import math
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forces.periods import months_after
from govuk.numbers import day_text, month_text, months_text
from training.models import Headcount, Quota
from training.progress import Progress, QuotaVerdict


def sentence(force: str, courses: str, now: Progress) -> str:
    """The answer first. A share of 0 is none."""
    said = {"force": force, "courses": courses, "day": day_text(min(now.day, now.due)), "share": f"{now.quota:,}"}
    if now.done is None:
        return _("%(force)s has not reported how many had completed %(courses)s by %(day)s.") % said
    said |= {"done": f"{now.done:,}" if now.done else _("0 (nil confirmed)")}
    if not now.quota:
        return _("%(force)s says %(done)s had completed %(courses)s by %(day)s.") % said
    return _("%(force)s says %(done)s of its share of %(share)s had completed %(courses)s by %(day)s.") % said


def against_share(now: Progress, quota: Quota, reached: dt.date | None) -> str:
    """After the due date met or missed, when and by how much, once that can be known; before it what remains.
    `reached`: the month."""
    said = {"quota": quota.name, "share": f"{now.quota:,}", "due": day_text(now.due)}
    said |= {"number": f"{abs(now.difference):,}" if now.done is not None else ""}
    if not now.quota:
        return _("It has no share of “%(quota)s”.") % said
    match now.verdict:
        case QuotaVerdict.OPEN:
            return _remains(now, said)
        case QuotaVerdict.COMING_IN:
            said |= {"month": month_text(now.awaited.month), "figures": day_text(quota.figures_due)}
            return (
                _(
                    "Whether its share of %(share)s was met by %(due)s is not known yet: %(month)s is not reported. "
                    "Its figures are due by %(figures)s."
                )
                % said
            )
        case QuotaVerdict.MET:
            met = _("Its share of %(share)s was met in %(month)s") % (said | {"month": month_text(now.met)})
            more = _(", and %(number)s more by %(due)s") % said if now.is_final and now.difference else ""
            return f"{met}{more}."
        case QuotaVerdict.UNKNOWN:
            unknown = _(
                "Whether its share of %(share)s was met by %(due)s is not known: nothing up to then is reported."
            )
            return unknown % said
    missed = _("Its share of %(share)s was due by %(due)s and was missed by %(number)s") % said
    if now.missing:
        known = {"reported": len(now.months) - len(now.missing), "months": len(now.months)}
        missed += _(" in the %(reported)d of %(months)d months that are reported") % known
    late = _("It has not been reached since.")
    if reached:
        late = _("It was reached in %(month)s.") % {"month": month_text(reached)}
    return f"{missed}. {late}"


def _remains(now, said):
    remain = _("%(number)s of its share of %(share)s remain until %(due)s") % said
    if now.done is None:
        remain = _("Nothing is reported of its share of %(share)s, due by %(due)s") % said
    if now.outlook.needed is None:
        return f"{remain}."
    pace = needed_text(now)
    if now.outlook.pace_of_3 is not None:
        pace += _(", %(pace)s a month in the last three reported") % {"pace": f"{now.outlook.pace_of_3:,.1f}"}
    return f"{remain}: {pace}."


def needed_text(now: Progress) -> str:
    """The one pace that is called needed: what remains over the months that are not in yet."""
    said = {"number": f"{math.ceil(now.outlook.needed):,}", "month": month_text(now.needed_from)}
    return _("%(number)s a month needed from %(month)s on") % said


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
    return [(run[0], months_text(run[0], run[-1])) for run in found]


def trained(number: int | None, headcount: Headcount | None, missing: int, months: int) -> str:
    """`number` is None when no month was reported; `missing` of so many full months are not."""
    if number is None:
        told = _("nothing reported")
    else:
        told = _("%(number)s trained") % {"number": f"{number:,}" if number else _("0 (nil confirmed)")}
    if headcount is None:
        told = _("%(told)s; no headcount stated") % {"told": told}
    else:
        said = {"told": told, "heads": f"{headcount.number:,}", "day": day_text(headcount.day)}
        if number is None or not headcount.number:
            told = _("%(told)s; a headcount of %(heads)s on %(day)s") % said
        else:
            said |= {"number": f"{number:,}", "share": f"{number / headcount.number:.1%}"}
            told = _("%(number)s of %(heads)s trained (%(share)s), by the headcount of %(day)s") % said
    if number is None or not missing:
        return told
    gaps = ngettext(
        "%(missing)d of %(months)d month is not reported", "%(missing)d of %(months)d months are not reported", months
    )
    return f"{told}; {gaps % {'missing': missing, 'months': months}}"
