"""What funding knows to be due: claims that no finance officer has certified, and year-end statements."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import CERTIFY_CLAIM
from forces.deadlines import Deadline
from funding import years
from funding.queries import ALLOCATIONS, fund_obligation, funds, positions
from funding.scales import State
from govuk.numbers import months_text


def claims_and_statements(organisations, *, as_at):
    """Nine queries however many forces. After the year-end statement nothing is claimed any more. Those who fill a
    claim in have done so when they have sent it to the finance officer. A statement is due also while the year still
    runs: who has to sign it wants to know when."""
    for row in positions(ALLOCATIONS.filter(recipient__force__in=organisations), as_at):
        fund = row.allocation.fund
        for span in row.owed:
            claim = row.of(span.starts)
            yield Deadline(
                key=f"funding-claim-{row.allocation.pk}-{span.starts}",
                kind="funding_claim",
                organisation=row.force,
                due=span.due,
                title=_("Claim for %(period)s: %(fund)s")
                % {"period": months_text(span.starts, span.ends), "fund": fund},
                url=reverse("claim", args=[*row.address, span.starts, "claim"]),
                turn=(CERTIFY_CLAIM,) if claim and claim.state == State.READY else (),
                obligations=(fund_obligation(fund.code),),
                ends=span.ends,
            )
        if not row.statement:
            yield Deadline(
                key=f"funding-statement-{row.allocation.pk}",
                kind="funding_statement",
                organisation=row.force,
                due=row.terms.statement_due,
                title=_("Year-end statement for %(year)s: %(fund)s") % {"year": years.name(row.year), "fund": fund},
                url=reverse("funding_statement", args=row.address),
                obligations=(fund_obligation(fund.code),),
                ends=years.last_day(row.year),
            )


def funds_owed(as_at):
    """The funds, for each of which the Unit may set a day from which claims and statements are owed."""
    for fund in funds(as_at):
        yield fund_obligation(fund.code), fund.name
