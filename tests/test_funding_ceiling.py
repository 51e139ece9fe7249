"""The database keeps claims within the allocation, to the penny, whoever writes; and what its refusal says."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from funding import actions
from funding.actions import PastTheAllocation, RuleBroken
from funding.models import Allocation, Claim, Variation
from funding.queries import ALLOCATIONS, positions
from funding.scales import State
from ledger.as_at import AsAt
from tests.plugins.funding import NOW, Q1, Q2, TODAY, allocate, go, vary, written

PENNY = Decimal("0.01")


def test_to_the_penny(allocation, unit):
    written(allocation, "4999.90", by=unit)
    written(allocation, "0.10", starts=Q2, by=unit)
    with pytest.raises(IntegrityError, match="claims exceed the allocation"), transaction.atomic():
        Claim.objects.filter(starts=Q2).update(amount=Decimal("0.11"))
    assert Claim.objects.get(starts=Q2).amount == Decimal("0.10")


def test_in_raw_sql_too(allocation, unit):
    written(allocation, "5000.00", by=unit)
    with pytest.raises(IntegrityError, match="claims exceed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE funding_claim SET amount = 5000.01")


def test_another_allocation_s_money_is_no_cover(allocation, fund_year, foreign, unit, unit_manager):
    allocate(fund_year, foreign, "9000.00", by=unit_manager)
    with pytest.raises(IntegrityError, match="claims exceed"), transaction.atomic():
        written(allocation, "5000.01", by=unit)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 300_000), min_size=1, max_size=4))
def test_whatever_the_amounts(allocation, unit, pence):
    """Sums that a float gets wrong by a hair are neither refused at the ceiling nor let through above it."""
    assume(sum(pence) != 500_000)
    with transaction.atomic():
        sid = transaction.savepoint()
        amounts = [Decimal(each) / 100 for each in pence]
        Variation.objects.create(
            allocation=allocation, number=1, change=sum(amounts) - allocation.amount, reason="Test.",
            recorded_at=NOW, recorded_by=unit,
        )  # fmt: skip
        for number, amount in enumerate(amounts, start=1):
            written(allocation, amount, starts=Q1.replace(day=number), by=unit)
        with pytest.raises(IntegrityError, match="claims exceed"), transaction.atomic():
            written(allocation, PENNY, starts=Q1.replace(day=28), by=unit)
        transaction.savepoint_rollback(sid)


def test_the_refusal_says_by_how_much(bring, fill, lead, finance_officer, unit_manager, allocation):
    first, second = fill(Q1, pay="3000.00"), fill(Q2, pay="2000.01")
    for claim in (first, second):
        go(claim, State.READY, by=lead)
    actions.certify(claim=first, by=finance_officer, seen=2, today=TODAY, now=NOW)
    with pytest.raises(PastTheAllocation) as refused:
        actions.certify(claim=second, by=finance_officer, seen=2, today=TODAY, now=NOW)
    assert refused.value.over == PENNY
    assert str(refused.value) == (
        "This would bring what is claimed to £5,000.01, which is £0.01 more than the allocation of £5,000.00. Nothing "
        "was recorded. Claim less, or ask the Unit to record a variation first."
    )
    second.refresh_from_db()
    assert (second.state, second.events.count()) == (State.READY, 2)
    vary(allocation, PENNY, unit_manager)
    actions.certify(claim=second, by=finance_officer, seen=2, today=TODAY, now=NOW)
    (row,) = positions(ALLOCATIONS, AsAt(TODAY))
    assert (row.standing.claimed, row.standing.available) == (Decimal("5000.01"), 0)


def test_filling_in_too_much_is_told_at_once(fill):
    with pytest.raises(PastTheAllocation, match=r"£0\.01 more than the allocation of £5,000\.00"):
        fill(pay="5000.01")
    fill(pay="5000.00")


def test_a_variation_takes_away_nothing_that_is_claimed(bring, allocation, unit_manager):
    bring(State.CERTIFIED, pay="3000.00")
    with pytest.raises(RuleBroken, match=r"£3,000\.00 of it is claimed already"):
        vary(allocation, "-2000.01", unit_manager)
    vary(allocation, "-2000.00", unit_manager)
    with pytest.raises(IntegrityError, match="claims exceed"), transaction.atomic():
        Variation.objects.create(
            allocation=allocation, number=2, change=-PENNY, reason="x", recorded_at=NOW, recorded_by=unit_manager
        )


def test_a_recovery_makes_room(bring, allocation, unit):
    bring(State.PAID, pay="5000.00")
    written(allocation, "-100.00", kind="recovery", by=unit)
    written(allocation, "100.00", starts=Q2, by=unit)
    with pytest.raises(IntegrityError, match="claims exceed"), transaction.atomic():
        Claim.objects.filter(starts=Q2).update(amount=Decimal("100.01"))


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"amount": Decimal("-1.00")}, "claim_is_negative_only_as_a_recovery"),
        ({"state": "draft", "certified_at": None, "certified_by": None}, "claim_counts_once_it_is_certified"),
        ({"certified_at": None}, "claim_certified_at_with_certified_by"),
        ({"state": "approved"}, "claim_approved_at_with_approved_by"),
        ({"state": "lost", "amount": 0, "certified_at": None, "certified_by": None}, "claim_state_is_known"),
    ],
)
def test_the_database_holds_a_claim_to_its_rules(allocation, unit, change, name):
    written(allocation, "10.00", by=unit)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Claim.objects.update(**change)


def test_the_database_too_lets_nobody_approve_what_they_certified(allocation, unit):
    written(allocation, "10.00", by=unit)
    with pytest.raises(IntegrityError, match="claim_approved_by_somebody_else"), transaction.atomic():
        Claim.objects.update(state="approved", approved_at=NOW, approved_by=unit)


def test_an_allocation_of_a_national_body_claims_nothing_here(fund_year, unit_manager, unit):
    from funding.models import Recipient

    common = {"source": "A test", "by": unit_manager, "now": NOW}
    body = Recipient.objects.get(code="npcc")
    made = actions.allocate(fund=fund_year.fund, year=2024, recipient=body, amount=Decimal("7.00"), **common)
    with pytest.raises(RuleBroken, match="not by you"):
        actions.save_claim(
            allocation=made, starts=Q1, kind="claim", lines={"pay": PENNY}, by=unit_manager, base=0, today=TODAY
        )
    (row,) = positions(ALLOCATIONS, AsAt(TODAY))
    assert (row.standing.unclaimed, row.standing.underspend, row.owed) == (0, None, [])
    assert Allocation.objects.get() == made
