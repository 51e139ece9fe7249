"""Funds, their years, allocations, variations, plans and published totals: the Unit manager's."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import Refused, audit, lock_ledger
from funding.actions.claims import allocated
from funding.ceiling import REFUSAL
from funding.models import (
    Allocation,
    Claim,
    Fund,
    FundYear,
    Plan,
    PlannedSpend,
    PublishedTotal,
    Recipient,
    Variation,
)
from funding.money import pounds
from funding.scales import Category
from funding.sums import total


@transaction.atomic
def set_fund(*, code: str, name: str, purpose: str, legal_power: str, source: str, by, new: bool, now=None) -> Fund:
    """A new fund, or other words for one that is there. Raises Refused."""
    words = {"name": name, "purpose": purpose, "legal_power": legal_power, "source": source}
    return _set(Fund, code, words, by, new, now, taken=_("There is a fund of this name already."))


@transaction.atomic
def set_published_total(*, code: str, by, new: bool, now=None, **words) -> PublishedTotal:
    """Raises Refused."""
    taken = _("There is a published total of these words already.")
    return _set(PublishedTotal, code, words, by, new, now, taken=taken)


def _set(model, code, words, by, new, now, *, taken):
    lock_ledger()
    now = now or timezone.now()
    row = model.objects.filter(code=code).first()
    if row and new:
        raise Refused("name", taken)
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
    """`base` is the version that its writer knew, 0 for none. Raises Refused."""
    lock_ledger()
    now = now or timezone.now()
    last = FundYear.objects.filter(fund=fund, year=year).order_by("-version").first()
    _check_base(last and last.version, base, last)
    allocated_now = _allocated(fund, year)
    if amount < allocated_now:
        said = {"allocated": pounds(allocated_now)}
        raise Refused("amount", _("%(allocated)s of it is allocated already, so the total cannot be less.") % said)
    if last and last.months != months and Claim.objects.filter(allocation__in=_of(fund, year)).exists():
        raise Refused("months", _("Claims have been made by the present periods, so they stay for this year."))
    if last and not reason.strip():
        raise Refused("reason", _("Say why it changes."))
    row = FundYear.objects.create(
        fund=fund,
        year=year,
        version=base + 1,
        total=amount,
        months=months,
        due_after=due_after,
        statement_due=statement_due,
        source=source,
        reason=reason.strip() if last else "",
        recorded_at=max(now, last.recorded_at) if last else now,
        recorded_by=by,
    )
    before = {"total": str(last.total)} if last else None
    audit(by=by, action="fundyear.set", subject=row, before=before, after={"total": str(amount)}, now=now)
    return row


def _check_base(version: int | None, base: int, last) -> None:
    if (version or 0) != base:
        said = _("%(who)s changed this first. Check what stands now, then send yours again if it is still right.")
        raise Refused("", said % {"who": last.recorded_by if last else _("Somebody")})


def _of(fund, year):
    return Allocation.objects.filter(fund=fund, year=year)


def _allocated(fund, year) -> Decimal:
    rows = _of(fund, year)
    varied = Variation.objects.filter(allocation__in=rows).values_list("change", flat=True)
    return total(rows.values_list("amount", flat=True)) + total(varied)


@transaction.atomic
def allocate(
    *, fund: Fund, year: int, recipient: Recipient, amount: Decimal, source: str, by, now: dt.datetime | None = None
) -> Allocation:
    """Sent twice, the second finds the first. Raises Refused."""
    lock_ledger()
    now = now or timezone.now()
    if there := _of(fund, year).filter(recipient=recipient).first():
        if (there.amount, there.source, there.recorded_by_id) == (amount, source, by.pk):
            return there
        said = {"recipient": recipient, "amount": pounds(there.amount)}
        raise Refused("recipient", _("%(recipient)s has an allocation of %(amount)s. To change it, vary it.") % said)
    _check_total(fund, year, amount, "amount")
    row = Allocation.objects.create(
        fund=fund, year=year, recipient=recipient, amount=amount, source=source, recorded_at=now, recorded_by=by
    )
    slug = recipient.force.slug if recipient.force else ""
    after = {"fund": fund.code, "year": year, "recipient": recipient.code, "amount": str(amount)}
    audit(by=by, action="allocation.made", subject=row, organisation=slug, after=after, now=now)
    return row


def _check_total(fund, year, more: Decimal, field: str) -> None:
    terms = FundYear.objects.filter(fund=fund, year=year).order_by("-version").first()
    if terms is None:
        raise Refused("", _("Set the fund's total for this year first."))
    left = terms.total - _allocated(fund, year)
    if more > left:
        said = {"total": pounds(terms.total), "left": pounds(left)}
        raise Refused(field, _("Of the fund's %(total)s for this year, %(left)s is left to allocate.") % said)


@transaction.atomic
def vary(
    *, allocation: Allocation, change: Decimal, reason: str, by, base: int, token: uuid.UUID, now=None
) -> Variation:
    """More (or, below 0, less) for an allocation. `base` is the number of the last variation that its writer knew, 0
    for none. Raises Refused."""
    lock_ledger()
    now = now or timezone.now()
    if there := Variation.objects.filter(token=token, allocation=allocation).first():
        return there
    last = allocation.variations.select_related("recorded_by").order_by("-number").first()
    _check_base(last and last.number, base, last)
    if not change:
        raise Refused("change", _("Enter by how much it changes."))
    if not reason.strip():
        raise Refused("reason", _("Say why it changes."))
    if allocated(allocation) + change < 0:
        raise Refused("change", _("The allocation cannot be below 0."))
    if change > 0:
        _check_total(allocation.fund, allocation.year, change, "change")
    row = Variation(
        allocation=allocation,
        number=base + 1,
        change=change,
        reason=reason.strip(),
        recorded_at=max(now, last.recorded_at) if last else now,
        recorded_by=by,
        token=token,
    )
    _save_within(row)
    slug = allocation.recipient.force.slug if allocation.recipient.force else ""
    audit(by=by, action="allocation.varied", subject=row, organisation=slug, after={"change": str(change)}, now=now)
    return row


def _save_within(row: Variation) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if REFUSAL not in str(error):
            raise
        claimed = total(row.allocation.claims.values_list("amount", flat=True))
        said = {"claimed": pounds(claimed)}
        words = _("%(claimed)s of it is claimed already, so the allocation cannot be less.") % said
        raise Refused("change", words) from error


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
    Refused."""
    lock_ledger()
    now = now or timezone.now()
    last = allocation.plans.select_related("recorded_by").order_by("-version").first()
    _check_base(last and last.version, base, last)
    planned, ceiling = total(boxes.values()), allocated(allocation)
    if planned != ceiling:
        said = {"planned": pounds(planned), "allocated": pounds(ceiling), "off": pounds(abs(planned - ceiling))}
        words = _("The boxes add up to %(planned)s, %(off)s off the allocation of %(allocated)s.") % said
        raise Refused("", words)
    if last and not reason.strip():
        raise Refused("reason", _("Say why the plan changes."))
    now = max(now, last.recorded_at) if last else now
    plan = Plan.objects.create(
        allocation=allocation,
        version=base + 1,
        reason=reason.strip() if last else "",
        recorded_at=now,
        recorded_by=by,
    )
    PlannedSpend.objects.bulk_create(
        PlannedSpend(plan=plan, starts=starts, category=Category(category), amount=amount, recorded_at=now)
        for (starts, category), amount in boxes.items()
    )
    slug = allocation.recipient.force.slug if allocation.recipient.force else ""
    audit(by=by, action="funding.planned", subject=plan, organisation=slug, after={"total": str(planned)}, now=now)
    return plan
