"""The lists of the funding page."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from dashboard.funding.page import FundingPage
from dashboard.funding.profile import Profile
from funding import years
from funding.money import pounds
from funding.queries import AllocationAt
from funding.tables import MoneyColumn
from govuk.tables import DateColumn, NumberColumn, Table


class LeftColumn(MoneyColumn):
    """What is unclaimed; once the year is over it is lost, and the cell says so."""

    def render(self, value, record):
        return _text("%(amount)s lost") % {"amount": pounds(value)} if record["lost"] else pounds(value)


class RecipientTable(Table):
    caption = _("What each recipient has, claims and forecasts")
    recipient = tables.Column(verbose_name=_("Recipient"))
    fund = tables.Column(verbose_name=_("Fund"))
    year = tables.Column(verbose_name=_("Year"), visible=False)
    allocated = MoneyColumn(verbose_name=_("Allocated"))
    claimed = MoneyColumn(verbose_name=_("Claimed"), default=_("not here"))
    approved = MoneyColumn(verbose_name=_("Approved"), default="")
    paid = MoneyColumn(verbose_name=_("Paid"), default="")
    forecast = MoneyColumn(verbose_name=_("Forecast"), default=_("none made"))
    unclaimed = LeftColumn(verbose_name=_("Unclaimed"), default="")
    underspend = MoneyColumn(verbose_name=_("Underspend"), default="", visible=False)
    lost = MoneyColumn(verbose_name=_("Lost"), default="", visible=False)

    class Meta:
        empty_text = _("There is no allocation to show.")

    def render_recipient(self, value, record):
        return format_html('<a class="govuk-link" href="{}">{}</a>', record["url"], value) if record["url"] else value

    def value_recipient(self, value):
        return value


def recipient_row(row: AllocationAt, url: str) -> dict:
    """A national body claims nothing here: its cells are empty, not nil."""
    standing, force = row.standing, row.force
    names = ("claimed", "approved", "paid", "forecast", "unclaimed", "underspend", "lost")
    return {name: getattr(standing, name) if force else None for name in names} | {
        "recipient": force.short_name if force else row.allocation.recipient.name,
        "fund": row.allocation.fund.name,
        "year": years.name(row.year),
        "allocated": standing.allocated,
        "url": url,
    }


class FundTable(Table):
    caption = _("In pounds and pence")
    formats = ()  # several lists on one page: its downloads have an address of their own
    fund = tables.Column(verbose_name=_("Fund"))
    announced = MoneyColumn(verbose_name=_("Announced"))
    allocated = MoneyColumn(verbose_name=_("Allocated"))
    claimed = MoneyColumn(verbose_name=_("Claimed"))
    approved = MoneyColumn(verbose_name=_("Approved"))
    paid = MoneyColumn(verbose_name=_("Paid"))
    forecast = MoneyColumn(verbose_name=_("Forecast"))
    forecasts = NumberColumn(verbose_name=_("Forecasts"), visible=False)
    number = NumberColumn(verbose_name=_("Recipients"), visible=False)
    underspend = MoneyColumn(verbose_name=_("Underspend"))
    lost = MoneyColumn(verbose_name=_("Lost"), visible=False)

    class Meta:
        empty_text = _("No fund has a total for this year.")

    def render_forecast(self, value, record):
        if not record["forecasts"]:
            return _text("none made")
        said = {"amount": pounds(value), "n": record["forecasts"], "of": record["number"]}
        return _text("%(amount)s, %(n)d of %(of)d") % said


def fund_table(page: FundingPage) -> FundTable:
    names = ("allocated", "claimed", "approved", "paid", "forecast", "forecasts", "number", "underspend", "lost")
    rows = [
        {name: getattr(each.totals, name) for name in names} | {"fund": each.fund.name, "announced": each.announced}
        for each in page.funds
    ]
    return FundTable(rows, orderable=False, prefix="funds-")


class ProfileTable(Table):
    caption = _("The numbers behind the chart")
    formats = ()
    ends = DateColumn(verbose_name=_("From 1 April to"), attrs={})
    claimed = MoneyColumn(verbose_name=_("Claimed"), default=_("not over yet"))
    planned = MoneyColumn(verbose_name=_("Planned"))
    allocated = MoneyColumn(verbose_name=_("Allocated"))


def profile_table(profile: Profile) -> ProfileTable:
    rows = [vars(quarter) | {"allocated": profile.allocated} for quarter in profile.quarters]
    return ProfileTable(rows, orderable=False, prefix="profile-")


class PublishedTable(Table):
    caption = _("As each source words it")
    formats = ()
    wording = tables.Column(verbose_name=_("Published"))
    amount = MoneyColumn(verbose_name=_("Amount"), visible=False)
    period = tables.Column(verbose_name=_("Period"), default=_("not known"))
    scope = tables.Column(verbose_name=_("What it covers"))
    source = tables.Column(verbose_name=_("Source"))
    known_from = DateColumn(verbose_name=_("Published on"), visible=False)


def published_table(rows) -> PublishedTable:
    names = ("wording", "amount", "period", "scope", "source", "known_from")
    found = [{name: getattr(row, name) or None for name in names} for row in rows]
    return PublishedTable(found, orderable=False, prefix="published-")
