"""The Unit manager's lists."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from funding.tables import NOTHING_CLAIMED, MoneyColumn
from govuk.tables import DateColumn, LinkColumn, NumberColumn, Table


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


class RecipientTable(Table):
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
