import datetime as dt

import pytest

from accounts.permissions import VIEW_LOG
from forces.access import organisations_for
from forces.as_at import as_at
from forces.deadlines import feed
from rollout.actions import write_log

NOON = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
JUNE = dt.date(2024, 6, 30)


@pytest.fixture
def due():
    """What is due to a person, as known at the end of a day."""

    def found(person, day=dt.date(2024, 4, 30), today=dt.date(2026, 11, 23)):
        scope, kinds = (lambda permission: organisations_for(person, permission)), {"commitment", "follow_up"}
        return feed(scope, as_at=as_at(day, today=today), kinds=kinds)

    return found


def test_a_commitment_with_a_target_date_is_due_until_it_is_in_place(due, lead, commitment, say):
    say(commitment, status=3, target_date=JUNE, at=NOON)
    (deadline,) = due(lead)
    assert (deadline.kind, deadline.due, deadline.organisation) == ("commitment", JUNE, commitment.organisation)
    assert deadline.url == "/organisations/avon-and-somerset/commitments/P1-1/"
    assert deadline.is_overdue(dt.date(2024, 7, 1))
    assert not deadline.is_overdue(JUNE)
    say(commitment, status=4, target_date=JUNE, at=NOON + dt.timedelta(days=90))
    assert due(lead) == [deadline]
    assert due(lead, day=dt.date(2024, 6, 30)) == []


def test_nothing_of_anybody_else_is_in_it(due, lead, foreign_commitment, say):
    say(foreign_commitment, status=3, target_date=JUNE, at=NOON)
    assert due(lead) == []


def test_the_log_is_for_those_who_may_read_it(due, lead, unit, force):
    follow_up = {"happened_on": dt.date(2024, 3, 1), "follow_up_on": dt.date(2024, 4, 2)}
    write_log(by=unit, organisation=force, kind="call", text="Asked for the plan.", now=NOON, **follow_up)
    write_log(by=unit, organisation=None, kind="risk", text="A post is vacant.", now=NOON, **follow_up)
    assert organisations_for(unit, VIEW_LOG).count() == 57
    assert {deadline.organisation for deadline in due(unit)} == {force, None}
    assert due(lead) == []


def test_soonest_first(due, unit, force, commitment, say):
    say(commitment, status=3, target_date=JUNE, at=NOON)
    follow_up = {"happened_on": dt.date(2024, 3, 1), "follow_up_on": dt.date(2024, 4, 2)}
    write_log(by=unit, organisation=force, kind="call", text="Asked for the plan.", now=NOON, **follow_up)
    assert [deadline.kind for deadline in due(unit)] == ["follow_up", "commitment"]
