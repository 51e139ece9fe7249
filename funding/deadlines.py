"""What funding knows to be due: claims that no finance officer has certified, and year-end statements."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import CERTIFY_CLAIM
from forces.deadlines import Deadline
from funding import years
from funding.queries import ALLOCATIONS, fund_obligation, funds, positions, unsigned
from funding.scales import State
from funding.words import period_text


def claims(organisations, *, as_at):
    """Nine queries however many forces. After the year-end statement nothing is claimed any more. Those who fill a
    claim in have done so when they have sent it to the finance officer."""
    for row in positions(_given(organisations), as_at):
        for span in row.owed:
            claim = row.of(span.starts)
            yield Deadline(
                key=f"funding-claim-{row.allocation.pk}-{span.starts}",
                kind="funding_claim",
                organisation=row.force,
                due=span.due,
                title=_("Claim for %(period)s: %(fund)s")
                % {"period": period_text(span.starts, span.ends), "fund": row.allocation.fund},
                url=reverse("claim", args=[*_address(row.allocation), span.starts, "claim"]),
                turn=(CERTIFY_CLAIM,) if claim and claim.state == State.READY else (),
                obligations=(fund_obligation(row.allocation.fund.code),),
                ends=span.ends,
            )


def statements(organisations, *, as_at):
    """Due also while the year still runs: who has to sign it wants to know when."""
    for allocation, terms in unsigned(_given(organisations), as_at):
        yield Deadline(
            key=f"funding-statement-{allocation.pk}",
            kind="funding_statement",
            organisation=allocation.recipient.force,
            due=terms.statement_due,
            title=_("Year-end statement for %(year)s: %(fund)s")
            % {"year": years.name(allocation.year), "fund": allocation.fund},
            url=reverse("funding_statement", args=_address(allocation)),
            obligations=(fund_obligation(allocation.fund.code),),
            ends=years.last_day(allocation.year),
        )


def funds_owed(as_at):
    """The funds, for each of which the Unit may set a day from which claims and statements are owed."""
    for fund in funds(as_at):
        yield fund_obligation(fund.code), fund.name


def _address(allocation) -> tuple:
    return allocation.recipient.force.slug, allocation.fund.code, allocation.year


def _given(organisations):
    return ALLOCATIONS.filter(recipient__force__in=organisations)
