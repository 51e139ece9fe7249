"""Allocations, variations and plans: the Unit manager's."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.permissions import MANAGE_FUNDING
from forces.access import check_right
from funding.actions.claims import allocated
from funding.actions.funds import allocated_of, allocations_of
from funding.ceiling import REFUSAL
from funding.models import (
    Allocation,
    Fund,
    FundYear,
    Plan,
    PlannedSpend,
    Recipient,
    Variation,
)
from funding.money import pounds
from funding.scales import Category
from funding.sums import total
from ledger.actions import RuleBroken, append, check_base, last_row, lock_ledger


@transaction.atomic
def allocate(
    *, fund: Fund, year: int, recipient: Recipient, amount: Decimal, source: str, by, now: dt.datetime | None = None
) -> Allocation:
    """Sent twice, the second finds the first. Raises RuleBroken."""
    check_right(by, MANAGE_FUNDING)
    lock_ledger()
    if there := allocations_of(fund, year).filter(recipient=recipient).first():
        if (there.amount, there.source, there.recorded_by_id) == (amount, source, by.pk):
            return there
        said = {"recipient": recipient, "amount": pounds(there.amount)}
        raise RuleBroken("recipient", _("%(recipient)s has an allocation of %(amount)s. To change it, vary it.") % said)
    _check_total(fund, year, amount, "amount")
    return append(
        Allocation(fund=fund, year=year, recipient=recipient, amount=amount, source=source),
        last=None,
        by=by,
        action="allocation.made",
        organisation=recipient.force,
        after={"fund": fund.code, "year": year, "recipient": recipient.code, "amount": str(amount)},
        now=now,
    )


def _check_total(fund, year, more: Decimal, field: str) -> None:
    terms = FundYear.objects.filter(fund=fund, year=year).order_by("-version").first()
    if terms is None:
        raise RuleBroken("", _("Set the fund's total for this year first."))
    left = terms.total - allocated_of(fund, year)
    if more > left:
        said = {"total": pounds(terms.total), "left": pounds(left)}
        raise RuleBroken(field, _("Of the fund's %(total)s for this year, %(left)s is left to allocate.") % said)


@transaction.atomic
def vary(
    *, allocation: Allocation, change: Decimal, reason: str, by, base: int, token: uuid.UUID, now=None
) -> Variation:
    """More (or, below 0, less) for an allocation. `base` is the number of the last variation that its writer knew, 0
    for none. Raises RuleBroken."""
    check_right(by, MANAGE_FUNDING)
    last = last_row(allocation.variations)
    if there := allocation.variations.filter(token=token).first():
        return there
    check_base(last, base)
    if not change:
        raise RuleBroken("change", _("Enter by how much it changes."))
    if not reason.strip():
        raise RuleBroken("reason", _("Say why it changes."))
    if allocated(allocation) + change < 0:
        raise RuleBroken("change", _("The allocation cannot be below 0."))
    if change > 0:
        _check_total(allocation.fund, allocation.year, change, "change")
    try:
        with transaction.atomic():
            return append(
                Variation(allocation=allocation, change=change, reason=reason.strip(), token=token),
                last=last,
                by=by,
                action="allocation.varied",
                organisation=allocation.recipient.force,
                after={"change": str(change)},
                now=now,
            )
    except IntegrityError as error:
        if REFUSAL not in str(error):
            raise
        claimed = total(allocation.claims.values_list("amount", flat=True))
        said = {"claimed": pounds(claimed)}
        words = _("%(claimed)s of it is claimed already, so the allocation cannot be less.") % said
        raise RuleBroken("change", words) from error


@transaction.atomic
def set_plan(
    *,
    allocation: Allocation,
    boxes: Mapping[tuple[dt.date, str], Decimal],
    by,
    base: int,
    reason: str = "",
    now: dt.datetime | None = None,
) -> Plan:
    """`boxes`: the amount for each first day of a period and category; they add up to the allocation. Raises
    RuleBroken."""
    check_right(by, MANAGE_FUNDING)
    last = last_row(allocation.plans)
    check_base(last, base)
    planned, ceiling = total(boxes.values()), allocated(allocation)
    if planned != ceiling:
        said = {"planned": pounds(planned), "allocated": pounds(ceiling), "off": pounds(abs(planned - ceiling))}
        words = _("The boxes add up to %(planned)s, %(off)s off the allocation of %(allocated)s.") % said
        raise RuleBroken("", words)
    if last and not reason.strip():
        raise RuleBroken("reason", _("Say why the plan changes."))
    plan = append(
        Plan(allocation=allocation, reason=reason.strip() if last else ""),
        last=last,
        by=by,
        action="funding.planned",
        organisation=allocation.recipient.force,
        after={"total": str(planned)},
        now=now,
    )
    PlannedSpend.objects.bulk_create(
        PlannedSpend(plan=plan, starts=starts, category=Category(category), amount=amount, recorded_at=plan.recorded_at)
        for (starts, category), amount in boxes.items()
    )
    return plan
