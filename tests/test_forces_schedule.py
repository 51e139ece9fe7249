"""The schedule of reporting periods: planned, changed, extended, and what was known of it when."""

import datetime as dt

import pytest

from forces.actions import extend, plan_periods, withdraw_periods
from forces.models import Extension, OwedBy, ReportingPeriod
from forces.periods import Span, schedule
from forces.queries import due_dates, owing, periods
from ledger.actions import RuleBroken
from ledger.models import AuditEvent
from rollout.actions import change_schedule
from tests.plugins.returns import TODAY, mark_ready

NOW = dt.datetime(2024, 4, 15, 9, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def span(starts: str, ends: str, due: str) -> Span:
    return Span(day(starts), day(ends), day(due))


@pytest.fixture
def year(unit_manager):
    """The four quarters of 2024."""
    spans = list(schedule(day("2024-01-01"), number=4))
    return plan_periods(spans=spans, by=unit_manager, now=dt.datetime(2023, 12, 1, 9, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2022-10-01", "2022-12-31", "October to December 2022"),
        ("2022-12-01", "2023-02-28", "December 2022 to February 2023"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2024-02-01", "2024-02-28", "1 February to 28 February 2024"),
        ("2023-12-15", "2024-01-14", "15 December 2023 to 14 January 2024"),
    ],
)
def test_a_period_has_a_name(starts, ends, words):
    assert str(ReportingPeriod(starts=day(starts), ends=day(ends))) == words


def test_planning_is_audited(year, unit_manager):
    assert str(year[0]) == "January to March 2024"
    events = AuditEvent.objects.filter(action="period.planned")
    assert (events.count(), {event.actor for event in events}) == (4, {unit_manager.email})


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        (span("2025-03-31", "2025-01-01", "2025-04-30"), "ends", "The last day must be the first day or later"),
        (span("2025-01-01", "2025-03-31", "2024-12-31"), "due", "cannot be due before the period starts"),
        (
            span("2024-12-31", "2025-03-31", "2025-04-30"), "starts",
            "31 December 2024 to 31 March 2025 overlaps a period that is there already: 1 October 2024 to",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_refused_in_words_and_nothing_is_written(year, unit_manager, wrong, field, words):
    good = span("2025-04-01", "2025-06-30", "2025-07-28")
    with pytest.raises(RuleBroken, match=words) as refused:
        plan_periods(spans=[good, wrong], by=unit_manager, now=NOW)
    assert refused.value.field == field
    assert ReportingPeriod.objects.count() == 4


def test_two_of_the_same_planning_overlap_too(unit_manager):
    twice = [span("2025-01-01", "2025-03-31", "2025-04-30"), span("2025-03-01", "2025-05-31", "2025-06-30")]
    with pytest.raises(RuleBroken, match="overlaps"):
        plan_periods(spans=twice, by=unit_manager, now=NOW)


def test_forces_and_areas_may_have_schedules_of_their_own(unit_manager):
    one = [span("2025-01-01", "2025-03-31", "2025-04-30")]
    plan_periods(spans=one, owed_by=OwedBy.FORCES, by=unit_manager, now=NOW)
    (areas,) = plan_periods(spans=one, owed_by=OwedBy.AREAS, by=unit_manager, now=NOW)
    assert {organisation.kind for organisation in owing(areas)} == {"cps_area"}
    with pytest.raises(RuleBroken, match="overlaps"):
        plan_periods(spans=one, by=unit_manager, now=NOW)


def test_only_what_has_not_begun_can_be_withdrawn(year, unit_manager):
    with pytest.raises(RuleBroken, match="April to June 2024 has begun and stays"):
        withdraw_periods(periods=reversed(year), by=unit_manager, today=day("2024-04-01"), now=NOW)
    assert periods().count() == 4
    assert withdraw_periods(periods=year[2:], by=unit_manager, today=day("2024-06-30"), now=NOW) == 2
    assert withdraw_periods(periods=year[2:], by=unit_manager, today=day("2024-06-30"), now=LATER) == 0
    assert periods().count() == 2
    assert periods(NOW).count() == 4  # as known before


def test_a_new_schedule_replaces_only_future_periods_without_returns(year, unit_manager, lead, force):
    mark_ready(force, year[1], by=lead, today=TODAY, now=NOW)
    monthly = list(schedule(day("2024-07-01"), number=3, months=1))
    change_schedule(spans=monthly, owed_by=OwedBy.EVERYONE, by=unit_manager, today=TODAY, now=LATER)
    names = [str(period) for period in periods()]
    assert names == ["September 2024", "August 2024", "July 2024", "April to June 2024", "January to March 2024"]
    assert [str(period) for period in periods(LATER)][:2] == ["October to December 2024", "July to September 2024"]


def test_a_schedule_that_does_not_fit_leaves_the_old_one(year, unit_manager):
    with pytest.raises(RuleBroken, match="overlaps"):
        change_schedule(
            spans=[span("2024-06-15", "2024-09-30", "2024-10-28")],
            owed_by=OwedBy.EVERYONE,
            by=unit_manager,
            today=TODAY,
            now=NOW,
        )
    assert periods().count() == 4


def test_a_schedule_for_forces_does_not_take_that_of_all(year, unit_manager):
    later = [span("2024-10-01", "2024-12-31", "2025-01-30")]
    with pytest.raises(RuleBroken, match="overlaps a period that is there already"):
        change_schedule(spans=later, owed_by=OwedBy.FORCES, by=unit_manager, today=TODAY, now=NOW)


@pytest.fixture
def extended(year, unit_manager, force):
    """To 10 May for all, and a day later to 20 May for the force."""
    first = {"period": year[0], "reason": "The portal was down.", "by": unit_manager}
    extend(organisation=None, due=day("2024-05-10"), now=NOW, **first)
    extend(organisation=force, due=day("2024-05-20"), now=LATER, **first)
    return year[0]


def test_of_an_extension_of_its_own_and_one_for_all_the_later_counts(extended, unit_manager, force, foreign):
    dates = due_dates(extended)
    assert (dates.of(force), dates.of(foreign)) == (day("2024-05-20"), day("2024-05-10"))
    assert dates.extension_of(force).reason == "The portal was down."
    later = LATER + dt.timedelta(days=1)
    extend(period=extended, organisation=None, due=day("2024-06-01"), reason="Again.", by=unit_manager, now=later)
    assert due_dates(extended).of(force) == day("2024-06-01")


def test_before_it_was_recorded_an_extension_does_not_count(extended, force):
    assert due_dates(extended, NOW).of(force) == extended.due
    assert due_dates(extended, LATER).of(force) == day("2024-05-10")
    assert due_dates(extended, LATER + dt.timedelta(seconds=1)).of(force) == day("2024-05-20")


def test_a_mistaken_extension_is_put_right_by_another(extended, unit_manager, force):
    back = {"period": extended, "due": extended.due, "reason": "The wrong force.", "by": unit_manager}
    extend(organisation=force, now=LATER + dt.timedelta(days=1), **back)
    assert due_dates(extended).of(force) == day("2024-05-10")
    assert Extension.objects.count() == 3


@pytest.mark.parametrize(
    ("due", "reason", "field", "words"),
    [
        ("2024-04-01", "Why not.", "due", "must be the planned date, 29 April 2024, or later"),
        ("2024-05-10", "  ", "reason", "Say why"),
    ],
)
def test_an_extension_that_is_refused(year, unit_manager, force, due, reason, field, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        extend(period=year[0], organisation=force, due=day(due), reason=reason, by=unit_manager, now=NOW)
    assert refused.value.field == field
    assert not Extension.objects.exists()


def test_nobody_is_given_longer_for_what_they_do_not_owe(unit_manager, area):
    (forces,) = plan_periods(
        spans=list(schedule(day("2025-01-01"), number=1)), owed_by=OwedBy.FORCES, by=unit_manager, now=NOW
    )
    with pytest.raises(RuleBroken, match="CPS South West owes no return"):
        extend(period=forces, organisation=area, due=day("2025-06-01"), reason="So.", by=unit_manager, now=NOW)


def test_who_was_not_there_on_the_last_day_owes_nothing(year, force):
    force.active_to = day("2024-03-31")
    force.save()
    assert force not in owing(year[0])
    force.active_to = day("2024-04-01")
    force.save()
    assert force in owing(year[0])
    assert force not in owing(year[1])
