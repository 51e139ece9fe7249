"""load_demo's reporting cycle: by the rules of the actions, the same every time, with something of everything in it."""

import datetime as dt
from collections import Counter

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import override_settings

from accounts.models import User
from accounts.permissions import CORRECT_RETURN
from demo.rollout import return_words
from demo.rollout.periods import planned, put_off
from demo.rollout.writer import load_demo
from forces.access import can
from forces.models import Extension, Organisation, ReportingPeriod
from forces.periods import Span
from forces.queries import due_dates
from ledger.as_at import AsAt, end_of
from rollout import actions
from rollout.actions.returns import check_named, check_rules
from rollout.models import Correction, FrozenFile, Omission, Return, ReturnEvent, Review
from rollout.moves import RETURNS
from rollout.queries import latest
from rollout.queries.items import ReturnItem, return_items
from rollout.queries.returns import ReturnAt, revisions, revisions_by_organisation
from rollout.scales import State, Verdict
from rollout.sensitive import look

pytestmark = pytest.mark.django_db
UNTIL, NOW = dt.date(2025, 5, 27), dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
OURS = "avon-and-somerset"


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


@pytest.fixture(scope="module", autouse=True)
def loaded(module_rows):
    with override_settings(DEMO=True):
        return module_rows(lambda: load_demo(until=UNTIL, now=NOW))


@pytest.fixture
def returns(db):
    events = ReturnEvent.objects.select_related("of_return__organisation", "of_return__period", "recorded_by")
    return revisions(events)


def known(at: ReturnAt, moment: dt.datetime) -> list[ReturnItem]:
    """What was in the return just before the moment, as the actions look at it."""
    corrections = [row for row in at.corrections if row.recorded_at < moment]
    before = ReturnAt(at.found, [event for event in at.events if event.recorded_at < moment], corrections)
    found = at.found
    return return_items(
        found.organisation, found.period, before if before.events else None, AsAt(moment.date(), moment)
    )


def test_every_move_is_one_that_its_author_may_make(returns):
    for at in returns:
        assert [event.number for event in at.events] == list(range(1, len(at.events) + 1))
        assert [event.came_from for event in at.events] == ["", *(event.state for event in at.events[:-1])]
        assert at.events == sorted(at.events, key=lambda event: (event.recorded_at, event.number))
        for event in at.events:
            moves = RETURNS.moves[event.came_from, event.state]
            (move, *_) = [each for each in moves if can(event.recorded_by, each.permission, at.found.organisation)]
            assert event.comment or not move.needs_words
        assert at.found.state == at.last.state
        if at.signed:
            assert (at.found.signed_at, at.found.signed_by) == (at.signed.recorded_at, at.signed.recorded_by)
        assert bool(at.found.reason) == (at.found.revision > 1)


def test_what_is_missing_or_asked_has_a_reason_and_nothing_else_has(returns):
    for at in returns:
        for event in at.events:
            if event.state == State.READY:
                owed = known(at, event.recorded_at)
                said = set(Omission.objects.filter(event=event).values_list("commitment", flat=True))
                carried = {item.commitment.pk for item in owed if item.carried and item.omission}
                assert said == {item.commitment.pk for item in owed if item.needs_reason} | carried, event
            if event.state == State.SIGNED:
                owed = known(at, event.recorded_at)
                check_named(owed)
                check_rules(owed, event.recorded_at.date())


def test_the_unit_looks_at_what_was_signed_while_it_awaits_review(returns):
    by_return = {at.found.pk: at for at in returns}
    assert Review.objects.count() > 300
    for view in Review.objects.select_related("update", "commitment__organisation", "of_return"):
        at = by_return[view.of_return_id]
        before = ReturnAt(at.found, [event for event in at.events if event.recorded_at < view.recorded_at])
        assert before.state == State.SIGNED
        assert view.commitment.organisation_id == at.found.organisation_id
        if at.found.revision > 1:
            assert at.corrected[view.commitment_id] == view.correction
            continue
        assert latest(view.commitment, before.moment) == view.update
        assert view.verdict != Verdict.DIFFER or view.status != view.update.status
    assert not Review.objects.filter(correction=None).exclude(commitment=F("update__commitment")).exists()


def test_a_correction_puts_right_named_standards_by_the_rules_of_the_actions():
    load_demo(until=dt.date(2025, 6, 30), now=NOW)
    events = ReturnEvent.objects.select_related("of_return__organisation", "of_return__period", "recorded_by")
    corrections = [at for at in revisions(events.filter(of_return__revision__gt=1)) if at.accepted]
    assert corrections
    for at in corrections:
        assert at.found.corrects.revision == at.found.revision - 1
        assert set(at.corrected) == set(at.found.reviews.values_list("commitment", flat=True))
        for row in at.corrections:
            assert can(row.recorded_by, CORRECT_RETURN, at.found.organisation)
            before = [event for event in at.events if event.recorded_at < row.recorded_at]
            assert before[-1].state == State.DRAFT
        owed = [item for item in known(at, at.accepted.recorded_at) if item.is_corrected]
        assert owed
        assert all(item.former.status != item.status for item in owed)
        ready = next(event for event in at.events if event.state == State.READY)
        carried = {item.commitment.pk for item in known(at, ready.recorded_at) if item.carried and item.omission}
        assert set(ready.omissions.values_list("commitment", flat=True)) == carried
    call_command("verify_frozen")


def test_nothing_is_accepted_with_a_query_open_or_by_who_signed_it(returns):
    accepted = [at for at in returns if at.accepted]
    for at in accepted:
        assert not [item for item in known(at, at.accepted.recorded_at) if item.is_asked]
        assert at.found.signed_by != at.found.accepted_by
    assert FrozenFile.objects.count() == 2 * len(accepted)
    call_command("verify_frozen")


def test_the_latest_period_has_something_of_everything(returns):
    period = ReportingPeriod.objects.get(starts="2025-01-01")
    found = revisions_by_organisation(period, None)
    states = Counter(revised[-1].state for revised in found.values())
    assert len(found) < Organisation.objects.count()  # some have not begun
    assert min(states[state] for state in (State.READY, State.SIGNED, State.CHANGES)) >= 2
    assert states[State.ACCEPTED] > 20
    due = end_of(due_dates(period).planned)
    in_time = [revised for revised in found.values() if (signed := revised[0].last_to(State.SIGNED))
               and signed.recorded_at < due]  # fmt: skip
    assert 30 < len(in_time) < 50


def test_the_demonstrations_own_force_is_ready_to_sign(returns):
    ours = [at for at in returns if at.found.organisation.slug == OURS]
    assert [at.state for at in ours] == [State.READY]
    assert ours[0].last.recorded_by.email == "lead@demo.invalid"


def test_the_schedule_goes_three_quarters_ahead():
    assert list(ReportingPeriod.objects.values_list("starts", flat=True)) == [
        dt.date(2025, 1, 1), dt.date(2025, 4, 1), dt.date(2025, 7, 1), dt.date(2025, 10, 1), dt.date(2026, 1, 1)
    ]  # fmt: skip
    assert planned(end_of(dt.date(2026, 11, 25)))[-1].span.starts == dt.date(2027, 7, 1)
    assert [day for _when, day in put_off(end_of(dt.date(2028, 3, 1)))] == [dt.date(2028, 4, 1), dt.date(2029, 4, 1)]


def test_again_adds_nothing():
    def rows():
        return (
            set(
                ReturnEvent.objects.values_list("of_return__organisation", "number", "state", "recorded_at", "comment")
            ),
            set(Omission.objects.values_list("commitment", "reason", "recorded_at")),
            set(Review.objects.values_list("token", "update__token", "recorded_at")),
            set(FrozenFile.objects.values_list("sha256", "recorded_at")),
            set(Return.objects.values_list("organisation", "state", "signed_at", "accepted_at")),
            set(Correction.objects.values_list("token", "status", "recorded_at")),
        )

    whole = rows()
    assert set(vars(load_demo(until=UNTIL, now=NOW)).values()) == {0}
    assert rows() == whole


def test_an_organisation_on_whose_return_a_visitor_worked_is_left_to_them():
    ours = Return.objects.get(organisation__slug=OURS)
    chief = User.objects.get(email="chief.officer@demo.invalid")
    when = dt.datetime(2025, 5, 28, 9, 0, 0, 1, tzinfo=dt.UTC)
    actions.give_back(of_return=ours, by=chief, seen=2, comment="Say more about P2.", now=when)
    more = load_demo(until=UNTIL + dt.timedelta(days=40), now=NOW)
    assert more.returns_left_alone == 1
    assert more.moves > 10
    assert [event.state for event in ours.events.order_by("number")] == ["draft", "ready", "draft"]
    assert not Review.objects.filter(commitment__organisation__slug=OURS).exists()


def test_a_schedule_that_a_visitor_changed_stays():
    manager = User.objects.get(email="unit.manager@demo.invalid")
    today, now = dt.date(2025, 5, 28), dt.datetime(2025, 5, 28, 9, tzinfo=dt.UTC)
    half = Span(dt.date(2025, 7, 1), dt.date(2025, 12, 31), dt.date(2026, 1, 30))
    actions.change_schedule(spans=[half], owed_by="everyone", by=manager, today=today, now=now)
    load_demo(until=dt.date(2025, 11, 30), now=NOW)
    there = ReportingPeriod.objects.known_at(None).filter(starts__lt="2026-01-01")
    assert list(there.values_list("starts", flat=True)) == [
        dt.date(2025, 1, 1), dt.date(2025, 4, 1), dt.date(2025, 7, 1)
    ]  # fmt: skip
    assert not Return.objects.filter(period__starts__gte="2025-07-01").exists()


def test_two_organisations_get_longer():
    load_demo(until=dt.date(2025, 10, 30), now=NOW)
    extensions = Extension.objects.select_related("organisation", "period")
    assert {(each.organisation.slug, str(each.period)) for each in extensions} == {
        ("staffordshire", "July to September 2025"), ("cps-wessex", "July to September 2025")
    }  # fmt: skip
    assert all(each.due > each.period.due for each in extensions)


def test_words_name_nobody():
    banks = [bank for name, bank in vars(return_words).items() if name.isupper()]
    texts = {text for bank in banks for text in ([bank] if isinstance(bank, str) else bank)}
    assert [text for text in texts if look(text)] == []
