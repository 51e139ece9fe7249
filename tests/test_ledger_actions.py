"""What every action has from the ledger: numbers, a clock that never goes back, who came first, the form sent twice."""

import datetime as dt

import pytest

from forces.models import OwedFrom
from ledger.actions import EditConflict, RuleBroken, append, check_base, last_row, number_of, says, sent_twice
from ledger.models import AuditEvent
from training.models import Completion, Course

NOON = dt.datetime(2024, 4, 30, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def record(force, lead):
    """record(3): how many completed in April, on top of what is there."""
    of = {"organisation": force, "course": Course.objects.first(), "month": dt.date(2024, 4, 1)}

    def on(number, *, now=NOON, by=lead, not_before=(), **said):
        last = last_row(Completion.objects.filter(**of))
        row = Completion(**of, number=number, reason="A count was wrong." if last else "", token=None)
        return append(row, last=last, by=by, organisation=force, not_before=not_before, now=now, **said)

    return on


def test_rows_of_a_thing_are_numbered_from_one(record):
    assert [record(number, action="figure").version for number in (5, 6, 7)] == [1, 2, 3]


def test_the_clock_never_goes_back(record):
    first = record(5, action="figure")
    assert record(6, action="figure", now=NOON - HOUR).recorded_at == first.recorded_at
    later = NOON + 2 * HOUR
    assert record(7, action="figure", now=NOON, not_before=[None, later]).recorded_at == later
    assert record(8, action="figure", now=NOON + 3 * HOUR).recorded_at == NOON + 3 * HOUR


def test_the_audit_event_has_the_rows_own_moment_and_may_ask_it(record, force, lead):
    record(5, action="figure")
    row = record(6, action="figure", now=NOON - HOUR, before={"was": 5}, after=lambda row: {"version": row.version})
    event = AuditEvent.objects.get(subject_id=str(row.pk))
    assert (event.at, event.actor, event.action, event.organisation) == (NOON, lead.email, "figure", force.slug)
    assert (event.before, event.after) == ({"was": 5}, {"version": 2})


def test_without_an_action_the_caller_audits(record):
    row = record(5, action=None)
    assert row.token
    assert not AuditEvent.objects.filter(action="figure").exists()


def test_who_came_first_is_told_with_theirs(record, lead):
    assert number_of(None) == 0
    check_base(None, 0)
    with pytest.raises(RuleBroken, match="did not arrive whole"):
        check_base(None, 1)
    row = record(5, action="figure")
    check_base(row, 1)
    check_base(row, None)
    with pytest.raises(EditConflict, match=f"{lead} changed this first") as told:
        check_base(row, 0)
    assert told.value.latest == row
    with pytest.raises(EditConflict, match=f"^{lead}: .*: 5$"):
        check_base(row, 2, "%(who)s: %(what)s")


def test_rows_without_numbers_go_by_their_id(unit_manager):
    rows = OwedFrom.objects.filter(obligation="everything")
    assert last_row(rows) is None
    first, second = (
        append(OwedFrom(obligation="everything", reason=why), last=last_row(rows), by=unit_manager, action="owed")
        for why in ("First.", "Second.")
    )
    assert last_row(rows) == second
    assert number_of(second) == second.pk > first.pk


def test_a_form_sent_twice_is_its_writers_next_row_with_the_same_words(record, lead, contributor):
    row = record(5, action="figure")
    same = {"number": 5}
    assert says(row, same)
    assert sent_twice(row, same, by=lead, base=0)
    assert not sent_twice(None, same, by=lead, base=0)
    assert not sent_twice(row, same, by=lead, base=1)
    assert not sent_twice(row, same, by=contributor, base=0)
    assert not sent_twice(row, {"number": 6}, by=lead, base=0)
