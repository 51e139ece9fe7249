"""From when something is owed: what lies before is welcome, never overdue and never mailed."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from forces.actions import plan_periods, set_owed_from
from forces.deadlines import kinds
from forces.models import EVERYTHING, Membership, Organisation, OwedFrom
from forces.periods import schedule
from forces.queries import OwedDays
from funding import actions as funding
from inspections.actions import name_inspected
from inspections.models import Inspection
from ledger.actions import RuleBroken
from ledger.as_at import AsAt, as_at
from ledger.models import AuditEvent
from reminders.models import Message, Reminder
from reminders.planning import everything_due, plan_day, who_gets_what
from reminders.queries import obligations
from rollout.board import board, latest_standings
from tests.plugins.funding import SET, TERMS, allocate
from tests.plugins.people import person
from training.actions import share_out
from training.models import Quota

MONDAY = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)
TODAY = MONDAY.date()
LONG_AGO = dt.datetime(2023, 7, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def fresh(db):
    """The service as it starts: the reference data, and one manager, who was added today."""
    with time_machine.travel(MONDAY, tick=False):
        manager = person("manager", "unit_manager")
        Membership.objects.filter(user=manager).update(granted_at=MONDAY)
        yield manager


def added_today(key, role, slug="") -> Membership:
    user = person(key, role, slug)
    Membership.objects.filter(user=user).update(granted_at=MONDAY)
    return user


@pytest.fixture
def history(fresh, force):
    """Of every kind that is dated by what was asked for: something that was due long ago."""
    plan_periods(spans=list(schedule(dt.date(2024, 1, 1), number=8)), by=fresh, now=LONG_AGO)
    share_out(quota=Quota.objects.get(), numbers={force: 47}, basis="by_hand", by=fresh, now=LONG_AGO)
    words = {"purpose": "To test.", "legal_power": "", "source": "A test"}
    fund = funding.set_fund(code="local", name="Local grant", by=fresh, new=True, now=SET, **words)
    terms = funding.set_fund_year(fund=fund, year=2024, amount=Decimal(9000), by=fresh, base=0, now=SET, **TERMS)
    allocate(terms, force, "5000.00", by=fresh)
    report = Inspection.objects.get(code="hmicfrs-2024")
    name_inspected(inspection=report, organisations=[force], source="A test", by=fresh, now=LONG_AGO)


def test_a_fresh_service_mails_nobody_a_false_overdue(fresh):
    assert [each for each in everything_due(AsAt(TODAY)) if each.is_overdue(TODAY)] == []
    plan_day(now=MONDAY)
    assert not Message.objects.exists()
    added_today("lead", "lead", "avon-and-somerset")
    added_today("analyst", "unit")
    plan_day(now=MONDAY)
    assert not Reminder.objects.exists()


def overdue(force) -> set[str]:
    return {each.kind for each in everything_due(AsAt(TODAY)) if each.organisation == force and each.is_overdue(TODAY)}


def test_no_kind_is_overdue_before_the_first_person_came_and_each_is_since_the_day_that_the_unit_sets(
    history, fresh, force
):
    dated = {code for code, kind in kinds().items() if kind.obligations}
    added_today("lead", "lead", force.slug)
    assert overdue(force) == set()
    assert who_gets_what(AsAt(TODAY)) == []
    set_owed_from(obligation=EVERYTHING, day=dt.date(2023, 7, 1), reason="We want it all.", by=fresh)
    assert overdue(force) == dated
    for code in set(obligations(AsAt(TODAY))) - {EVERYTHING}:
        set_owed_from(obligation=code, day=TODAY, reason="Only what comes.", by=fresh)
    assert overdue(force) == set()


def test_what_still_ran_on_the_day_is_owed_whole(fresh, force):
    """A month is not cut in two; one that was over the day before is a gap."""
    lead = person("lead", "lead", force.slug)
    Membership.objects.filter(user=lead).update(granted_at=dt.datetime(2024, 2, 29, 23, 30, tzinfo=dt.UTC))
    keys = [each.key for each in everything_due(AsAt(TODAY)) if each.organisation == force]
    assert keys == [f"training-month-{force.pk}-2024-0{month}" for month in (2, 3, 4)]


def test_the_london_day_of_the_first_person_counts(fresh, force):
    """Half past midnight on 1 July in London is still June in UTC."""
    lead = person("lead", "lead", force.slug)
    Membership.objects.filter(user=lead).update(granted_at=dt.datetime(2025, 6, 30, 23, 30, tzinfo=dt.UTC))
    assert OwedDays().day(force.pk, "quota-first-2000") == dt.date(2025, 7, 1)


def test_the_first_person_counts_also_when_they_have_left(fresh, force):
    lead = person("lead", "lead", force.slug)
    Membership.objects.filter(user=lead).update(ended_at=MONDAY)
    added_today("next_lead", "lead", force.slug)
    assert OwedDays().day(force.pk, "quota-first-2000") == LONG_AGO.date()


def test_days_are_read_as_at(fresh, force):
    person("lead", "lead", force.slug)
    for number, day in enumerate((dt.date(2024, 1, 1), None, dt.date(2024, 3, 1))):
        at = dt.datetime(2024, 5 + number, 1, 9, tzinfo=dt.UTC)
        set_owed_from(obligation="quota-first-2000", day=day, reason="As agreed.", by=fresh, now=at)
    read = [
        OwedDays(as_at(day, today=TODAY).moment).day(force.pk, "quota-first-2000")
        for day in (dt.date(2023, 6, 30), dt.date(2024, 4, 30), dt.date(2024, 5, 1), dt.date(2024, 6, 1), TODAY)
    ]
    assert read == [None, LONG_AGO.date(), dt.date(2024, 1, 1), LONG_AGO.date(), dt.date(2024, 3, 1)]


def test_its_own_day_comes_before_that_of_everything(fresh, force, django_assert_num_queries):
    set_owed_from(obligation=EVERYTHING, day=dt.date(2024, 1, 1), reason="As agreed.", by=fresh)
    set_owed_from(obligation="fund-local", day=dt.date(2025, 4, 1), reason="The grant is new.", by=fresh)
    days = OwedDays()
    with django_assert_num_queries(1):
        assert days.day(force.pk, "fund-local") == dt.date(2025, 4, 1)
        assert days.day(force.pk, "returns-everyone") == dt.date(2024, 1, 1)
    assert days.owes(force.pk, "fund-local", "returns-everyone", ends=dt.date(2024, 1, 1))
    assert not days.owes(force.pk, "fund-local", ends=dt.date(2025, 3, 31))


def test_a_day_is_set_once_with_a_reason_on_what_its_writer_knew(fresh):
    said = {"obligation": EVERYTHING, "day": TODAY, "by": fresh}
    with pytest.raises(RuleBroken, match="Say why"):
        set_owed_from(**said, reason=" ")
    first = set_owed_from(**said, reason="As agreed.", base=0)
    assert set_owed_from(**said, reason="As agreed.", base=0) == first
    with pytest.raises(RuleBroken, match="Manager changed this first"):
        set_owed_from(**said, reason="Another.", base=0)
    set_owed_from(**said | {"day": None}, reason="Back.", base=first.pk)
    assert OwedFrom.objects.count() == 2
    events = AuditEvent.objects.filter(action="owed_from.set").order_by("pk")
    assert [event.after["day"] for event in events] == ["2026-11-30", None]


def test_no_return_of_before_is_late_on_any_board(history, fresh, force):
    added_today("lead", "lead", force.slug)
    today, (period, *_rest) = (
        AsAt(TODAY),
        plan_periods(spans=list(schedule(dt.date(2023, 10, 1), number=1)), by=fresh, now=LONG_AGO),
    )
    assert {row.late.is_late for row in board(period, today, with_contact=False)} == {False}
    assert latest_standings(today).late == 0
    set_owed_from(obligation="returns-everyone", day=dt.date(2023, 10, 1), reason="All of it.", by=fresh)
    assert {row.late.now for row in board(period, today, with_contact=False)} == {True}
    assert latest_standings(today).late == Organisation.objects.count()


def test_pages_show_a_gap_and_nobody_late(history, fresh, force, see):
    lead = added_today("lead", "lead", force.slug)
    with time_machine.travel(MONDAY, tick=False):
        assert "Not reported: July 2023 to April 2024" in see(lead, f"/organisations/{force.slug}/training/").words
        claims = see(lead, f"/organisations/{force.slug}/funding/?year=2024").words
        assert "Not claimed yet" in claims
        assert "late" not in claims
        found = see(lead, f"/organisations/{force.slug}/returns/2024-01-01/").words
        assert "It was over before returns were asked for. It is welcome, and nobody is late with it." in found
        assert "This was due on" not in see(lead, f"/organisations/{force.slug}/commitments/").words
        assert "overdue" not in see(lead, f"/organisations/{force.slug}/inspections/").words


def form(day="", month="", year="", reason="As agreed.", base="0"):
    return {"day_day": day, "day_month": month, "day_year": year, "reason": reason, "base": base}


def test_the_manager_sets_a_day_and_the_unit_reads_it(fresh, see, send):
    page = see(fresh, "/reminders/owed/")
    assert "2,000 more specially trained investigators the day on which an organisation's first person" in page.words
    assert "57 organisations have nobody yet" in page.words
    page = send(fresh, "/reminders/owed/quota-first-2000/", form("1", "9", "2023"))
    assert "2,000 more specially trained investigators 1 September 2023 As agreed. Manager" in page.words
    assert "the day on which" in see(fresh, "/reminders/owed/", **{"as-at": "2026-11-29"}).words
    analyst = added_today("analyst", "unit")
    assert "1 September 2023" in see(analyst, "/reminders/owed/").words
    assert "/reminders/owed/quota-first-2000/" not in see(analyst, "/reminders/owed/").content.decode()
    page = send(fresh, "/reminders/owed/quota-first-2000/", form("1", "9", "2024", reason="Another."))
    assert "Manager changed this first" in page.words
    page = send(fresh, "/reminders/owed/quota-first-2000/", form("1", "9", "2020", base=str(OwedFrom.objects.get().pk)))
    assert "The day must be in 2021 or later" in page.words
