"""What inspections know to be due, to whom, and as at when."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forces.access import organisations_for
from forces.as_at import as_at
from forces.deadlines import feed
from forces.models import Organisation
from inspections.actions import record_comments, set_milestone
from inspections.queries import comments_owed
from inspections.scales import Stage
from tests.plugins.inspections import ANSWERED

TODAY = dt.date(2026, 11, 25)
OCTOBER = dt.date(2024, 10, 20)


@pytest.fixture
def due():
    def found(person, kind="finding_response", day=OCTOBER):
        scope = lambda permission: organisations_for(person, permission)  # noqa: E731
        return feed(scope, as_at=as_at(day, today=TODAY), kinds={kind})

    return found


def test_a_response_is_due_until_it_is_settled(due, ours, answer, lead, force):
    (deadline,) = due(lead)
    assert (deadline.organisation, deadline.due) == (force, dt.date(2025, 1, 31))
    assert deadline.title == "Response to HMICFRS R3"
    assert deadline.url == "/organisations/avon-and-somerset/inspections/hmicfrs-2024/findings/R3/"
    answer(ours, expected=dt.date(2025, 6, 30))
    assert due(lead) == [deadline]  # the date it gives itself moves nothing
    answer(ours, Stage.COMPLETE, at=ANSWERED + dt.timedelta(days=30))
    assert due(lead, day=dt.date(2024, 11, 30)) == []
    assert due(lead) == [deadline]


def test_before_it_was_issued_nothing_was_due(due, ours, lead):
    assert due(lead, day=dt.date(2024, 9, 1)) == []


def test_everyone_has_their_own_and_partners_have_none(due, issued, unit, observer, area_lead, outsider):
    assert {len(due(person)) for person in (unit, observer)} == {43}
    assert due(area_lead) == []
    assert [each.organisation.slug for each in due(outsider)] == ["durham"]


def test_comments_are_due_until_they_are_published(due, ours, lead, force):
    (deadline,) = due(lead, "statutory_response")
    assert deadline.due == dt.date(2024, 10, 16)
    assert deadline.is_overdue(OCTOBER)
    owed = comments_owed(Organisation.objects.filter(pk=force.pk), as_at(OCTOBER, today=TODAY))[0]
    where = "https://example.org/comments"
    record_comments(
        owed=owed, published=dt.date(2024, 10, 16), where=where, base=0, by=lead, today=OCTOBER, now=ANSWERED
    )
    assert due(lead, "statutory_response") == []


def test_a_milestone_is_due_by_its_forecast_to_the_unit_s_manager(due, report, unit, unit_manager, lead):
    of = {"inspection": report, "step": "debrief", "by": unit_manager, "today": OCTOBER, "now": ANSWERED}
    set_milestone(**of, planned=dt.date(2024, 11, 1), base=0)
    set_milestone(**of, planned=dt.date(2024, 11, 1), forecast=dt.date(2024, 12, 1), base=1)
    (deadline,) = due(unit_manager, "inspection_milestone")
    assert (deadline.due, deadline.organisation) == (dt.date(2024, 12, 1), None)
    assert due(lead, "inspection_milestone") == due(unit, "inspection_milestone") == []
    set_milestone(
        **of | {"now": ANSWERED}, planned=dt.date(2024, 11, 1), forecast=dt.date(2024, 12, 1), done=OCTOBER, base=2
    )
    assert due(unit_manager, "inspection_milestone") == []


@pytest.mark.parametrize("kind", ["finding_response", "statutory_response", "inspection_milestone"])
def test_queries_do_not_grow_with_the_country(due, issued, unit_manager, lead, kind):
    def queries(person):
        due(person, kind)
        with CaptureQueriesContext(connection) as found:
            due(person, kind)
        return len(found)

    assert queries(unit_manager) <= 10
    assert queries(lead) <= 10
