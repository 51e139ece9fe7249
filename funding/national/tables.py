"""The lists of the funding page."""

import django_tables2 as tables
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from funding import years
from funding.money import pounds
from funding.national.page import FundingPage
from funding.national.profile import Profile
from funding.queries import AllocationAt
from funding.sums import totals
from funding.tables import NOTHING_CLAIMED, LeftColumn, MoneyColumn, PublishedTable, claimed_cells, published_row
from govuk.tables import DateColumn, LinkColumn, NumberColumn, OfColumn, Table

NOT_HERE, NOT_OVER = _("not here"), _("not over yet")


class RecipientTable(Table):
    caption = _("What each recipient has, claims and forecasts")
    recipient = LinkColumn(verbose_name=_("Recipient"))
    fund = tables.Column(verbose_name=_("Fund"))
    year = tables.Column(verbose_name=_("Year"), visible=False)
    allocated = MoneyColumn(verbose_name=_("Allocated"))
    claimed = MoneyColumn(verbose_name=_("Claimed"), default=NOTHING_CLAIMED)
    approved = MoneyColumn(verbose_name=_("Approved"), default=NOTHING_CLAIMED)
    paid = MoneyColumn(verbose_name=_("Paid"), default=NOTHING_CLAIMED)
    forecast = MoneyColumn(verbose_name=_("Forecast"), default=_("none made"))
    unclaimed = LeftColumn(verbose_name=_("Unclaimed"), default=NOT_HERE)
    underspend = MoneyColumn(verbose_name=_("Underspend"), default=_("not known"), visible=False)
    lost = MoneyColumn(verbose_name=_("Lost"), default=NOT_HERE, visible=False)

    class Meta:
        empty_text = _("There is no allocation to show.")


def recipient_row(row: AllocationAt, url: str) -> dict:
    """A national body claims nothing here, and a force may not have claimed yet: such cells say so, and are not
    nil."""
    standing, force = row.standing, row.force
    names = ("forecast", "unclaimed", "underspend", "lost")
    cells = {name: getattr(standing, name) if force else None for name in names} | claimed_cells(standing)
    if not force:
        cells |= dict.fromkeys(("claimed", "approved", "paid", "forecast", "underspend"), str(NOT_HERE))
    return cells | {
        "recipient": force.short_name if force else row.allocation.recipient.name,
        "fund": row.allocation.fund.name,
        "year": years.name(row.year),
        "allocated": standing.allocated,
        "url": url,
    }


class TotalColumn(MoneyColumn):
    """A total with of how many it is one; `over` names the number in a row."""

    def __init__(self, *, over: str, none, **kwargs):
        self.over = over
        super().__init__(default=none, **kwargs)

    def render(self, value, record):
        said = {"amount": pounds(value), "n": record[self.over], "of": record["here"]}
        return _text("%(amount)s, %(n)d of %(of)d") % said


class FundTotalsTable(Table):
    caption = _("In pounds and pence")
    formats = ()  # several lists on one page: its downloads have an address of their own
    fund = tables.Column(verbose_name=_("Fund"))
    announced = MoneyColumn(verbose_name=_("Announced"), default=_("not known"))
    allocated = MoneyColumn(verbose_name=_("Allocated"))
    claimed = TotalColumn(verbose_name=_("Claimed"), over="claimants", none=NOTHING_CLAIMED)
    approved = MoneyColumn(verbose_name=_("Approved"), default=NOTHING_CLAIMED)
    paid = MoneyColumn(verbose_name=_("Paid"), default=NOTHING_CLAIMED)
    forecast = TotalColumn(verbose_name=_("Forecast"), over="forecasts", none=_("none made"))
    claimants = NumberColumn(verbose_name=_("Recipients with a certified claim"), visible=False)
    forecasts = NumberColumn(verbose_name=_("Forecasts"), visible=False)
    underspends = NumberColumn(verbose_name=_("Recipients whose underspend is known"), visible=False)
    here = NumberColumn(verbose_name=_("Recipients that claim here"), visible=False)
    number = NumberColumn(verbose_name=_("Recipients"), visible=False)
    underspend = TotalColumn(verbose_name=_("Underspend"), over="underspends", none=_("not known"))
    lost = MoneyColumn(verbose_name=_("Lost"), visible=False)

    class Meta:
        empty_text = _("No fund has a total for this year.")


def fund_table(page: FundingPage) -> FundTotalsTable:
    over = {"claimed": "claimants", "approved": "claimants", "paid": "claimants"}
    over |= {"forecast": "forecasts", "underspend": "underspends"}
    names = ("allocated", "lost", "number", "here", *dict.fromkeys(over.values()))
    rows = []
    for terms in page.terms:
        of = totals(row.standing for row in page.rows if row.terms.fund_id == terms.fund_id)
        cells = {name: getattr(of, name) for name in names} | {"fund": terms.fund.name, "announced": terms.total}
        rows.append(cells | {name: getattr(of, name) if getattr(of, number) else None for name, number in over.items()})
    return FundTotalsTable(rows, orderable=False, prefix="funds-")


class ProfileTable(Table):
    caption = _("The numbers behind the chart")
    formats = ()
    ends = DateColumn(verbose_name=_("From 1 April to"), attrs={})
    claimed = MoneyColumn(verbose_name=_("Claimed"), default=NOT_OVER)
    claims = OfColumn(of="owed", verbose_name=_("Claims certified"), default=NOT_OVER)
    owed = NumberColumn(verbose_name=_("Claims owed"), visible=False, default=NOT_OVER)
    planned = MoneyColumn(verbose_name=_("Planned"), default=_("no plan"))
    allocated = MoneyColumn(verbose_name=_("Allocated"))

    def render_claimed(self, value, record):
        return pounds(value) if record["claims"] else NOTHING_CLAIMED

    def value_claimed(self, value, record):
        return value if record["claims"] else NOTHING_CLAIMED


def profile_table(profile: Profile) -> ProfileTable:
    rows = [vars(quarter) | {"allocated": profile.allocated} for quarter in profile.quarters]
    return ProfileTable(rows, orderable=False, prefix="profile-")


class SourcesTable(PublishedTable):
    caption = _("As each source words it")
    formats = ()
    known_from = DateColumn(verbose_name=_("Published on"), default=_("not known"), visible=False)


def published_table(rows) -> SourcesTable:
    return SourcesTable([published_row(row, "") for row in rows], orderable=False, prefix="published-")
