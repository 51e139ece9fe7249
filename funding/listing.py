"""Rows for lists of claims: every claim that was made, and every period that has begun without one."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import CERTIFY_CLAIM
from funding import words, years
from funding.duties import duties_of
from funding.moves import DUTIES
from funding.queries import AllocationAt, ClaimAt
from funding.scales import IN_WORK, Kind, State
from funding.steps import first_step
from ledger.as_at import AsAt


def claim_rows(row: AllocationAt, as_at: AsAt) -> Iterator[dict]:
    """Of one allocation, by period."""
    if row.force is None:
        return
    for span in row.periods:
        claim = row.of(span.starts)
        if claim or span.starts <= as_at.day:
            yield _listed(row, span, claim, Kind.CLAIM, as_at)
        if recovery := row.of(span.starts, Kind.RECOVERY):
            yield _listed(row, span, recovery, Kind.RECOVERY, as_at)


def _listed(row, span, claim: ClaimAt | None, kind, as_at) -> dict:
    fund = row.allocation.fund
    period = words.period_text(span.starts, span.ends)
    clocks = claim.clocks(as_at.day) if claim else None
    running = clocks and clocks.running and clocks.waiting
    return {
        "period": period if kind == Kind.CLAIM else _("%(period)s, recovery") % {"period": period},
        "starts": (span.starts, kind),
        "year": row.year,
        "organisation": row.force.short_name,
        "fund": fund.name,
        "kind": Kind(kind).label,
        "state": claim.state if claim else _missing(row, span),
        "amount": claim.amount if claim and claim.counts else None,
        "due": span.due if kind == Kind.CLAIM else None,
        "days": clocks.waiting if running else None,
        "waiting": _waiting(clocks) if running else None,
        "holder": words.with_whom(clocks.running) if running else None,
        "certified_by": str(claim.certified.recorded_by) if claim and claim.certified else None,
        "url": as_at.link(reverse("claim", args=[row.force.slug, fund.code, row.year, span.starts, kind])),
    }


def _waiting(clocks) -> str:
    return _("%(days)d, %(who)s") % {"days": clocks.waiting, "who": words.with_whom(clocks.running)}


def _missing(row: AllocationAt, span) -> str:
    """Nothing claimed is not nil."""
    if row.statement:
        return _("Not claimed")
    return _("Not claimed, late") if row.was_due(span) else _("Not claimed yet")


def waiting_for(rows: list[AllocationAt], held: set[str], as_at: AsAt, user) -> list[tuple[str, str]]:
    """The claims and year-end statements that wait for somebody with these permissions: what to do with each, and its
    address."""
    found, several = [], len({row.allocation.fund_id for row in rows}) > 1
    for row in rows:
        of = f", {row.allocation.fund}" if several else ""
        for each in row.claims:
            step = first_step(each.state, held)
            if step and (each.state, step.to) in DUTIES and user.pk in duties_of(each.claim, (), each.events):
                continue
            if step and (each.state not in IN_WORK or each.claim.ends < as_at.day):
                period = words.period_text(each.claim.starts, each.claim.ends)
                address = [row.force.slug, row.allocation.fund.code, row.year, each.claim.starts, each.claim.kind]
                found.append((f"{period}{of}: {step.title}", reverse("claim", args=address)))
        if CERTIFY_CLAIM in held and row.is_over and row.statement is None:
            address = [row.force.slug, row.allocation.fund.code, row.year]
            found.append(
                (
                    f"{years.name(row.year)}{of}: {_('Sign the year-end statement')}",
                    reverse("funding_statement", args=address),
                )
            )
    return found


WITH_UNIT = {State.CERTIFIED, State.APPROVED}
