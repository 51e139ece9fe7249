"""What a claim's page says, from the claim."""

import datetime as dt
from decimal import Decimal

import django_tables2 as tables
from django.conf import settings
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from funding.access import ClaimPage
from funding.money import NIL, pounds
from funding.queries import planned
from funding.scales import CLAIMED, Category, State
from funding.sums import total
from funding.tables import MoneyColumn
from funding.words import day_text
from govuk.tables import Table


class DifferenceColumn(MoneyColumn):
    """With a plus, so that above and below are told apart at a glance."""

    def render(self, value):
        return f"+{pounds(value)}" if value > 0 else pounds(value)


class LinesTable(Table):
    caption = _("Spend by category against plan")
    category = tables.Column(verbose_name=_("Category"), footer=_("Total"))
    amount = MoneyColumn(
        verbose_name=_("Spent"), default=_("nothing entered"), footer=lambda table: _footer(table, "amount")
    )
    planned = MoneyColumn(
        verbose_name=_("Planned"), default=_("no plan"), footer=lambda table: _footer(table, "planned")
    )
    difference = DifferenceColumn(
        verbose_name=_("Above or below plan"), default=_("not known"), footer=lambda table: _footer(table, "difference")
    )


def _footer(table, name) -> str:
    """Of a difference only where everything spent has a plan: else it would not be that of the two other totals."""
    if name == "difference" and any(row["amount"] is not None and row["planned"] is None for row in table.data):
        return table.columns[name].default
    amounts = [row[name] for row in table.data if row[name] is not None]
    return pounds(total(amounts)) if amounts else table.columns[name].default


def line_rows(page: ClaimPage, plan) -> list[dict]:
    """A category that a claim says nothing about says so, and is not nil. A recovery has no plan."""
    spent = page.amounts
    meant = {} if page.is_recovery else planned(plan, page.span.starts)
    return [_line(category, spent.get(category), meant.get(category)) for category in Category]


def _line(category, spent: Decimal | None, meant: Decimal | None) -> dict:
    both = spent is not None and meant is not None
    difference = spent - meant if both else None
    return {"category": category.label, "amount": spent, "planned": meant, "difference": difference}


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


def days_text(days: int, holder: str) -> str:
    return ngettext("%(days)d with %(who)s", "%(days)d with %(who)s", days) % {"days": days, "who": holder}
