import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import VIEW_TRAINING
from forces.access import organisations_for
from forces.deadlines import feed
from forces.models import Organisation
from forces.periods import months_after
from ledger.as_at import as_at, end_of
from tests.plugins.training import RECORDED
from training.actions import set_quota, share_out
from training.models import Quota
from training.shares import split_quota

JULY = dt.date(2023, 7, 1)
DUE = dt.date(2024, 4, 30)


def months(*numbers):
    return {months_after(JULY, n): number for n, number in enumerate(numbers)}


@pytest.fixture
def due():
    """What of training is due to a person, as known at the end of a day."""

    def found(person, day=dt.date(2024, 1, 31), kind="training_share", today=dt.date(2026, 11, 25)):
        scope = lambda permission: organisations_for(person, permission)  # noqa: E731
        return feed(scope, as_at=as_at(day, today=today), kinds={kind})

    return found


def test_a_share_is_due_until_it_is_met(due, lead, force, share, complete):
    complete(months(10, 10, 10))
    (deadline,) = due(lead)
    assert (deadline.organisation, deadline.due, deadline.is_overdue(DUE)) == (force, DUE, False)
    assert deadline.title == "Share of “2,000 more specially trained investigators”: 30 of 47"
    assert deadline.url == "/organisations/avon-and-somerset/training/?quota=first-2000"
    complete(months(10, 10, 10, 17), at=RECORDED + dt.timedelta(days=30))
    assert due(lead) == [deadline]
    assert due(lead, day=dt.date(2024, 2, 29)) == []


def test_a_missed_share_stays_until_late_completions_meet_it(due, lead, share, complete):
    complete(months(*[4] * 10))
    (deadline,) = due(lead, day=dt.date(2024, 6, 30))
    assert deadline.is_overdue(dt.date(2024, 5, 1))
    complete({dt.date(2024, 6, 1): 7})
    assert due(lead, day=dt.date(2024, 6, 30)) == []


def test_nobody_is_chased_for_a_share_before_its_last_month_is_due_or_in(due, lead, force, share, complete):
    complete(months(*[4] * 9))
    assert [deadline.due for deadline in due(lead, day=DUE)] == [DUE]
    assert due(lead, day=dt.date(2024, 5, 1)) == due(lead, day=dt.date(2024, 5, 31)) == []
    assert {deadline.due for deadline in due(lead, dt.date(2024, 5, 2), "training_month")} == {dt.date(2024, 5, 31)}
    (late,) = due(lead, day=dt.date(2024, 6, 1))
    assert (late.due, late.title[-8:]) == (dt.date(2024, 5, 31), "36 of 47")
    complete({dt.date(2024, 4, 1): 5}, at=end_of(dt.date(2024, 5, 10)))
    (missed,) = due(lead, day=dt.date(2024, 5, 11))
    assert (missed.due, missed.key) == (DUE, late.key)


def test_a_share_of_which_nothing_is_reported_is_not_one_of_0(due, lead, share, complete):
    assert due(lead)[0].title.endswith(": nothing reported of 47")
    complete(months(0))
    assert due(lead)[0].title.endswith(": 0 of 47")


def test_the_key_stays_when_the_quota_moves(due, lead, share, unit_manager):
    (before,) = due(lead)
    terms = {"name": "2,200", "number": 2_200, "starts": JULY, "due": dt.date(2024, 6, 30), "source": "The Unit"}
    set_quota(**terms, code="first-2000", by=unit_manager, reason="Extended.", now=RECORDED)
    (after,) = due(lead)
    assert (after.key, after.due) == (before.key, dt.date(2024, 6, 30))


def test_without_a_share_there_is_none(due, lead, unit):
    assert due(lead) == due(unit) == []


def test_a_month_is_due_by_the_end_of_the_next(due, lead, force, complete):
    complete(months(1, 0, 3))
    found = due(lead, kind="training_month")
    assert [deadline.key for deadline in found] == [
        f"training-month-{force.pk}-{month}" for month in ("2023-10", "2023-11", "2023-12", "2024-01")
    ]
    assert [deadline.due for deadline in found][:2] == [dt.date(2023, 11, 30), dt.date(2023, 12, 31)]
    assert found[0].title == "Completions of October 2023"
    assert len(due(lead, day=dt.date(2024, 1, 30), kind="training_month")) == 3  # January is not over


def test_only_the_months_of_a_quota_are_owed(due, lead):
    assert [deadline.due for deadline in due(lead, day=dt.date(2026, 1, 1), kind="training_month")][-1] == dt.date(
        2024, 5, 31
    )


def test_a_course_that_does_not_count_reports_no_month(due, lead, complete):
    complete(months(1), course="recruits")
    assert len(due(lead, kind="training_month")) == 7


def test_nobody_elses_and_no_areas(due, area_lead, outsider, unit, share):
    assert due(outsider) == []
    assert due(area_lead, kind="training_month") == []
    assert {deadline.organisation.kind for deadline in due(unit, kind="training_month")} == {"force"}


def test_the_same_queries_for_three_forces_and_for_all(due, unit, unit_manager, complete):
    forces = list(Organisation.objects.filter(kind="force"))
    share_out(
        quota=Quota.objects.get(),
        numbers=split_quota(2_000, dict.fromkeys(forces, 1)),
        basis="equally",
        by=unit_manager,
        now=RECORDED,
    )

    def queries(organisations):
        scope = {VIEW_TRAINING: organisations}
        at = as_at(DUE, today=dt.date(2026, 11, 25))
        with CaptureQueriesContext(connection) as found:
            feed(scope.__getitem__, as_at=at, kinds={"training_share", "training_month"})
        return len(found)

    three = Organisation.objects.filter(pk__in=[force.pk for force in forces[:3]])
    assert queries(three) == queries(Organisation.objects.all()) == 5
