"""The sentences above a force's funding: the answer first."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding import years
from funding.money import said
from funding.queries import AllocationAt
from funding.sums import totals
from funding.words import day_text


def sentences(force, rows: list[AllocationAt], today: dt.date) -> list[str]:
    """Of the allocations of one year: what is given and claimed, what is left or lost, and what is due."""
    if not rows:
        return [
            _("%(force)s's local policing body has no allocation on record. That is normal: most grants go to some "
              "forces only.") % {"force": force}
        ]  # fmt: skip
    year, of = rows[0].year, totals(row.standing for row in rows)
    words = {"year": years.name(year), "allocated": said(of.allocated), "claimed": said(of.claimed)}
    words |= {"force": force, "lost": said(of.lost), "available": said(of.available), "paid": said(of.paid)}
    told = _(
        "%(claimed)s of the %(allocated)s that %(force)s's policing body has for %(year)s is claimed, %(paid)s paid."
    )
    if not of.claimants:
        told = _("Nothing of the %(allocated)s that %(force)s's policing body has for %(year)s is claimed.")
    found = [told % words]
    if years.is_over(year, today):
        if of.lost:
            found.append(
                _("The year is over: the %(lost)s that nobody claimed does not carry over and is lost.") % words
            )
    else:
        last = {"day": day_text(years.last_day(year))}
        found.append(
            _("%(available)s can still be claimed for spend up to %(day)s. Nothing carries over.") % (words | last)
        )
    return found + _due(rows, today)


def _due(rows, today) -> list[str]:
    late = sum(row.was_due(span) for row in rows for span in row.owed)
    unsigned = [
        row for row in rows if row.statement is None and row.is_over and row.asks_until(years.last_day(row.year))
    ]
    found = []
    if late:
        due = sum(row.was_due(span) for row in rows for span in row.periods)
        told = ngettext(
            "%(n)d of %(due)d claims due by now is late: not certified.",
            "%(n)d of %(due)d claims due by now are late: not certified.",
            late,
        )
        found.append(told % {"n": late, "due": due})
    if unsigned:
        due = min(row.terms.statement_due for row in unsigned)
        if due < today:
            told = _("The year-end statement was due by the end of %(day)s and is not signed.")
        else:
            told = _("The year-end statement is due by the end of %(day)s.")
        found.append(told % {"day": day_text(due)})
    found += [warning(row) for row in rows if row.is_warned]
    return found


def warning(row: AllocationAt) -> str:
    """From the third quarter on."""
    if row.standing.underspend is None:
        return _("No forecast for the year is recorded, so nobody knows what will be lost on 1 April.")
    return _("The forecast is %(under)s below the allocation. What is not spent by 31 March is lost.") % {
        "under": said(row.standing.underspend)
    }
