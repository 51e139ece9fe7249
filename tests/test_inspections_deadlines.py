"""What inspections know to be due, to whom, and as at when."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import ORGANISATION_ROLES
from forces.access import organisations_for
from forces.deadlines import feed
from forces.models import Organisation
from inspections.actions import issue, name_inspected, record_comments, set_milestone
from inspections.queries import comments_owed
from inspections.scales import Stage
from inspections.timeline import is_late
from ledger.as_at import as_at
from tests.plugins.inspections import ANSWERED
from tests.plugins.people import person

TODAY = dt.date(2026, 11, 25)
OCTOBER = dt.date(2024, 10, 20)
DAY = dt.timedelta(days=1)


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


@pytest.fixture
def debrief(report, unit_manager):
    """debrief(...): another version of the debrief's dates."""

    def set_dates(**dates):
        base = report.milestones.filter(step="debrief").count()
        of = {"inspection": report, "step": "debrief", "by": unit_manager, "today": OCTOBER, "now": ANSWERED}
        return set_milestone(**of, base=base, **{"reason": "A team is ill."} | dates)

    return set_dates


def test_a_milestone_is_due_by_its_forecast_to_all_of_the_unit(due, debrief, unit, unit_manager, lead, observer):
    debrief(planned=dt.date(2024, 10, 1))
    debrief(planned=dt.date(2024, 10, 1), forecast=dt.date(2024, 10, 15))
    for each in (unit, unit_manager):
        (deadline,) = due(each, "inspection_milestone")
        assert (deadline.due, deadline.organisation) == (dt.date(2024, 10, 15), None)
        assert deadline.is_overdue(OCTOBER)
        assert due(each, "own_inspection") == []  # theirs is one row, whoever is inspected
    assert due(lead, "inspection_milestone") == []
    debrief(planned=dt.date(2024, 10, 1), forecast=dt.date(2024, 10, 15), done=OCTOBER)
    assert due(unit, "inspection_milestone") == []


def test_those_inspected_have_its_days_until_they_are_over(due, debrief, report, force, unit_manager, outsider):
    people = [person(role, role, "avon-and-somerset") for role in sorted(ORGANISATION_ROLES)]
    debrief(planned=OCTOBER)
    assert all(due(each, "own_inspection") == [] for each in people)
    name_inspected(inspection=report, organisations=[force], source="HMICFRS", by=unit_manager, now=ANSWERED)
    for each in people:
        (deadline,) = due(each, "own_inspection")
        assert (deadline.due, deadline.organisation) == (OCTOBER, force)
        assert (deadline.title, deadline.url) == (f"{report}: Debrief", "/inspections/hmicfrs-2024/")
    assert due(people[0], "own_inspection", day=OCTOBER + DAY) == due(outsider, "own_inspection") == []
    debrief(planned=OCTOBER, done=OCTOBER - DAY)
    assert due(people[0], "own_inspection") == []


def test_a_month_is_over_with_its_last_day(due, debrief, report, unit):
    debrief(planned=dt.date(2024, 10, 1), precision="month")
    (deadline,) = due(unit, "inspection_milestone")
    assert deadline.due == dt.date(2024, 10, 31)
    row = report.milestones.get(step="debrief")
    assert not is_late(row, dt.date(2024, 10, 31))
    assert is_late(row, dt.date(2024, 11, 1))


def test_what_is_addressed_to_a_national_body_is_due_to_the_unit(due, r3, unit, unit_manager, lead, answer):
    (college,) = issue(
        finding=r3, scope="national", bodies=["college-of-policing"], by=unit_manager, today=OCTOBER, now=ANSWERED
    )
    (deadline,) = due(unit, "national_response")
    assert (deadline.due, deadline.organisation) == (dt.date(2025, 1, 31), None)
    assert deadline.title == "College of Policing: Response to HMICFRS R3"
    assert deadline.url == "/inspections/hmicfrs-2024/findings/R3/bodies/college-of-policing/"
    assert due(lead, "national_response") == []
    answer(college, Stage.COMPLETE, by=unit)
    assert due(unit, "national_response") == []


@pytest.mark.parametrize(
    "kind",
    ["finding_response", "national_response", "statutory_response", "inspection_milestone", "own_inspection"],
)
def test_queries_do_not_grow_with_the_country(due, issued, report, unit_manager, lead, kind):
    forces = Organisation.objects.filter(kind="force")
    name_inspected(inspection=report, organisations=forces, source="HMICFRS", by=unit_manager, now=ANSWERED)

    def queries(person):
        due(person, kind)
        with CaptureQueriesContext(connection) as found:
            due(person, kind)
        return len(found)

    assert queries(unit_manager) <= 10
    assert queries(lead) <= 10
