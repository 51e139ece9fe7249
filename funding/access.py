"""Funding is the forces': for a CPS Area its pages are not there. Each gets what it is about and the right to it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.http import Http404

from forces.access import get_force
from forces.models import Organisation
from forces.periods import Span
from funding.duties import duties_of
from funding.models import ClaimVersion
from funding.queries import ALLOCATIONS, AllocationAt, ClaimAt, amount_of, amounts, positions, versions
from funding.scales import Category, Kind, State


def get_allocation(request, slug: str, code: str, year: int, permission: str) -> AllocationAt:
    """The allocation of the force's policing body, as at the page's day."""
    force = get_force(request.user, slug, permission)
    rows = positions(ALLOCATIONS.filter(fund__code=code, year=year, recipient__force=force), request.as_at)
    if not rows:
        raise Http404
    return rows[0]


@dataclass(frozen=True)
class ClaimPage:
    """What a page about a claim is about, as at the page's moment. Before anything was saved there is no claim."""

    row: AllocationAt
    span: Span
    kind: str
    at: ClaimAt | None
    versions: list[ClaimVersion]

    @property
    def force(self) -> Organisation:
        return self.row.force

    @property
    def address(self) -> tuple:
        return self.force.slug, self.row.allocation.fund.code, self.row.year, self.span.starts, self.kind

    @property
    def state(self) -> State:
        return self.at.state if self.at else State.DRAFT

    @property
    def seen(self) -> int:
        return len(self.at.events) if self.at else 0

    @property
    def in_work(self) -> bool:
        return self.at is None or self.at.in_work

    @cached_property
    def duties(self) -> dict[int, str]:
        """Who did what on it, until now."""
        return duties_of(self.at.claim, self.versions, self.at.events) if self.at else {}

    @property
    def is_recovery(self) -> bool:
        return self.kind == Kind.RECOVERY

    @property
    def version(self) -> ClaimVersion | None:
        return self.versions[-1] if self.versions else None

    @property
    def amounts(self) -> dict[Category, Decimal]:
        return amounts(self.version)

    @property
    def total(self) -> Decimal:
        return amount_of(self.version) if self.version else Decimal("0.00")


def get_claim(request, slug: str, code: str, year: int, starts: dt.date, kind: str, permission: str) -> ClaimPage:
    """The claim for the period that starts on that day; a period that the year has not is 404."""
    row = get_allocation(request, slug, code, year, permission)
    at = row.of(starts, kind)
    span = next((span for span in row.periods if span.starts == starts), None)
    if span is None:
        raise Http404
    return ClaimPage(row, span, kind, at, versions(at.claim, request.as_at.moment) if at else [])
