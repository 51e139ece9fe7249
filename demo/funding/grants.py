"""The demonstration's grant: the fund, its years, allocations, plans and variations, through the actions."""

import datetime as dt
import uuid
from decimal import Decimal

from demo.funding.story import DUE_AFTER, FIRST_YEAR, MONTHS, VARIED, amount_of, plan
from demo.tokens import NAMESPACE
from funding.actions import allocate, set_fund, set_fund_year, set_plan, vary
from funding.models import Allocation, Fund, FundYear, Recipient, Variation
from ledger.as_at import LONDON

CODE, SOURCE = "demonstration-grant", "Invented for this demonstration"
FUND = {
    "name": "Demonstration grant (invented)",
    "purpose": "To help forces put the investigation model in place: people, training and technology.",
    "legal_power": "",
    "source": SOURCE,
}
TOTAL = Decimal("4000000.00")


def _at(year, month, day) -> dt.datetime:
    return dt.datetime(year, month, day, 10, 30, tzinfo=LONDON)


def load_grants(moment: dt.datetime, manager) -> int:
    """How many allocations were made. What somebody has set, allocated or varied already is left to them."""
    begun = _at(FIRST_YEAR, 2, 6)
    if moment <= begun:
        return 0
    number, fund = 0, Fund.objects.filter(code=CODE).first()
    fund = fund or set_fund(code=CODE, by=manager, new=True, now=begun, **FUND)
    for year in range(FIRST_YEAR, moment.year + 1):
        if moment > _at(year, 2, 12) and not FundYear.objects.filter(fund=fund, year=year).exists():
            _year(fund, year, manager)
        if moment > _at(year, 3, 12) and not Allocation.objects.filter(fund=fund, year=year).exists():
            number += _allocate(fund, year, manager)
        if moment > _at(year + 1, 1, 20):
            _vary(fund, year, manager)
    return number


def _year(fund, year, manager):
    terms = {"months": MONTHS, "due_after": DUE_AFTER, "statement_due": dt.date(year + 1, 6, 30), "source": SOURCE}
    common = {"fund": fund, "year": year, "by": manager, "base": 0}
    set_fund_year(amount=TOTAL, now=_at(year, 2, 12), **common, **terms)


def _allocate(fund, year, manager) -> int:
    number = 0
    for recipient in Recipient.objects.filter(force__isnull=False).select_related("force"):
        if amount := amount_of(recipient.force.slug, year):
            common = {"by": manager, "now": _at(year, 3, 12)}
            row = allocate(fund=fund, year=year, recipient=recipient, amount=amount, source=SOURCE, **common)
            set_plan(allocation=row, boxes=plan(amount, year), base=0, **common)
            number += 1
    return number


def _vary(fund, year, manager):
    for slug, (change, why) in VARIED.items():
        row = Allocation.objects.filter(fund=fund, year=year, recipient__force__slug=slug).first()
        if row and not Variation.objects.filter(allocation=row).exists():
            token = uuid.uuid5(NAMESPACE, f"variation of {slug} in {year}")
            at = _at(year + 1, 1, 20)
            vary(allocation=row, change=change, reason=why, by=manager, base=0, token=token, now=at)
