"""The sentences above a force's funding: the answer first."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import CERTIFY_CLAIM
from funding import years
from funding.money import said
from funding.moves import DUTIES
from funding.queries import AllocationAt
from funding.scales import IN_WORK
from funding.steps import duties_of, first_step
from funding.sums import totals
from govuk.numbers import day_text, months_text


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


def waiting_for(rows: list[AllocationAt], held: set[str], user) -> list[tuple[str, str]]:
    """The claims and year-end statements that wait for somebody with these permissions: what to do with each, and its
    address."""
    found, several = [], len({row.allocation.fund_id for row in rows}) > 1
    for row in rows:
        of = f", {row.allocation.fund}" if several else ""
        for each in row.claims:
            step = first_step(each.state, held)
            if step and (each.state, step.to) in DUTIES and user.pk in duties_of(each.claim, (), each.events):
                continue
            if step and (each.state not in IN_WORK or each.claim.ends < row.day):
                period = months_text(each.claim.starts, each.claim.ends)
                address = [*row.address, each.claim.starts, each.claim.kind]
                found.append((f"{period}{of}: {step.title}", reverse("claim", args=address)))
        if CERTIFY_CLAIM in held and row.is_over and row.statement is None:
            url = reverse("funding_statement", args=row.address)
            found.append((f"{years.name(row.year)}{of}: {_('Sign the year-end statement')}", url))
    return found
