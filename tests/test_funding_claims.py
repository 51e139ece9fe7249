"""The moves of a claim, and what it says."""

import ast
import datetime as dt
import uuid
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from accounts.permissions import RECORD_CLAIM
from forces.models import Membership
from funding import actions
from funding.actions import EditConflict, RuleBroken
from funding.models import Claim, ClaimEvent, Forecast
from funding.moves import CLAIMS
from funding.queries import amount_of, amounts, last_version
from funding.scales import CLAIMED, State
from ledger.models import AuditEvent
from tests.plugins.funding import NOW, Q1, Q2, Q3, SPENT, TODAY, go
from tests.plugins.people import GRANTED, person

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def people(lead, finance_officer, unit):
    return {"record_claim": lead, "certify_claim": finance_officer, "review_claim": unit}


@pytest.fixture
def at(bring, people):
    """A claim in a state, on the shortest way there."""

    def reach(state):
        if state in (State.QUERIED, State.RETURNED):
            claim = bring(State.CERTIFIED)
            go(claim, state, by=people["review_claim"], comment="What is it for?")
            return claim
        return bring(state)

    return reach


EVERY = [(state, to) for state in State for to in State]


@pytest.mark.parametrize(("state", "to"), EVERY, ids=str)
def test_only_the_moves_of_the_table_are_made(at, people, unit_manager, state, to):
    claim = at(state)
    if state == State.APPROVED:
        people["review_claim"] = unit_manager  # the analyst has approved it
    before = claim.events.count()
    makers = {move.permission for move in CLAIMS.moves.get((state, to), ())}
    for permission, by in people.items():
        if permission not in makers:
            with pytest.raises(RuleBroken):
                go(claim, to, by=by, comment="Said.")
    assert (claim.events.count(), Claim.objects.get(pk=claim.pk).state) == (before, state)
    if makers:
        event = go(claim, to, by=people[sorted(makers)[0]], comment="Said.")
        assert (event.number, event.came_from, event.state, claim.state) == (before + 1, state, to, to)
        assert (claim.amount, event.amount) == (claim.amount, claim.amount)
        assert bool(claim.amount) == (to in CLAIMED)


@pytest.mark.parametrize(
    ("state", "to"),
    [pair for pair, moves in CLAIMS.moves.items() if any(move.needs_words for move in moves) and pair[0]],
)
def test_moves_that_need_words_get_them(at, people, state, to):
    claim = at(state)
    needing = next(move for move in CLAIMS.moves[state, to] if move.needs_words)
    with pytest.raises(RuleBroken) as refused:
        go(claim, to, by=people[needing.permission], comment="  ")
    assert refused.value.field == "comment"


def test_every_permission_of_the_table_has_somebody_to_name():
    assert {move.permission for moves in CLAIMS.moves.values() for move in moves} == set(CLAIMS.who)


def test_nobody_approves_what_they_certified(at, finance_officer, unit_manager):
    Membership.objects.create(user=finance_officer, role="unit", granted_at=GRANTED)
    claim = at(State.CERTIFIED)
    with pytest.raises(RuleBroken, match="You certified this claim"):
        go(claim, State.APPROVED, by=finance_officer)
    go(claim, State.APPROVED, by=unit_manager)
    with pytest.raises(RuleBroken, match="You certified this claim"):
        go(claim, State.PAID, by=finance_officer)


EVERY_ROLE = ("lead", "contributor", "finance_officer", "unit", "unit_manager")


@pytest.fixture
def jack(force, lead):
    """The lead, whom every other role was given too."""
    for role in EVERY_ROLE[1:]:
        where = None if role.startswith("unit") else force
        Membership.objects.create(user=lead, organisation=where, role=role, granted_at=GRANTED)
    return lead


DID = {"sent": State.READY, "certified": State.CERTIFIED, "approved": State.APPROVED}


@pytest.mark.parametrize(("did", "state", "to", "words"), [
    ("saved", State.READY, State.CERTIFIED, "You saved figures of this claim, so somebody else has to certify it"),
    ("sent", State.READY, State.CERTIFIED, "You sent this claim to be certified, so somebody else has to certify it"),
    ("saved", State.CERTIFIED, State.APPROVED, "You saved figures of this claim, so somebody else has to approve it"),
    ("certified", State.CERTIFIED, State.APPROVED, "You certified this claim, so somebody else has to approve it"),
    ("sent", State.APPROVED, State.PAID, "You sent this claim to be certified, so somebody else has to mark"),
    ("certified", State.APPROVED, State.PAID, "You certified this claim, so somebody else has to mark it as paid"),
    ("approved", State.APPROVED, State.PAID, "You approved this claim, so somebody else has to mark it as paid"),
])  # fmt: skip
def test_nobody_does_two_things_of_a_claim(
    see, send, fill, jack, contributor, finance_officer, unit, unit_manager, did, state, to, words
):
    """Whatever roles they hold; an author counts also where another saved on top of what they wrote."""
    if did == "saved":
        fill(by=jack)
    claim = fill(by=contributor)
    by = {State.READY: contributor, State.CERTIFIED: finance_officer, State.APPROVED: unit, State.PAID: unit_manager}
    by |= {"sent": {State.READY: jack}, "certified": {State.CERTIFIED: jack}, "approved": {State.APPROVED: jack}}.get(
        did, {}
    )
    for step in (State.READY, State.CERTIFIED, State.APPROVED):
        if claim.state != state:
            go(claim, step, by=by[step])
    before = claim.events.count()
    with pytest.raises(RuleBroken, match=words):
        go(claim, to, by=jack)
    _past_the_actions(claim, to, jack)
    page = see(jack, CLAIM)
    step = {State.CERTIFIED: "certify", State.APPROVED: "approve", State.PAID: "pay"}[to]
    assert words in page.words
    assert f"{CLAIM}{step}/" not in page.content.decode()
    said = {"seen": before, "declared": "on"}
    assert words in send(jack, f"{CLAIM}{step}/", said).words
    assert claim.events.count() == before
    go(claim, to, by=by[to])


CLAIM = "/organisations/avon-and-somerset/funding/local/2024/2024-04-01/claim/"


def _past_the_actions(claim, to, person):
    """The database says the same, to a query and to plain SQL."""
    name = {State.CERTIFIED: "certified", State.APPROVED: "approved", State.PAID: "paid"}[to]
    said = {"state": to, f"{name}_at": NOW, f"{name}_by": person}
    with pytest.raises(IntegrityError, match=r"duties are kept apart|approved_by_somebody_else"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(**said)


def test_before_the_button_the_page_says_who_comes_next(see, fill, lead, finance_officer, unit, unit_manager):
    claim = fill()
    for step, to, by, words in (
        ("send", State.READY, lead, "a chief finance officer who neither filled it in nor sent it"),
        ("certify", State.CERTIFIED, finance_officer, "an analyst who neither filled it in nor certified it"),
        ("approve", State.APPROVED, unit, "an analyst who did not approve it"),
    ):
        page = see(by, f"{CLAIM}{step}/").words
        assert words in page
        assert "Nobody else holds that role" not in page
        go(claim, to, by=by)


def test_before_the_button_it_says_that_nobody_is_left(see, fill, force, lead):
    Membership.objects.create(user=lead, organisation=force, role="finance_officer", granted_at=GRANTED)
    fill()
    assert "Nobody else holds that role. Ask for somebody to be given it first." in see(lead, f"{CLAIM}send/").words


def test_an_answered_query_is_still_the_officer_s_certificate(at, lead, finance_officer):
    Membership.objects.create(user=finance_officer, role="unit", granted_at=GRANTED)
    claim = at(State.QUERIED)
    go(claim, State.CERTIFIED, by=lead, comment="The trainer's fee.")
    assert (claim.certified_by, claim.amount) == (finance_officer, sum(SPENT.values()))
    with pytest.raises(RuleBroken, match="You certified"):
        go(claim, State.APPROVED, by=finance_officer)


def test_who_comes_second_is_told_who_came_first(at, unit, unit_manager):
    claim = at(State.CERTIFIED)
    seen = claim.events.count()
    go(claim, State.APPROVED, by=unit)
    common = {"claim": claim, "seen": seen, "today": TODAY}
    with pytest.raises(EditConflict, match="Unit came first: the claim is now approved"):
        actions.transition(to=State.RETURNED, by=unit_manager, comment="Why?", **common)
    again = actions.transition(to=State.APPROVED, by=unit, **common)  # the same form twice
    assert again.number == seen + 1 == claim.events.count()


def test_a_claim_is_made_in_arrears(fill, lead):
    claim = fill(Q3)
    with pytest.raises(RuleBroken, match="once 31 December 2024 is over"):
        go(claim, State.READY, by=lead)
    assert go(claim, State.READY, by=lead, today=dt.date(2025, 1, 1)).state == State.READY


def test_not_before_its_period_begins(fill):
    with pytest.raises(RuleBroken, match="begins on 1 October 2024"):
        fill(Q3, today=dt.date(2024, 9, 30))
    with pytest.raises(RuleBroken, match="No claim is due for this period"):
        fill(dt.date(2024, 5, 1))


def test_what_was_saved_stays_and_the_last_counts(fill, lead):
    fill(pay="10.00")
    claim = fill(pay="12.34", training="0.01", note="Without the fee.", at=NOW + HOUR)
    assert [amount_of(version) for version in claim.versions.all()] == [Decimal("10.00"), Decimal("12.35")]
    assert amounts(last_version(claim))["training"] == Decimal("0.01")
    assert (claim.state, claim.amount) == (State.DRAFT, 0)
    assert AuditEvent.objects.filter(action="claim.saved", organisation="avon-and-somerset").count() == 2


def save(allocation, by, *, base=0, kind="claim", note="", **lines):
    found = {name: Decimal(text) for name, text in lines.items()}
    said = {"allocation": allocation, "starts": Q1, "kind": kind, "lines": found, "by": by, "base": base}
    return actions.save_claim(**said, note=note, today=TODAY, now=NOW, token=uuid.uuid4())


def test_two_who_fill_it_in_at_once_lose_nothing(allocation, lead, contributor):
    first = save(allocation, lead, pay="10.00")
    with pytest.raises(EditConflict, match="Lead saved this claim") as told:
        save(allocation, contributor, pay="11.00")
    assert told.value.latest == first
    assert save(allocation, lead, pay="10.00") == first  # the same form twice
    assert save(allocation, contributor, pay="11.00", base=1).number == 2


@pytest.mark.parametrize("who", ["finance_officer", "unit", "unit_manager", "chief_officer", "observer", "outsider"])
def test_a_claim_is_filled_in_by_the_force_itself(allocation, request, who):
    with pytest.raises(RuleBroken, match="lead or contributor"):
        save(allocation, request.getfixturevalue(who), pay="10.00")
    assert not Claim.objects.exists()


@pytest.mark.parametrize("state", [state for state in State if state not in (State.DRAFT, State.RETURNED)])
def test_figures_stand_once_it_is_sent(at, fill, state):
    claim = at(state)
    number = claim.versions.count()
    with pytest.raises(RuleBroken, match="its figures stand"):
        fill(pay="1.00")
    assert claim.versions.count() == number


def test_changed_after_it_was_returned_it_is_certified_anew(at, fill, lead, finance_officer):
    claim = at(State.RETURNED)
    assert (claim.amount, claim.certified_by) == (0, None)
    fill(pay="5.05")
    go(claim, State.READY, by=lead)
    go(claim, State.CERTIFIED, by=finance_officer)
    assert claim.amount == Decimal("5.05")


def test_taken_back_and_handed_back_it_returns_to_where_it_came_from(at, lead, finance_officer):
    claim = at(State.READY)
    seen = claim.events.count()
    with pytest.raises(RuleBroken, match="Say why"):
        actions.give_back(claim=claim, by=finance_officer, seen=seen, today=TODAY, now=NOW)
    event = actions.give_back(claim=claim, by=lead, seen=seen, today=TODAY, now=NOW)
    assert (event.state, event.words) == (State.DRAFT, "Taken back")
    go(claim, State.READY, by=lead)
    seen = claim.events.count()
    handed = actions.give_back(claim=claim, by=finance_officer, seen=seen, comment="Too much.", today=TODAY, now=NOW)
    assert (handed.state, handed.words) == (State.DRAFT, "Handed back")


def test_only_a_recovery_may_be_negative(fill):
    with pytest.raises(RuleBroken, match="Only a recovery may be below 0") as refused:
        fill(pay="-1.00")
    assert refused.value.field == "pay"
    with pytest.raises(RuleBroken, match="with a minus"):
        fill(kind="recovery", pay="1.00", note="Why.")
    with pytest.raises(RuleBroken, match="Say why the money is given back"):
        fill(kind="recovery", pay="-1.00")
    with pytest.raises(RuleBroken, match="Enter what is given back"):
        fill(kind="recovery", pay="0.00", note="Why.")


def test_a_recovery_gives_back_no_more_than_was_claimed(bring, fill, lead, finance_officer):
    bring(State.PAID, pay="100.00")
    recovery = fill(kind="recovery", pay="-100.01", note="Paid twice.")
    go(recovery, State.READY, by=lead)
    seen = {"seen": recovery.events.count(), "today": TODAY, "now": NOW}
    with pytest.raises(RuleBroken, match=r"more than the £100\.00"):
        actions.certify(claim=recovery, by=finance_officer, **seen)
    actions.give_back(claim=recovery, by=lead, **seen)
    fill(kind="recovery", pay="-40.00", note="Paid twice.")
    go(recovery, State.READY, by=lead)
    actions.certify(claim=recovery, by=finance_officer, **seen | {"seen": recovery.events.count()})
    assert recovery.amount == Decimal("-40.00")


def test_a_forecast_is_of_the_whole_year(bring, fill):
    bring(State.CERTIFIED, pay="100.00")
    with pytest.raises(RuleBroken, match=r"£150\.00 claimed so far") as refused:
        fill(Q2, pay="50.00", forecast="149.99")
    assert refused.value.field == "forecast"
    fill(Q2, pay="50.00", forecast="150.00")
    fill(Q2, pay="49.00", forecast="150.00")  # says what the last one says
    assert [row.amount for row in Forecast.objects.all()] == [Decimal("150.00")]


def test_a_finance_officer_of_another_force_certifies_nothing_here(at):
    claim = at(State.READY)
    stranger = person("stranger", "finance_officer", "durham")
    with pytest.raises(RuleBroken, match="by its chief finance officer"):
        go(claim, State.CERTIFIED, by=stranger)


@pytest.mark.parametrize("came_from", [State.DRAFT, State.RETURNED])
def test_what_is_handed_back_is_where_it_came_from(at, lead, finance_officer, came_from):
    claim = at(came_from)
    go(claim, State.READY, by=lead)
    seen = claim.events.count()
    event = actions.give_back(
        claim=claim, by=finance_officer, seen=seen, comment="Too much.", today=TODAY, now=NOW + HOUR
    )
    assert (event.came_from, event.state, claim.state) == (State.READY, came_from, came_from)


def test_one_function_assigns_the_amount():
    """Any other that did would go past the table and the events. The state is ledger/workflow.py's."""
    found = set()
    for path in Path("funding").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                assigned = {
                    (target.value.id, target.attr)
                    for part in ast.walk(node)
                    if isinstance(part, ast.Assign)
                    for each in part.targets
                    for target in (each.elts if isinstance(each, ast.Tuple) else [each])
                    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name)
                }
                if {("claim", "state"), ("claim", "amount")} & assigned:
                    found.add(node.name)
    assert found == {"set_amount"}


def test_every_move_is_audited_with_its_amount(at):
    claim = at(State.PAID)
    told = AuditEvent.objects.filter(subject_type="funding.claim", subject_id=str(claim.pk)).exclude(
        action="claim.saved"
    )
    assert [event.action for event in told.order_by("pk")] == [
        "claim.draft", "claim.ready", "claim.certified", "claim.approved", "claim.paid",
    ]  # fmt: skip
    assert told.latest("pk").after["amount"] == "1200.60"
    assert ClaimEvent.objects.get(claim=claim, state="paid").amount == Decimal("1200.60")


def test_the_finance_officer_cannot_record(finance_officer, force):
    from forces.access import can

    assert not can(finance_officer, RECORD_CLAIM, force)
