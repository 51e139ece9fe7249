"""The sentences of the funding page, from numbers."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from funding import years
from funding.money import said
from funding.national.page import FundingPage
from funding.sums import total
from govuk.numbers import day_text

NAMES = 12  # of those without a statement, before the rest is a number


def sentence(page: FundingPage) -> str:
    """The answer first."""
    of = page.totals
    words = {"year": years.name(page.year), "claimed": said(of.claimed), "allocated": said(of.allocated)}
    words |= {"paid": said(of.paid), "lost": said(of.lost), "n": of.claimants, "of": of.here}
    if not of.number:
        return _("Nothing was allocated for %(year)s, as far as is known here.") % words
    if page.is_over:
        told = _("Of %(allocated)s allocated for %(year)s, %(claimed)s was claimed and %(paid)s is paid.")
        if not of.claimants:
            told = _("Of %(allocated)s allocated for %(year)s, nothing was claimed.")
        told = f"{told} {_claimed_by(of)}" % words
        lost = _("%(lost)s was not claimed. It does not carry over, so it is lost.") % words
        return f"{told} {lost}" if of.lost else told
    told = _("Of %(allocated)s allocated for %(year)s, %(claimed)s is claimed and %(paid)s paid so far.")
    if not of.claimants:
        told = _("Of %(allocated)s allocated for %(year)s, nothing is claimed yet.")
    return f"{told} {_claimed_by(of)}" % words


def _claimed_by(of):
    return ngettext(
        "%(n)d of %(of)d recipient that claims here has a certified claim.",
        "%(n)d of %(of)d recipients that claim here have a certified claim.",
        of.here,
    )


def warnings(page: FundingPage, *, names: bool) -> list[str]:
    """What needs somebody: underspends from the third quarter on, late claims, statements not signed."""
    return [*_lost_before(page), *_underspend(page), *_late(page), *_unsigned(page, names)]


def _lost_before(page):
    # Of the year before: it is not available in this one.
    if lost := total(row.standing.lost for row in page.all_years if row.year == page.year - 1):
        words = {"lost": said(lost), "before": years.name(page.year - 1), "year": years.name(page.year)}
        yield _("%(lost)s of %(before)s is unclaimed. It is lost, and not available in %(year)s.") % words


def _underspend(page):
    number = len(page.warned) - page.unforeseen
    if number:
        told = ngettext(
            "%(n)d of %(of)d recipients forecasts to spend %(short)s less than it has. What is not spent by 31 March "
            "is lost.",
            "%(n)d of %(of)d recipients forecast to spend %(short)s less than they have. What is not spent by 31 March "
            "is lost.",
            number,
        )
        yield told % {"n": number, "of": page.totals.here, "short": said(page.warned_short)}
    if page.unforeseen:
        told = ngettext(
            "%(n)d of %(of)d recipients has made no forecast.",
            "%(n)d of %(of)d recipients have made no forecast.",
            page.unforeseen,
        )
        yield told % {"n": page.unforeseen, "of": page.totals.here}


def _late(page):
    if late := sum(span.due < page.day for row in page.rows for span in row.owed):
        told = ngettext(
            "%(n)d of %(of)d claims due by now is late: not certified.",
            "%(n)d of %(of)d claims due by now are late: not certified.",
            late,
        )
        due = sum(span.due < page.day for row in page.rows if row.force for span in row.periods)
        yield told % {"n": late, "of": due}


def _unsigned(page, names):
    """Of all the years that are over, the first due first."""
    unsigned = [row for row in page.all_years if row.is_over and row.force and row.statement is None]
    by_year = {}
    for row in sorted(unsigned, key=lambda row: (row.terms.statement_due, row.force.short_name)):
        by_year.setdefault((row.terms.statement_due, row.year), []).append(row.force.short_name)
    for (due, year), forces in by_year.items():
        words = {"n": len(forces), "year": years.name(year), "due": day_text(due)}
        if due < page.day:
            told = ngettext(
                "%(n)d year-end statement for %(year)s was due on %(due)s and is not signed",
                "%(n)d year-end statements for %(year)s were due on %(due)s and are not signed",
                len(forces),
            )
        else:
            told = ngettext(
                "%(n)d year-end statement for %(year)s is due by the end of %(due)s",
                "%(n)d year-end statements for %(year)s are due by the end of %(due)s",
                len(forces),
            )
        listed = ", ".join(forces[:NAMES]) + (_(" and others") if len(forces) > NAMES else "")
        yield (told % words) + (f": {listed}." if names else ".")


def left_out(page: FundingPage) -> str:
    return ngettext(
        "%(n)d fund has fewer than three recipients: its totals are not shown, so that no force can be read off.",
        "%(n)d funds have fewer than three recipients: their totals are not shown, so that no force can be read off.",
        len(page.left_out),
    ) % {"n": len(page.left_out)}
