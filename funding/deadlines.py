"""What funding knows to be due: claims that no finance officer has certified, and year-end statements."""

from django.urls import reverse
from django.utils.translation import gettext as _

from forces.deadlines import Deadline
from funding import years
from funding.queries import ALLOCATIONS, positions
from funding.words import period_text


def claims(organisations, *, as_at):
    """Nine queries however many forces. After the year-end statement nothing is claimed any more."""
    for row in _positions(organisations, as_at):
        for span in row.owed:
            yield Deadline(
                key=f"funding-claim-{row.allocation.pk}-{span.starts}",
                kind="funding_claim",
                organisation=row.force,
                due=span.due,
                title=_("Claim for %(period)s: %(fund)s")
                % {"period": period_text(span.starts, span.ends), "fund": row.allocation.fund},
                url=reverse("claim", args=[*address(row), span.starts, "claim"]),
            )


def statements(organisations, *, as_at):
    """Due also while the year still runs: who has to sign it wants to know when."""
    for row in _positions(organisations, as_at):
        if row.statement is None:
            yield Deadline(
                key=f"funding-statement-{row.allocation.pk}",
                kind="funding_statement",
                organisation=row.force,
                due=row.terms.statement_due,
                title=_("Year-end statement for %(year)s: %(fund)s")
                % {"year": years.name(row.year), "fund": row.allocation.fund},
                url=reverse("funding_statement", args=address(row)),
            )


def address(row) -> tuple:
    return row.force.slug, row.allocation.fund.code, row.year


def _positions(organisations, as_at):
    return positions(ALLOCATIONS.filter(recipient__force__in=organisations), as_at)
