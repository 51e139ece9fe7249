"""Columns of money, and the lists of claims, allocations, plans and funds. Rows are small dicts: what they show is read
from the ledgers."""

from collections.abc import Iterator
from decimal import Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from funding import years
from funding.clocks import FORCE, OFFICER, PAYMENT, UNIT
from funding.models import Plan
from funding.money import pounds
from funding.queries import AllocationAt, ClaimAt, planned
from funding.scales import Category, ClaimKind, State
from funding.sums import total
from govuk.numbers import day_text, month_text, months_text
from govuk.tables import DateColumn, LinkColumn, NumberColumn, Table
from govuk.templatetags.govuk import tag
from ledger.as_at import AsAt

COLOURS = {
    State.DRAFT: "grey",
    State.READY: "teal",
    State.CERTIFIED: "blue",
    State.QUERIED: "yellow",
    State.RETURNED: "orange",
    State.APPROVED: "purple",
    State.PAID: "green",
}


NOTHING_CLAIMED, NOT_WAITING = _("nothing claimed"), _("not waiting")


class MoneyColumn(NumberColumn):
    """Pounds and pence; in the download the Decimal. Text says why there is no amount."""

    def render(self, value):
        return pounds(value) if isinstance(value, Decimal) else value

    def value(self, value, **kwargs):
        return value


class LeftColumn(MoneyColumn):
    """What is unclaimed; once the year is over it is lost, and the cell says so."""

    def render(self, value, record):
        return _text("%(amount)s lost") % {"amount": pounds(value)} if record["lost"] else pounds(value)


class ClaimStateColumn(tables.Column):
    """A claim's state as a tag; a period without a claim says so and looks like none of them."""

    def render(self, value):
        if isinstance(value, State):
            return tag(value.label, COLOURS[value])
        return format_html('<strong class="govuk-tag app-tag--missing">{}</strong>', value)

    def value(self, value, **kwargs):
        return str(value.label if isinstance(value, State) else value)


class ClaimsTable(Table):
    """One force's, or with the force everybody's."""

    caption = _("Every claim, and every period that has begun without one")
    period = LinkColumn(verbose_name=_("Period"), order_by="starts")
    organisation = tables.Column(verbose_name=_("Force"))
    fund = tables.Column(verbose_name=_("Fund"))
    kind = tables.Column(verbose_name=_("Kind"), visible=False)
    state = ClaimStateColumn(verbose_name=_("State"))
    amount = MoneyColumn(verbose_name=_("Amount"), default=NOTHING_CLAIMED)
    due = DateColumn(verbose_name=_("Due"), default=_("no due date"))
    waiting = NumberColumn(
        verbose_name=_("Working days with"), order_by="days", default=NOT_WAITING, exclude_from_export=True
    )
    days = NumberColumn(verbose_name=_("Working days"), default=NOT_WAITING, visible=False)
    holder = tables.Column(verbose_name=_("With"), default=NOT_WAITING, visible=False)
    certified_by = tables.Column(verbose_name=_("Certified by"), default=_("not certified"), visible=False)

    class Meta:
        empty_text = _("There is no claim to show.")
        attrs = {"class": "app-table--board"}


class AllocationTable(Table):
    caption = _("Each year's allocation, in pounds and pence")
    fund = LinkColumn(verbose_name=_("Fund"))
    year = tables.Column(verbose_name=_("Year"))
    allocated = MoneyColumn(verbose_name=_("Allocated"))
    claimed = MoneyColumn(verbose_name=_("Claimed"), default=NOTHING_CLAIMED)
    paid = MoneyColumn(verbose_name=_("Paid"), default=NOTHING_CLAIMED)
    forecast = MoneyColumn(verbose_name=_("Forecast"), default=_("none made"))
    left = LeftColumn(verbose_name=_("Unclaimed"), order_by="unclaimed")
    approved = MoneyColumn(verbose_name=_("Approved"), default=NOTHING_CLAIMED, visible=False)
    available = MoneyColumn(verbose_name=_("Available"), visible=False)
    lost = MoneyColumn(verbose_name=_("Lost"), visible=False)
    underspend = MoneyColumn(verbose_name=_("Underspend"), default=_("not known"), visible=False)

    class Meta:
        empty_text = _("There is no allocation to show.")


def claimed_cells(standing) -> dict:
    """None where no claim is certified: nothing claimed is not nil."""
    return {name: getattr(standing, name) if standing.certified else None for name in ("claimed", "approved", "paid")}


def allocation_row(row, url: str) -> dict:
    standing = row.standing
    names = ("forecast", "available", "lost", "underspend", "unclaimed")
    return (
        {name: getattr(standing, name) for name in names}
        | claimed_cells(standing)
        | {
            "allocated": standing.allocated,
            "fund": row.allocation.fund.name,
            "year": years.name(row.year),
            "left": standing.unclaimed,
            "url": url,
        }
    )


def claim_rows(row: AllocationAt, as_at: AsAt) -> Iterator[dict]:
    """Of one allocation, by period: every claim that was made, and every period that has begun without one."""
    if row.force is None:
        return
    for span in row.periods:
        claim = row.of(span.starts)
        if claim or span.starts <= as_at.day:
            yield _claim_row(row, span, claim, ClaimKind.CLAIM, as_at)
        if recovery := row.of(span.starts, ClaimKind.RECOVERY):
            yield _claim_row(row, span, recovery, ClaimKind.RECOVERY, as_at)


WITH_WHOM = {
    FORCE: _("the force"),
    OFFICER: _("its finance officer"),
    UNIT: _("the Unit"),
    PAYMENT: _("payment"),
}


def _claim_row(row, span, claim: ClaimAt | None, kind, as_at) -> dict:
    fund, period = row.allocation.fund, months_text(span.starts, span.ends)
    if claim:
        state = claim.state
    elif row.statement:
        state = _text("Not claimed")  # nothing claimed is not nil
    else:
        state = _text("Not claimed, late") if row.was_due(span) else _text("Not claimed yet")
    clocks = claim.clocks(as_at.day) if claim else None
    waiting = clocks.waiting if clocks and clocks.running and clocks.waiting else None
    holder = str(WITH_WHOM[clocks.running]) if waiting else None
    return {
        "period": period if kind == ClaimKind.CLAIM else _text("%(period)s, recovery") % {"period": period},
        "starts": (span.starts, kind),
        "year": row.year,
        "organisation": row.force.short_name,
        "fund": fund.name,
        "kind": ClaimKind(kind).label,
        "state": state,
        "amount": claim.amount if claim and claim.counts else None,
        "due": span.due if kind == ClaimKind.CLAIM else None,
        "days": waiting,
        "waiting": _text("%(days)d, %(who)s") % {"days": waiting, "who": holder} if waiting else None,
        "holder": holder,
        "certified_by": str(claim.certified.recorded_by) if claim and claim.certified else None,
        "url": as_at.link(reverse("claim", args=[*row.address, span.starts, kind])),
    }


class DifferenceColumn(MoneyColumn):
    """With a plus, so that above and below are told apart at a glance."""

    def render(self, value):
        return f"+{pounds(value)}" if value > 0 else pounds(value)


def _sum_of(name):
    """Of a difference only where everything spent has a plan: else it would not be that of the two other totals."""

    def footer(table) -> str:
        amounts = [row[name] for row in table.data if row[name] is not None]
        unplanned = any(row["amount"] is not None and row["planned"] is None for row in table.data)
        if not amounts or (name == "difference" and unplanned):
            return table.columns[name].default
        return pounds(total(amounts))

    return footer


class LinesTable(Table):
    caption = _("Spend by category against plan")
    category = tables.Column(verbose_name=_("Category"), footer=_("Total"))
    amount = MoneyColumn(verbose_name=_("Spent"), default=_("nothing entered"), footer=_sum_of("amount"))
    planned = MoneyColumn(verbose_name=_("Planned"), default=_("no plan"), footer=_sum_of("planned"))
    difference = DifferenceColumn(
        verbose_name=_("Above or below plan"), default=_("not known"), footer=_sum_of("difference")
    )


def lines_table(page, plan, **kwargs) -> LinesTable:
    """A category that a claim says nothing about says so, and is not nil. A recovery has no plan."""
    spent, meant = page.amounts, {} if page.is_recovery else planned(plan, page.span.starts)
    rows = []
    for category in Category:
        amount, plans = spent.get(category), meant.get(category)
        difference = None if amount is None or plans is None else amount - plans
        rows.append({"category": category.label, "amount": amount, "planned": plans, "difference": difference})
    return LinesTable(rows, **kwargs)


NOT_PLANNED = _("not planned")


class PlanTable(Table):
    formats = ()  # not alone on its page: its downloads have an address of their own
    category = tables.Column(verbose_name=_("Category"))
    year = MoneyColumn(verbose_name=_("Year"), default=NOT_PLANNED)

    class Meta:
        sequence = ("category", "...", "year")


def plan_table(plan: Plan) -> PlanTable:
    lines = {(line.starts, line.category): line.amount for line in plan.lines.all()}
    starts = sorted({day for day, _category in lines})
    names, rows = [f"from_{day:%Y_%m}" for day in starts], []
    headings = [_text("from %(month)s") % {"month": month_text(day)} for day in starts]
    columns = [MoneyColumn(verbose_name=heading, default=NOT_PLANNED) for heading in headings]
    for category in Category:
        amounts = [lines.get((day, category.value)) for day in starts]  # an empty box plans nothing
        planned = [amount for amount in amounts if amount is not None]
        cells = dict(zip(names, amounts, strict=True))
        rows.append(cells | {"category": category.label, "year": total(planned) if planned else None})
    said = {"who": plan.recorded_by, "day": day_text(localdate(plan.recorded_at))}
    caption = _text("Planned spend, recorded by %(who)s on %(day)s") % said
    periods = list(zip(names, columns, strict=True))
    return PlanTable(rows, extra_columns=periods, caption=caption, orderable=False, prefix="plan-")


class FundTable(Table):
    caption = _("Funds")
    name = LinkColumn(verbose_name=_("Fund"))
    purpose = tables.Column(verbose_name=_("Purpose"))
    legal_power = tables.Column(verbose_name=_("Legal power"), default=_("not known"))
    source = tables.Column(verbose_name=_("Source"))

    class Meta:
        empty_text = _("No fund was known on this day. Grants to forces are not public: the Unit adds what it pays.")


class FundYearTable(Table):
    caption = _("Years of this fund")
    year = LinkColumn(verbose_name=_("Year"))
    total = MoneyColumn(verbose_name=_("Total"))
    allocated = MoneyColumn(verbose_name=_("Allocated"))
    unallocated = MoneyColumn(verbose_name=_("Not allocated"))
    number = NumberColumn(verbose_name=_("Recipients"))
    statement_due = DateColumn(verbose_name=_("Statements due"))
    source = tables.Column(verbose_name=_("Source"))

    class Meta:
        empty_text = _("No year has a total yet.")


class FundAllocationTable(Table):
    caption = _("Allocations of this year")
    recipient = LinkColumn(verbose_name=_("Recipient"))
    amount = MoneyColumn(verbose_name=_("Allocated first"))
    varied = MoneyColumn(verbose_name=_("Variations"))
    allocated = MoneyColumn(verbose_name=_("Allocated now"))
    claimed = MoneyColumn(verbose_name=_("Claimed"), default=NOTHING_CLAIMED)
    plan = tables.Column(verbose_name=_("Plan"))

    class Meta:
        empty_text = _("Nothing is allocated yet.")


class PublishedTable(Table):
    caption = _("Published totals")
    wording = LinkColumn(verbose_name=_("Published"), order_by="amount")
    amount = MoneyColumn(verbose_name=_("Amount"), visible=False)
    period = tables.Column(verbose_name=_("Period"), default=_("not known"))
    scope = tables.Column(verbose_name=_("What it covers"))
    source = tables.Column(verbose_name=_("Source"))
    known_from = DateColumn(verbose_name=_("Published on"), default=_("not known"))


def published_row(row, url: str) -> dict:
    names = ("wording", "amount", "period", "scope", "source", "known_from")
    return {name: getattr(row, name) or None for name in names} | {"url": url}
