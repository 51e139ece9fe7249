"""People who claim and vary at the same moment, on the database that lets them."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from funding import actions
from funding.actions import EditConflict, PastTheAllocation, RuleBroken
from funding.models import Claim, ClaimVersion
from funding.scales import State
from ledger.actions import audit
from tests.plugins.at_once import told
from tests.plugins.funding import NOW, Q1, Q2, TODAY, go, vary, written

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_two_claims_that_together_go_past_the_allocation_one_is_refused(at_once, fill, lead, finance_officer):
    claims = [fill(Q1, pay="3000.00"), fill(Q2, pay="3000.00")]
    for claim in claims:
        go(claim, State.READY, by=lead)
    results = at_once(lambda pk: told(lambda: certify(pk, finance_officer)), [claim.pk for claim in claims])
    assert results.count(PastTheAllocation) == 1
    assert sorted(claim.amount for claim in Claim.objects.all()) == [0, Decimal("3000.00")]


def certify(pk, by):
    mine = Claim.objects.select_related("allocation__recipient__force").get(pk=pk)
    return actions.certify(claim=mine, by=by, seen=2, today=TODAY, now=NOW)


def test_the_database_alone_refuses_the_second_of_two_that_do_not_see_each_other(at_once, allocation, unit):
    """No lock of ours: both write, each in a transaction that stays open until the other has tried."""

    def write(starts):
        try:
            with transaction.atomic():
                audit(by=unit, action="claim.written", subject=written(allocation, "3000.00", starts=starts, by=unit))
        except DatabaseError as error:
            return str(error)
        return ""

    results = at_once(write, [Q1, Q2])
    assert sorted(bool(said) for said in results) == [False, True]
    assert "claims exceed the allocation" in max(results)
    assert [claim.amount for claim in Claim.objects.all()] == [Decimal("3000.00")]


def test_a_claim_and_a_variation_that_takes_its_money(at_once, allocation, fill, lead, finance_officer, unit_manager):
    claim = fill(Q1, pay="5000.00")
    go(claim, State.READY, by=lead)
    acts = [lambda: certify(claim.pk, finance_officer), lambda: vary(allocation, "-0.01", unit_manager)]
    results = at_once(told, acts)
    assert sum(isinstance(result, type) and issubclass(result, RuleBroken) for result in results) == 1
    claimed, ceiling = Claim.objects.get().amount, actions.claims.allocated(allocation)
    assert claimed <= ceiling


def test_two_who_approve_and_return(at_once, bring, unit, unit_manager):
    claim = bring(State.CERTIFIED)

    def decide(said):
        to, by = said
        mine = Claim.objects.select_related("allocation__recipient__force").get(pk=claim.pk)
        return actions.transition(claim=mine, to=to, by=by, seen=3, comment="See above.", today=TODAY, now=NOW)

    results = at_once(lambda said: told(lambda: decide(said)),
                      [(State.APPROVED, unit), (State.RETURNED, unit_manager)])  # fmt: skip
    assert results.count(EditConflict) == 1
    assert claim.events.count() == 4


def test_two_who_fill_in_the_same_claim(at_once, allocation, lead, contributor):
    def save(by):
        lines = {"pay": Decimal("10.00") if by == lead else Decimal("11.00")}
        said = {"allocation": allocation, "starts": Q1, "kind": "claim", "lines": lines}
        return actions.save_claim(**said, by=by, base=0, today=TODAY, now=NOW)

    results = at_once(lambda by: told(lambda: save(by)), [lead, contributor])
    assert results.count(EditConflict) == 1
    assert (Claim.objects.count(), ClaimVersion.objects.count()) == (1, 1)
