"""Funding: a fund, its year, an allocation of it, and claims brought as far as a test needs."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from funding import actions
from funding.models import Allocation, Claim, Fund, Recipient
from funding.scales import State
from ledger.evidence import NewEvidence

YEAR = 2024
Q1, Q2, Q3, Q4 = (dt.date(2024, 4, 1), dt.date(2024, 7, 1), dt.date(2024, 10, 1), dt.date(2025, 1, 1))
SET = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)
TODAY = dt.date(2024, 11, 20)  # two quarters are over, the third runs
NOW = dt.datetime(2024, 11, 20, 9, tzinfo=dt.UTC)
TERMS = {"months": 3, "due_after": 20, "statement_due": dt.date(2025, 6, 30), "source": "A test"}
SPENT = {
    "pay": Decimal("1000.10"),
    "training": Decimal("200.20"),
    "technology": Decimal("0.00"),
    "services": Decimal("0.30"),
    "other": Decimal("0.00"),
}


@pytest.fixture
def fund(unit_manager) -> Fund:
    words = {"purpose": "To test.", "legal_power": "", "source": "A test"}
    return actions.set_fund(code="local", name="Local grant", by=unit_manager, new=True, now=SET, **words)


@pytest.fixture
def fund_year(fund, unit_manager):
    common = {"fund": fund, "year": YEAR, "by": unit_manager, "base": 0, "now": SET}
    return actions.set_fund_year(amount=Decimal("100000.00"), **common, **TERMS)


@pytest.fixture
def allocation(fund_year, force, unit_manager) -> Allocation:
    """£5,000.00 for the policing body of Avon and Somerset, 2024 to 2025."""
    return allocate(fund_year, force, "5000.00", by=unit_manager)


def allocate(fund_year, force, amount, *, by, now=SET) -> Allocation:
    recipient = Recipient.objects.select_related("force").get(force=force)
    common = {"source": "A test", "by": by, "now": now}
    return actions.allocate(
        fund=fund_year.fund, year=fund_year.year, recipient=recipient, amount=Decimal(amount), **common
    )


@pytest.fixture
def fill(allocation, lead):
    """fill(Q1, pay="12.00"): the figures of a claim, saved by the lead on top of what is there."""

    def save(starts=Q1, *, kind="claim", by=lead, of=allocation, at=NOW, today=TODAY, note="", forecast=None, **lines):
        claim = Claim.objects.filter(allocation=of, starts=starts, kind=kind).first()
        amounts = {name: Decimal("0.00") for name in SPENT} | {name: Decimal(text) for name, text in lines.items()}
        return actions.save_claim(
            allocation=of,
            starts=starts,
            kind=kind,
            lines=amounts if lines else SPENT,
            by=by,
            base=claim.versions.count() if claim else 0,
            today=today,
            note=note,
            forecast=forecast and Decimal(forecast),
            token=uuid.uuid4(),
            now=at,
        ).claim

    return save


@pytest.fixture
def bring(fill, lead, finance_officer, unit, unit_manager):
    """bring(State.PAID, Q1, pay="12.00"): a claim as far as that state, by whom it belongs to."""

    def move(to, starts=Q1, *, at=NOW, today=TODAY, **said):
        claim = fill(starts, at=at, today=today, **said)
        for state, by in ((State.READY, lead), (State.CERTIFIED, finance_officer), (State.APPROVED, unit),
                          (State.PAID, unit_manager)):  # fmt: skip
            if claim.state == to:
                break
            go(claim, state, by=by, at=at, today=today)
        return claim

    return move


def go(claim, to, *, by, comment="", at=NOW, today=TODAY):
    return actions.transition(
        claim=claim, to=to, by=by, seen=claim.events.count(), comment=comment, today=today, now=at
    )


def words_of_evidence(claim, by):
    """A link that shows what a claim is for."""
    link = NewEvidence("Invoice", dt.date(2024, 5, 1), link="https://example.org/invoice")
    return actions.add_evidence(claim=claim, evidence=link, by=by, token=uuid.uuid4(), now=NOW)


def written(allocation, amount, *, starts=Q1, kind="claim", by):
    """As a certified claim, past every action."""
    return Claim.objects.create(
        allocation=allocation, starts=starts, ends=starts, kind=kind, state="certified", amount=Decimal(amount),
        certified_at=NOW, certified_by=by,
    )  # fmt: skip


def vary(allocation, change, by, *, base=0):
    token = uuid.uuid4()
    return actions.vary(
        allocation=allocation, change=Decimal(change), reason="Agreed.", by=by, base=base, token=token, now=NOW
    )
