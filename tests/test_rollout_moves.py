"""Every move of a return: who may make it, in what words it is refused, and that nothing else writes the state."""

import ast
import datetime as dt
from itertools import product
from pathlib import Path

import pytest
from django.db.models import Q

from forces.actions import plan_periods, withdraw_periods
from forces.periods import Span
from ledger.models import AuditEvent
from ledger.workflow import NEW
from rollout import actions
from rollout.actions import EditConflict, Incomplete, RuleBroken
from rollout.models import Omission, Return, ReturnEvent
from rollout.moves import RETURNS
from rollout.queries.returns import revisions_of
from rollout.scales import State
from tests.plugins.people import person
from tests.plugins.returns import NOW, TODAY, correct, mark_ready, seen, sign

HOUR = dt.timedelta(hours=1)
WHO = {
    (State.DRAFT, State.READY): {"lead"},
    (State.CHANGES, State.READY): {"lead"},
    (State.READY, State.DRAFT): {"lead", "chief_officer"},
    (State.READY, State.CHANGES): {"lead", "chief_officer"},
    (State.READY, State.SIGNED): {"chief_officer"},
    (State.SIGNED, State.CHANGES): {"unit", "unit_manager"},
    (State.SIGNED, State.ACCEPTED): {"unit", "unit_manager"},
}  # fmt: skip
EVERYONE = ["lead", "contributor", "chief_officer", "finance_officer", "outsider", "area_lead", "area_chief", "unit",
            "unit_manager", "observer", "nobody"]  # fmt: skip
ROOT = Path(__file__).parent.parent
ROUTES = {
    State.DRAFT: ["ready", "back"],
    State.READY: ["ready"],
    State.SIGNED: ["ready", "sign"],
    State.CHANGES: ["ready", "sign", "ask"],
    State.ACCEPTED: ["ready", "sign", "accept"],
}


@pytest.fixture
def brought_to(period, force, lead, chief_officer, unit):
    def bring(state) -> Return:
        found = mark_ready(force, period, by=lead)
        for step in ROUTES[state][1:]:
            moves = {
                "back": lambda: actions.give_back(of_return=found, by=lead, seen=seen(found), now=NOW),
                "sign": lambda: sign(found, by=chief_officer),
                "ask": lambda: actions.ask_for_changes(
                    of_return=found, by=unit, seen=seen(found), comment="See P1-1.", now=NOW + 2 * HOUR
                ),
                "accept": lambda: actions.accept(
                    of_return=found, by=unit, seen=seen(found), today=TODAY, now=NOW + 2 * HOUR
                ),
            }
            moves[step]()
        found.refresh_from_db()
        assert found.state == state
        return found

    return bring


def written():
    return ReturnEvent.objects.count(), Omission.objects.count(), AuditEvent.objects.count()


def move(found, to, by, comment="Because."):
    return actions.transition(of_return=found, to=to, by=by, seen=seen(found), comment=comment, now=NOW + 5 * HOUR)


def test_the_table_says_what_this_test_says():
    assert set(RETURNS.moves) - {(NEW, State.DRAFT)} == set(WHO)


@pytest.mark.parametrize(("state", "to"), list(product(State, State)))
def test_every_pair_of_states(brought_to, request, state, to):
    found, people = brought_to(state), {name: request.getfixturevalue(name) for name in EVERYONE}
    before = written()
    for name in EVERYONE:
        if name not in WHO.get((state, to), set()):
            with pytest.raises(RuleBroken) as refused:
                move(found, to, people[name])
            assert refused.value.message.endswith((".", "not by you."))
            assert written() == before
            assert Return.objects.get().state == state
    for name in sorted(WHO.get((state, to), set()))[:1]:
        event = move(found, to, people[name])
        assert (event.came_from, event.state, event.recorded_by) == (state, to, people[name])
        assert AuditEvent.objects.latest("pk").action == f"return.{to}"


def test_who_may_not_is_told_who_may(ready, lead, unit):
    with pytest.raises(RuleBroken, match="A return is signed off by its chief officer, not by you"):
        move(ready, State.SIGNED, lead)
    with pytest.raises(RuleBroken, match="A return that is ready for sign-off cannot become accepted"):
        move(ready, State.ACCEPTED, unit)
    with pytest.raises(RuleBroken, match="A return is handed back by its chief officer, not by you"):
        move(ready, State.DRAFT, unit)


@pytest.mark.parametrize("words", ["", "  \n"])
def test_handing_back_and_sending_back_need_words_and_taking_back_does_not(ready, lead, chief_officer, unit, words):
    with pytest.raises(RuleBroken, match="Say why") as refused:
        actions.give_back(of_return=ready, by=chief_officer, seen=2, comment=words)
    assert refused.value.field == "comment"
    assert actions.give_back(of_return=ready, by=lead, seen=2, comment=words).words == "Taken back"
    mark_ready(ready.organisation, ready.period, by=lead)
    sign(ready, by=chief_officer)
    with pytest.raises(RuleBroken, match="Say why"):
        actions.ask_for_changes(of_return=ready, by=unit, seen=5, comment=words)


def test_a_lead_who_is_chief_officer_too_takes_back_without_words(ready):
    both = person("both", "lead", "avon-and-somerset")
    both.memberships.create(role="chief_officer", organisation=ready.organisation, granted_at=NOW)
    assert actions.give_back(of_return=ready, by=both, seen=2).words == "Taken back"


def test_no_return_is_opened_where_none_is_owed(area, area_lead, unit_manager):
    span = Span(dt.date(2024, 1, 1), dt.date(2024, 3, 31), dt.date(2024, 4, 30))
    (of_forces,) = plan_periods(spans=[span], owed_by="force", by=unit_manager, now=NOW)
    with pytest.raises(RuleBroken, match="CPS South West owes no return for this period"):
        actions.mark_ready(organisation=area, period=of_forces, by=area_lead, seen=0, reasons={}, today=TODAY)


def test_who_signed_cannot_accept(ready):
    both = person("both", "chief_officer", "avon-and-somerset")
    both.memberships.create(role="unit", granted_at=NOW)
    sign(ready, by=both)
    with pytest.raises(RuleBroken, match="You signed this return, so somebody else has to accept it"):
        actions.accept(of_return=ready, by=both, seen=3, today=TODAY)


def test_it_goes_back_to_where_it_came_from(brought_to, force, period, lead, chief_officer):
    found = brought_to(State.CHANGES)
    mark_ready(force, period, by=lead, now=NOW + 3 * HOUR)
    event = actions.give_back(of_return=found, by=chief_officer, seen=5, comment="Not yet.", now=NOW + 4 * HOUR)
    assert event.state == State.CHANGES


def test_the_same_form_twice_does_its_work_once(ready, force, period, lead, chief_officer, unit):
    reasons = dict(Omission.objects.values_list("commitment", "reason"))
    form = {"organisation": force, "period": period, "by": lead, "seen": 0, "today": TODAY}
    assert actions.mark_ready(reasons=reasons, **form).number == 2
    found = sign(ready, by=chief_officer)
    before = written()
    again = actions.sign(of_return=found, by=chief_officer, seen=2, seen_update=0, today=TODAY, now=NOW + 4 * HOUR)
    assert (again.number, written()) == (3, before)
    for _ in range(2):
        event = actions.accept(of_return=found, by=unit, seen=3, today=TODAY, now=NOW + 5 * HOUR)
    assert (event.number, found.files.count(), ReturnEvent.objects.count()) == (4, 2, 4)
    opened = [
        actions.open_correction(organisation=force, period=period, by=lead, reason=reason, today=TODAY)
        for reason in ("A figure.", "A figure. ")
    ]
    assert opened[0].found == opened[1].found


def test_the_same_form_with_other_reasons_is_not_lost_unseen(ready, force, period, lead):
    reasons = dict.fromkeys(Omission.objects.values_list("commitment", flat=True), "Another reason.")
    with pytest.raises(EditConflict, match="came first: the return is now ready for sign-off"):
        actions.mark_ready(organisation=force, period=period, by=lead, seen=0, today=TODAY, reasons=reasons)


def test_whoever_acts_on_an_older_state_is_told_who_came_first(ready, lead, chief_officer):
    actions.give_back(of_return=ready, by=lead, seen=2)
    with pytest.raises(EditConflict, match="Lead came first: the return is now in draft") as told:
        sign_at(ready, chief_officer, seen_event=2)
    assert told.value.latest.recorded_by == lead


def sign_at(found, by, *, seen_event, seen_update=0, now=NOW + HOUR):
    return actions.sign(of_return=found, by=by, seen=seen_event, seen_update=seen_update, today=TODAY, now=now)


def test_nothing_is_signed_that_the_chief_officer_has_not_seen(ready, commitment, say, chief_officer):
    update = say(commitment, at=NOW)
    with pytest.raises(EditConflict, match="An update was recorded after you opened the page"):
        sign_at(ready, chief_officer, seen_event=2)
    event = sign_at(ready, chief_officer, seen_event=2, seen_update=update.pk, now=NOW)
    assert event.recorded_at > update.recorded_at  # so what was signed has it
    later = say(commitment, target_reason="Late.", at=NOW - HOUR)
    assert later.recorded_at >= event.recorded_at  # and this one is not in it


def test_nothing_is_ready_without_a_reason_for_what_is_missing(period, force, lead, commitment, say):
    say(commitment, at=NOW - HOUR)
    with pytest.raises(Incomplete) as incomplete:
        actions.mark_ready(organisation=force, period=period, by=lead, seen=0, reasons={}, today=TODAY, now=NOW)
    assert commitment not in [item.commitment for item in incomplete.value.items]
    assert not Return.objects.exists()


def test_a_standard_that_is_new_since_is_not_signed_unnamed(ready, commitment, chief_officer):
    other = ready.organisation.commitments.exclude(pk=commitment.pk).first().standard
    other.pk, other.code, other.order, other.known_from = None, "P9-9", 99, TODAY
    other.save()
    ready.organisation.commitments.create(standard=other)
    with pytest.raises(RuleBroken, match="P9-9 came to be missing without a reason"):
        sign_at(ready, chief_officer, seen_event=2)


@pytest.mark.parametrize("to", [State.DRAFT, State.READY, State.SIGNED, State.CHANGES])
def test_what_is_still_open_cannot_be_corrected(brought_to, force, period, unit_manager, to):
    brought_to(to)
    with pytest.raises(RuleBroken, match="Only an accepted return can be corrected"):
        actions.open_correction(organisation=force, period=period, by=unit_manager, reason="A.", today=TODAY)


def test_a_correction_has_a_reason_and_is_opened_by_who_may(accepted, force, period, lead, contributor):
    with pytest.raises(RuleBroken, match="Your role does not let you do this"):
        actions.open_correction(organisation=force, period=period, by=contributor, reason="A.", today=TODAY)
    with pytest.raises(RuleBroken, match="Say why the accepted return has to be corrected"):
        actions.open_correction(organisation=force, period=period, by=lead, reason=" ", today=TODAY)
    assert len(revisions_of(force, period, None)) == 1


def test_a_period_that_has_not_begun_has_no_return(period, force, lead):
    with pytest.raises(RuleBroken, match="This period has not begun yet"):
        mark_ready(force, period, by=lead, today=period.starts - dt.timedelta(days=1))
    assert mark_ready(force, period, by=lead, today=period.starts).state == State.READY


def test_a_period_that_was_withdrawn_has_no_return(period, force, lead, unit_manager):
    withdraw_periods(periods=[period], by=unit_manager, today=period.starts - dt.timedelta(days=1), now=NOW)
    period.refresh_from_db()
    with pytest.raises(RuleBroken, match="owes no return for this period"):
        mark_ready(force, period, by=lead)


def writes_state(node) -> bool:
    """x.state = ..., update(state=...), Return(state=...), Return.objects.create(state=...)."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = [each for target in targets for each in ast.walk(target) if isinstance(each, ast.Attribute)]
        return any(name.attr == "state" for name in names)
    if not isinstance(node, ast.Call) or "state" not in {keyword.arg for keyword in node.keywords}:
        return False
    called = ast.unparse(node.func)
    return called.endswith(("update", "update_or_create", "setattr")) or (called.startswith("Return") and (
        not called.startswith("ReturnEvent") and "filter" not in called and "exclude" not in called
    ))  # fmt: skip


def test_nothing_but_the_action_writes_the_state():
    apps = ("accounts", "dashboard", "forces", "govuk", "ledger", "rollout", "soteria_tracker")
    sources = [path for app in apps for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    writers = {
        (str(path.relative_to(ROOT)), node.lineno)
        for path in sources
        for node in ast.walk(ast.parse(path.read_text()))
        if writes_state(node)
    }
    assert {path for path, _line in writers} == {"ledger/workflow.py"}
    assert len(writers) == 1


def test_the_row_follows_its_last_event(accepted, force, period, lead, chief_officer, unit, commitment):
    actions.open_correction(organisation=force, period=period, by=lead, reason="A figure.", today=TODAY)
    for at in revisions_of(force, period, None):
        assert at.found.state == at.last.state
    correct(revisions_of(force, period, None)[-1].found, commitment, by=lead, now=NOW + 5 * HOUR)
    found = mark_ready(force, period, by=lead, now=NOW + 5 * HOUR)
    sign(found, by=chief_officer, now=NOW + 6 * HOUR)
    actions.accept(of_return=found, by=unit, seen=seen(found), today=TODAY, now=NOW + 7 * HOUR)
    assert [(at.found.state, at.state, at.found.revision) for at in revisions_of(force, period, None)] == [
        (State.ACCEPTED, State.ACCEPTED, 1), (State.ACCEPTED, State.ACCEPTED, 2)
    ]  # fmt: skip
    assert not Return.objects.filter(Q(signed_at=None) | Q(accepted_at=None)).exists()
