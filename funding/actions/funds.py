"""Funds, their years and published totals: the Unit manager's."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_FUNDING
from forces.access import check_right
from funding.models import (
    Allocation,
    Claim,
    Fund,
    FundYear,
    PublishedTotal,
    Variation,
)
from funding.money import pounds
from funding.sums import total
from ledger.actions import RuleBroken, append, audit, check_base, last_row, lock_ledger


@transaction.atomic
def set_fund(*, code: str, name: str, purpose: str, legal_power: str, source: str, by, new: bool, now=None) -> Fund:
    """A new fund, or other words for one that is there. Raises RuleBroken."""
    words = {"name": name, "purpose": purpose, "legal_power": legal_power, "source": source}
    return _set(Fund, code, words, by, new, now, taken=_("There is a fund of this name already."))


@transaction.atomic
def set_published_total(*, code: str, by, new: bool, now=None, **words) -> PublishedTotal:
    """Raises RuleBroken."""
    taken = _("There is a published total of these words already.")
    return _set(PublishedTotal, code, words, by, new, now, taken=taken)


def _set(model, code, words, by, new, now, *, taken):
    check_right(by, MANAGE_FUNDING)
    lock_ledger()
    now = now or timezone.now()
    row = model.objects.filter(code=code).first()
    if row and new:
        raise RuleBroken("name", taken)
    before = {name: _plain(getattr(row, name)) for name in words} if row else None
    after = {name: _plain(value) for name, value in words.items()}
    if row is None:
        row = model(code=code) if "known_from" in words else model(code=code, known_from=timezone.localdate(now))
    if before != after:
        for name, value in words.items():
            setattr(row, name, value)
        row.save()
        audit(by=by, action=f"{model._meta.model_name}.set", subject=row, before=before, after=after, now=now)
    return row


def _plain(value):
    return value if value is None or isinstance(value, str) else str(value)


@transaction.atomic
def set_fund_year(
    *,
    fund: Fund,
    year: int,
    amount: Decimal,
    months: int,
    due_after: int,
    statement_due: dt.date,
    source: str,
    by,
    base: int,
    reason: str = "",
    now: dt.datetime | None = None,
) -> FundYear:
    """`base` is the version that its writer knew, 0 for none. Raises RuleBroken."""
    check_right(by, MANAGE_FUNDING)
    last = last_row(FundYear.objects.filter(fund=fund, year=year))
    check_base(last, base)
    allocated_now = allocated_of(fund, year)
    if amount < allocated_now:
        said = {"allocated": pounds(allocated_now)}
        raise RuleBroken("amount", _("%(allocated)s of it is allocated already, so the total cannot be less.") % said)
    if last and last.months != months and Claim.objects.filter(allocation__in=allocations_of(fund, year)).exists():
        raise RuleBroken("months", _("Claims have been made by the present periods, so they stay for this year."))
    if last and not reason.strip():
        raise RuleBroken("reason", _("Say why it changes."))
    terms = {"months": months, "due_after": due_after, "statement_due": statement_due, "source": source}
    return append(
        FundYear(fund=fund, year=year, total=amount, reason=reason.strip() if last else "", **terms),
        last=last,
        by=by,
        action="fundyear.set",
        before={"total": str(last.total)} if last else None,
        after={"total": str(amount)},
        now=now,
    )


def allocations_of(fund, year):
    return Allocation.objects.filter(fund=fund, year=year)


def allocated_of(fund, year) -> Decimal:
    rows = allocations_of(fund, year)
    varied = Variation.objects.filter(allocation__in=rows).values_list("change", flat=True)
    return total(rows.values_list("amount", flat=True)) + total(varied)
