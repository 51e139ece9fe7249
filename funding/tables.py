"""Columns of money, and the lists of claims and allocations. Rows are small dicts: what they show is read from the
ledgers."""

from decimal import Decimal

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from funding import years
from funding.money import pounds
from funding.scales import State
from govuk.tables import DateColumn, LinkColumn, NumberColumn, Table
from govuk.templatetags.govuk import tag

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


class StateColumn(tables.Column):
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
    state = StateColumn(verbose_name=_("State"))
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
    left = tables.Column(
        verbose_name=_("Unclaimed"), order_by="unclaimed", attrs={"cell": {"class": "app-table__number"}}
    )
    approved = MoneyColumn(verbose_name=_("Approved"), default=NOTHING_CLAIMED, visible=False)
    available = MoneyColumn(verbose_name=_("Available"), visible=False)
    lost = MoneyColumn(verbose_name=_("Lost"), visible=False)
    underspend = MoneyColumn(verbose_name=_("Underspend"), default=_("not known"), visible=False)

    class Meta:
        empty_text = _("There is no allocation to show.")

    def render_left(self, value, record):
        if record["lost"]:
            return _text("%(amount)s lost") % {"amount": pounds(value)}
        return pounds(value)

    def value_left(self, value):
        return value


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
