"""Pages about an allocation or a claim: what each is about with the right to it, and what a claim's page says. Funding
is the forces': for a CPS Area its pages are not there."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from forces.access import get_force
from forces.models import Organisation
from forces.periods import Span
from funding.models import ClaimVersion
from funding.money import NIL, pounds
from funding.queries import ALLOCATIONS, AllocationAt, ClaimAt, amount_of, amounts, positions, versions
from funding.scales import CLAIMED, Category, ClaimKind, State
from funding.steps import duties_of
from govuk.numbers import day_text


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
        return *self.row.address, self.span.starts, self.kind

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
        return self.kind == ClaimKind.RECOVERY

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


def sentence(page: ClaimPage, today: dt.date) -> str:
    """Where it is and who acts next, the answer first."""
    said = {"amount": pounds(abs(page.total)), "unit": settings.UNIT_NAME, "due": day_text(page.span.due)}
    said |= {"ends": day_text(page.span.ends), "force": page.force, "starts": day_text(page.span.starts)}
    if page.at is None:
        if page.span.starts > today:
            return _text("This period begins on %(starts)s.") % said
        if page.row.statement:
            return _text("Nothing was claimed, and the year-end statement is signed.")
        if page.span.due < today:
            return _text("This was due on %(due)s. Nothing is claimed yet.") % said
        return _text("Nothing is claimed yet. The claim is due by the end of %(due)s.") % said
    if page.state == State.DRAFT and not page.amounts:
        return _text("In draft with %(force)s, and nothing is entered yet.") % said + _late(page, today)
    return _STATES[page.state] % said + (_late(page, today) if not page.is_recovery else "")


_STATES = {
    State.DRAFT: _("%(amount)s so far, in draft with %(force)s."),
    State.READY: _("%(amount)s, waiting for %(force)s's chief finance officer to certify it."),
    State.CERTIFIED: _("%(amount)s, certified, and now with the %(unit)s."),
    State.QUERIED: _("%(amount)s, certified. The %(unit)s has a query that %(force)s answers next."),
    State.RETURNED: _("Returned by the %(unit)s for changes: %(force)s changes it and certifies it again."),
    State.APPROVED: _("%(amount)s, approved and not paid yet."),
    State.PAID: _("%(amount)s, paid."),
}


def _late(page: ClaimPage, today: dt.date) -> str:
    if page.state in CLAIMED or page.row.statement:
        return ""
    if page.span.ends >= today:
        return " " + _text("It can be sent once %(ends)s is over.") % {"ends": day_text(page.span.ends)}
    words = _text("It was due on %(due)s.") if page.span.due < today else _text("It is due by the end of %(due)s.")
    return " " + words % {"due": day_text(page.span.due)}


def warning(page: ClaimPage) -> str:
    """A draft that others have since left too little for."""
    if page.at is None or page.at.counts:
        return ""
    over = page.total - page.row.standing.unclaimed
    if over <= 0:
        return ""
    said = {"over": pounds(over), "left": pounds(max(page.row.standing.unclaimed, NIL)), "unit": settings.UNIT_NAME}
    return (
        _text(
            "%(left)s of the allocation is unclaimed, %(over)s less than this. It cannot be certified until it claims "
            "less or the %(unit)s records a variation."
        )
        % said
    )
