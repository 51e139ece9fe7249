"""The demonstration's grant: the same every time, by the rules of the actions, and left alone where people worked."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

import pytest

from accounts.models import User
from demo.funding.story import VARIED, Moved, Saved, amount_of, plan, story
from demo.funding.writer import CODE, load_funding_demo
from funding import actions
from funding.models import Allocation, Claim, ClaimEvent, ClaimVersion, Forecast, Statement
from funding.moves import CLAIMS
from funding.queries import ALLOCATIONS, positions
from funding.queries import amount_of as amount_of_version
from funding.scales import CLAIMED, IN_WORK, State
from ledger.as_at import as_at

pytestmark = pytest.mark.django_db
EARLY, LATE, TODAY = dt.date(2024, 11, 20), dt.date(2025, 8, 20), dt.date(2026, 11, 25)
NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
YEARS = range(2024, 2027)


def load(until=TODAY):
    return load_funding_demo(until=until, now=NOW)


def told(force, year):
    return sorted(story(force, year, amount_of(force, year)), key=lambda each: each.at)


@pytest.mark.parametrize("force", ["avon-and-somerset", "durham", "gwent", "metropolitan", "south-wales"])
@pytest.mark.parametrize("year", YEARS)
def test_everything_told_keeps_the_rules(force, year):
    amount = amount_of(force, year)
    if amount is None:
        pytest.fail("this force is here because it has a grant")
    claims = defaultdict(list)
    for each in told(force, year):
        if isinstance(each, Moved | Saved):
            claims[each.span, each.kind].append(each)
    claimed = 0
    for (span, _kind), steps in claims.items():
        state, lines, author = "", {}, {}
        for step in steps:
            if isinstance(step, Saved):
                assert state in IN_WORK
                lines = step.lines
                continue
            (move, *_others) = CLAIMS.moves[state, step.state]
            assert bool(step.comment) or not move.needs_words
            assert step.at.date() > span.ends
            assert step.amount == (sum(lines.values()) if step.state in CLAIMED else 0)
            state, author[step.state] = step.state, step.role
        assert state == State.PAID
        assert author["certified"] != author["approved"] == "unit"
        claimed += sum(lines.values())
    assert claimed <= amount + VARIED.get(force, (0, ""))[0]


def test_a_plan_adds_up_to_the_penny():
    for pence in (1, 99, 12_345_67, 21_000_000):
        amount = Decimal(pence) / 100
        assert sum(plan(amount, 2024).values()) == amount


def test_a_whole_country(db):
    loaded = load()
    assert (loaded.allocations, loaded.claims) == (Allocation.objects.count(), Claim.objects.count())
    rows = positions(ALLOCATIONS, as_at(TODAY, today=TODAY))
    assert {row.year for row in rows} == set(YEARS)
    assert 15 <= sum(row.year == 2026 for row in rows) < 43  # a force without a grant is normal
    for row in rows:
        for claim in row.claims:
            said = [amount_of_version(version) for version in claim.claim.versions.all()]
            assert claim.claim.state == claim.state
            assert claim.claim.amount == claim.amount == (said[-1] if claim.counts else 0)
    assert {claim.state for row in rows for claim in row.claims} >= {State.PAID, State.APPROVED, State.CERTIFIED}
    assert any(row.is_warned for row in rows)
    assert any(row.standing.lost for row in rows)


def test_nobody_does_two_things_of_a_claim(db):
    load()
    for claim in Claim.objects.prefetch_related("versions", "events"):
        wrote = {version.recorded_by_id for version in claim.versions.all()}
        sent = {event.recorded_by_id for event in claim.events.all() if event.state == State.READY}
        then = [pk for pk in (claim.certified_by_id, claim.approved_by_id, claim.paid_by_id) if pk]
        assert len({*then}) == len(then)
        assert not (wrote | sent) & {*then}


def test_loaded_day_by_day_it_is_the_same(db):
    for day in (EARLY, LATE, TODAY):
        load(day)
    models = (Claim, ClaimEvent, ClaimVersion, Forecast, Statement)
    names = {ClaimEvent: ("claim__starts", "claim__allocation", "number", "state", "amount", "recorded_at"),
             Claim: ("starts", "kind", "state", "amount", "certified_at", "approved_at", "paid_at", "allocation"),
             ClaimVersion: ("token", "recorded_at"), Forecast: ("allocation", "number", "amount", "recorded_at"),
             Statement: ("allocation", "spent", "recorded_at")}  # fmt: skip
    by_steps = {model: set(model.objects.values_list(*names[model])) for model in models}
    assert not any(vars(load()).values())  # nothing is added twice
    assert by_steps == {model: set(model.objects.values_list(*names[model])) for model in models}
    whole = {(force, each.state, each.at) for force, year in _given() for each in told(force, year)
             if isinstance(each, Moved) and each.at < NOW}  # fmt: skip
    rows = ClaimEvent.objects.values_list("claim__allocation__recipient__force__slug", "state", "recorded_at")
    assert set(rows) == whole


def _given():
    return Allocation.objects.values_list("recipient__force__slug", "year")


def test_an_allocation_on_which_somebody_worked_is_left_alone(db):
    load(EARLY)
    claim = Claim.objects.filter(state=State.APPROVED).first()
    seen, analyst = claim.events.count(), User.objects.get(email="unit@demo.invalid")
    actions.transition(claim=claim, to=State.PAID, by=analyst, seen=seen, today=EARLY, now=NOW)
    loaded = load()
    assert loaded.left_alone == 1
    assert claim.events.count() == seen + 1
    assert Claim.objects.filter(allocation=claim.allocation).latest("starts").starts < EARLY


def test_it_says_everywhere_that_it_is_invented(db):
    load(EARLY)
    assert all("nvented for this demonstration" in row.source for row in Allocation.objects.filter(fund__code=CODE))
