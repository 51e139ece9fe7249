import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import VIEW_LOG
from forces.access import organisations_for
from forces.actions import extend
from forces.deadlines import feed
from forces.models import Organisation
from ledger.as_at import as_at
from ledger.evidence import NewEvidence
from rollout.actions import ask_for_changes, open_correction, write_log
from rollout.board import board
from rollout.deadlines import evidence, returns
from rollout.models import Milestone

NOON = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
LATER = dt.datetime(2024, 4, 16, 12, tzinfo=dt.UTC)
JUNE = dt.date(2024, 6, 30)
KINDS = {"commitment", "evidence", "follow_up", "return"}


@pytest.fixture
def due():
    """What is due to a person, as known at the end of a day."""

    def found(person, day=dt.date(2024, 4, 30), today=dt.date(2026, 11, 23), kinds=KINDS):
        scope = lambda permission: organisations_for(person, permission)  # noqa: E731
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


def test_a_return_is_due_until_it_is_signed(due, lead, force, period, signed):
    (before,) = due(lead, day=dt.date(2024, 4, 14))
    assert (before.kind, before.due, before.organisation) == ("return", dt.date(2024, 4, 30), force)
    assert before.key == f"return-{period.pk}-{force.pk}"
    assert (before.title, before.url) == (
        "Return for January to March 2024",
        "/organisations/avon-and-somerset/returns/2024-01-01/",
    )
    assert due(lead) == []


def test_a_correction_is_not_due(due, lead, force, period, accepted):
    open_correction(organisation=force, period=period, by=lead, reason="A date.", today=JUNE, now=LATER)
    assert due(lead) == []


def test_an_extension_moves_what_is_due_from_the_day_it_was_given(due, lead, force, period, unit_manager):
    extend(period=period, organisation=force, due=JUNE, reason="A flood.", by=unit_manager, now=LATER)
    assert [deadline.due for deadline in due(lead, day=dt.date(2024, 4, 15))] == [dt.date(2024, 4, 30)]
    assert [deadline.due for deadline in due(lead)] == [JUNE]


def test_what_was_signed_in_time_and_sent_back_is_not_overdue_here_nor_on_the_board(due, lead, unit, signed, period):
    ask_for_changes(of_return=signed, by=unit, seen=3, comment="Say more.", now=LATER)
    assert due(lead) == []
    rows = board(period, as_at(dt.date(2024, 5, 31), today=dt.date(2026, 11, 23)), with_contact=False)
    (row,) = [row for row in rows if row.organisation == signed.organisation]
    assert (row.late.is_late, row.clocks.changes > 0) == (False, True)


def test_the_same_queries_for_all_organisations_and_for_three(period, signed, django_assert_num_queries):
    few = Organisation.objects.filter(slug__in=["avon-and-somerset", "durham", "cps-south-west"])
    for organisations, number in ((few, 2), (Organisation.objects.all(), 56)):
        with django_assert_num_queries(5):
            assert len(list(returns(organisations, as_at=as_at(JUNE, today=JUNE)))) == number


def test_partners_and_observers_have_no_returns_due(due, area_lead, observer, period):
    assert {deadline.organisation.slug for deadline in due(area_lead)} == {"cps-south-west"}
    assert due(observer) == []


DAY = dt.timedelta(days=1)
EXPIRES = dt.date(2024, 9, 1)


def paper(expires=None):
    return NewEvidence("Board paper", dt.date(2024, 3, 1), link="https://example.org/paper", expires=expires)


def test_evidence_is_due_for_renewal_by_the_last_day_on_which_any_holds(due, lead, force, commitment, say):
    say(commitment, status=4, by=lead, evidence=[paper(EXPIRES), paper(EXPIRES - 30 * DAY)], at=NOON)
    (deadline,) = due(lead)
    assert (deadline.kind, deadline.due, deadline.organisation) == ("evidence", EXPIRES, force)
    assert deadline.title.startswith("Evidence for P1-1 ")
    assert deadline.url == "/organisations/avon-and-somerset/commitments/P1-1/"
    assert (deadline.set_by, deadline.set_on) == (lead.pk, NOON.date())
    assert due(lead, day=EXPIRES + DAY) == [deadline]
    say(commitment, status=4, evidence=[paper(EXPIRES + 365 * DAY)], at=LATER)
    (moved,) = due(lead)
    assert (moved.key, moved.due) == (deadline.key, EXPIRES + 365 * DAY)
    say(commitment, status=4, evidence=[paper()], at=LATER + DAY)
    assert due(lead) == []
    assert due(lead, day=LATER.date()) == [moved]


def test_what_is_not_in_place_owes_no_new_evidence_once_it_has_expired(due, lead, commitment, say):
    say(commitment, status=3, evidence=[paper(EXPIRES)], at=NOON)
    assert [deadline.due for deadline in due(lead, day=EXPIRES)] == [EXPIRES]
    assert due(lead, day=EXPIRES + DAY) == []


def test_evidence_is_not_for_partners_or_observers(due, area_lead, observer, outsider, commitment, say):
    say(commitment, status=4, evidence=[paper(EXPIRES)], at=NOON)
    assert due(area_lead) == due(observer) == due(outsider) == []


def test_milestones_that_have_a_day_are_due_to_everybody_until_it_is_over(due, lead, unit):
    code, last = "training-2000-investigators", dt.date(2024, 4, 30)
    Milestone.objects.exclude(code=code).delete()
    ahead = lambda person, day=last: due(person, day=day, kinds={"programme_milestone"})  # noqa: E731
    for person in (lead, unit):
        (deadline,) = ahead(person)
        assert (deadline.key, deadline.organisation) == (f"programme-{code}", None)
        assert (deadline.due, deadline.url) == (last, "/programme/")
        assert ahead(person, last + DAY) == ahead(person, dt.date(2023, 7, 9)) == []  # over; not announced yet
    Milestone.objects.update(precision="month")
    assert ahead(lead) == []


def test_evidence_takes_the_same_queries_for_one_and_for_all(commitment, foreign_commitment, say, lead, outsider):
    say(commitment, status=4, evidence=[paper(EXPIRES)], at=NOON)
    say(foreign_commitment, status=4, by=outsider, evidence=[paper(EXPIRES)], at=NOON)
    few = Organisation.objects.filter(pk=commitment.organisation_id)
    for organisations, number in ((few, 1), (Organisation.objects.all(), 2)):
        with CaptureQueriesContext(connection) as found:
            assert len(list(evidence(organisations, as_at=as_at(JUNE, today=JUNE)))) == number
        assert len(found) == 5
