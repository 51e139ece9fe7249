"""A rule informs until its day and stops from it; the Unit moves the day."""

import datetime as dt

import pytest

from ledger.models import AuditEvent
from rollout.actions import RuleBroken, set_rule_start
from rollout.models import Return, RuleStart
from rollout.rules import RULES, starts
from tests.plugins.returns import NOW, TODAY, mark_ready, sign

RULE, DAY = "evidence-in-place", dt.timedelta(days=1)


@pytest.fixture
def unproven(say, commitment, lead, period):
    """In place, says the force, without evidence."""
    return say(commitment, status=4, at=NOW - DAY, by=lead)


@pytest.fixture
def stops_from(unit_manager):
    def move(day, now=NOW - DAY):
        return set_rule_start(rule=RULE, stops_from=day, reason="Agreed with the leads.", by=unit_manager, now=now)

    return move


def test_until_its_day_it_informs(unproven, stops_from, force, period, lead):
    stops_from(TODAY + DAY)
    assert mark_ready(force, period, by=lead)


def test_from_its_day_it_stops_in_words_and_nothing_is_written(unproven, stops_from, force, period, lead):
    stops_from(TODAY)
    with pytest.raises(RuleBroken, match=r"has evidence that has not expired. This is not so for P1-1\."):
        mark_ready(force, period, by=lead)
    assert not Return.objects.exists()


def test_it_stops_the_signature_too(unproven, stops_from, force, period, lead, chief_officer):
    ready = mark_ready(force, period, by=lead)
    stops_from(TODAY, now=NOW)
    with pytest.raises(RuleBroken, match="This is not so for P1-1"):
        sign(ready, by=chief_officer)


def test_what_keeps_the_rule_is_not_stopped(say, commitment, stops_from, force, period, lead):
    stops_from(TODAY)
    say(commitment, status=3, at=NOW - DAY, by=lead)
    assert mark_ready(force, period, by=lead)


def test_as_at_before_the_move_the_old_day_holds(stops_from):
    first = {rule.code: rule.stops_from for rule in RULES}
    stops_from(TODAY)
    stops_from(TODAY + 30 * DAY, now=NOW)
    assert starts(NOW - DAY) == first
    assert starts(NOW)[RULE] == TODAY
    assert starts() == first | {RULE: TODAY + 30 * DAY}
    assert AuditEvent.objects.filter(action="rule.start_set").count() == 2


@pytest.mark.parametrize(
    ("rule", "reason", "field", "words"),
    [("no-such", "So.", "rule", "There is no such rule"), (RULE, " ", "reason", "Say why this day")],
)
def test_what_is_refused(unit_manager, rule, reason, field, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        set_rule_start(rule=rule, stops_from=TODAY, reason=reason, by=unit_manager, now=NOW)
    assert refused.value.field == field
    assert not RuleStart.objects.exists()
