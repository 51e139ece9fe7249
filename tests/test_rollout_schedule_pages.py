"""Planning periods, giving more time and setting from when a rule stops, as a manager does."""

import datetime as dt
import uuid

import pytest
import time_machine

from forces.actions import extend, plan_periods
from forces.models import Extension, ReportingPeriod
from forces.periods import Span, schedule
from rollout.models import RuleStart
from tests.plugins.returns import NOW

PERIODS, PLAN = "/returns/periods/", "/returns/periods/plan/"
PERIOD_QUERIES = 13  # signing in as well
RULE = "/returns/rules/evidence-in-place/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:  # 15 April 2024
        yield traveller


def on(name, day: str):
    """The three boxes of a date: "1 7 2024"."""
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), day.split(), strict=True))


def series(**changed):
    starts = on("starts", changed.pop("starts", "1 7 2024"))
    return {"number": "4", "months": "3", "due_after": "20", "owed_by": "everyone"} | starts | changed


def single(starts="1 5 2024", ends="31 5 2024", due="14 6 2024", **changed):
    return on("starts", starts) | on("ends", ends) | on("due", due) | {"owed_by": "force"} | changed


def spans(periods=None):
    return list((periods or ReportingPeriod.objects.known_at(None)).values_list("starts", "due"))


def test_the_list_says_when_each_is_due_and_how_many_are_in(see, unit, unit_manager, accepted):
    page = see(unit, PERIODS)
    assert "January to March 2024 30 April 2024 in 11 working days Police forces and CPS Areas" in page.words
    assert "1 of 57 1 of 57 none" in page.words
    assert "Plan periods" not in page.words
    assert "Plan periods" in see(unit_manager, PERIODS).words
    assert "0 of 57" in see(unit_manager, PERIODS, **{"as-at": "2024-04-14"}).words
    assert see(unit, PERIODS, **{"as-at": "2023-11-30"}).words.startswith("0 reporting periods")
    assert b"2024-04-30,11,Police forces and CPS Areas,1,1,57,0" in see(unit, PERIODS, _export="csv").content


def test_what_would_come_is_shown_before_it_is_planned(send, unit_manager, period):
    first = send(unit_manager, PLAN, series())
    assert "4 periods will come for: Police forces and CPS Areas." in first.words
    assert "July to September 2024 30 September 2024 Monday 28 October 2024 20" in first.words
    assert "Nothing: no period is taken away." in first.words
    assert ReportingPeriod.objects.count() == 1
    done = send(unit_manager, PLAN, series(seen=first.context["seen"]))
    assert "4 periods are planned." in done.words
    assert ReportingPeriod.objects.known_at(None).count() == 5


def test_a_new_schedule_takes_the_place_of_future_periods_without_returns(send, unit_manager, period):
    plan_periods(spans=list(schedule(dt.date(2024, 4, 1), number=3)), by=unit_manager, now=NOW)
    first = send(unit_manager, PLAN, series(months="1", number="2"))
    assert "What they take the place of July to September 2024, due 28 October 2024" in first.words
    assert "What stays April to June 2024" in first.words
    send(unit_manager, PLAN, series(months="1", number="2", seen=first.context["seen"]))
    starts = [day for day, _due in spans()]
    assert starts == [dt.date(2024, 1, 1), dt.date(2024, 4, 1), dt.date(2024, 7, 1), dt.date(2024, 8, 1)]


def test_next_year_is_added_without_taking_what_comes_before(send, unit_manager, period):
    plan_periods(spans=list(schedule(dt.date(2024, 4, 1), number=3)), by=unit_manager, now=NOW)
    first = send(unit_manager, PLAN, series(starts="1 1 2025"))
    assert "Nothing: no period is taken away." in first.words
    assert "no return would be owed" not in first.words
    send(unit_manager, PLAN, series(starts="1 1 2025", seen=first.context["seen"]))
    assert ReportingPeriod.objects.known_at(None).count() == 8
    later = send(unit_manager, PLAN, series(starts="1 8 2024"))
    assert "What they take the place of July to September 2024" in later.words
    assert "From 1 July 2024 to 31 July 2024 no return would be owed." in later.words


def test_sent_twice_or_after_somebody_elses_plan_nothing_is_planned(send, unit_manager, period):
    first = send(unit_manager, PLAN, series())
    data = series(seen=first.context["seen"])
    send(unit_manager, PLAN, data)
    before = ReportingPeriod.objects.count()
    again = send(unit_manager, PLAN, data)
    assert "The schedule has changed since you saw this page, so nothing was planned." in again.words
    assert ReportingPeriod.objects.count() == before


def test_what_was_typed_can_be_changed(send, unit_manager):
    changed = send(unit_manager, PLAN, series(number="7", seen="none", change="1"))
    assert 'value="7"' in changed.content.decode()
    assert not ReportingPeriod.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": "N/A"}, "“How many periods” must be a whole number from 1 to 40"),
        ({"number": "-3"}, "“How many periods” must be a whole number from 1 to 40"),
        ({"number": "1000"}, "“How many periods” must be a whole number from 1 to 40"),
        ({"months": ""}, "“Months in each” must be a whole number from 1 to 12"),
        ({"due_after": "2.5"}, "until its return is due” must be a whole number from 1 to 120"),
        ({"starts": "1 7 24"}, "First day of the first period must include a year of 4 numbers"),
        ({"starts": "31 2 2024"}, "First day of the first period must be a real date"),
        ({"starts": "15 7 2024"}, "The first day must be the first of a month."),
        ({"starts": "1 7 2095"}, "must be between 1 July 2023 and 31 December 2034"),
        ({"starts": "1 3 2024"}, "1 March 2024 to 31 May 2024 overlaps a period that is there already"),
        ({"owed_by": "nobody"}, "Select who owes a return"),
    ],
)
def test_what_is_wrong_with_a_series_is_said_and_nothing_changes(send, unit_manager, period, changed, words):
    answer = send(unit_manager, PLAN, series(**changed))
    assert words in answer.words
    assert answer.content.decode().count("govuk-error-summary__title") == 1
    assert ReportingPeriod.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ends": "30 4 2024"}, "The last day must be the first day or later"),
        ({"due": "30 4 2024"}, "The return cannot be due before the period starts"),
        ({"starts": "31 3 2024"}, "overlaps a period that is there already: 1 January 2024 to 31 March 2024"),
        ({"due": "1 1 24"}, "must include a year of 4 numbers"),
    ],
)
def test_what_is_wrong_with_a_single_period_is_said(send, unit_manager, period, changed, words):
    assert words in send(unit_manager, f"{PLAN}?kind=single", single(**changed)).words
    assert ReportingPeriod.objects.count() == 1


def test_a_single_period_takes_nothing_away(send, unit_manager, period):
    plan_periods(spans=list(schedule(dt.date(2024, 7, 1), number=1)), by=unit_manager, now=NOW)
    address = f"{PLAN}?kind=single"
    first = send(unit_manager, address, single())
    assert "Nothing: no period is taken away." in first.words
    assert "1 period is planned." in send(unit_manager, address, single(seen=first.context["seen"])).words
    assert ReportingPeriod.objects.known_at(None).count() == 3


def more_time(**changed):
    due = on("due", changed.pop("due", "14 5 2024"))
    return {"token": str(uuid.uuid4()), "organisation": "durham", "reason": "A vacancy."} | due | changed


def test_more_time_for_one_or_for_all_says_how_many_working_days(send, unit_manager, period):
    address = f"{PERIODS}{period.pk}/extend/"
    assert (
        "Durham: the due date is now 14 May 2024, 9 working days more."
        in send(unit_manager, address, more_time()).words
    )
    page = send(unit_manager, address, more_time(organisation="everyone", due="7 5 2024"))
    assert "All who owe a return: the due date is now 7 May 2024, 4 working days more." in page.words
    assert "Durham: until 14 May 2024, 9 working days after the planned date. A vacancy." in page.words
    send(unit_manager, address, more_time(organisation="everyone", due="7 5 2024"))
    assert Extension.objects.count() == 2  # the same form twice


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"due": "29 4 2024"}, "New due date must be between 30 April 2024 and 31 December 2034"),
        ({"reason": " "}, "Say why"),
        ({"organisation": "nowhere"}, "Select who gets more time"),
        ({"organisation": ""}, "Select who gets more time"),
        ({"due": "5 5 24"}, "New due date must include a year of 4 numbers"),
        ({"reason": "Ask jo@example.org"}, "an email address (“jo@example.org”)"),
    ],
)
def test_what_is_wrong_with_more_time_is_said(send, unit_manager, period, changed, words):
    answer = send(unit_manager, f"{PERIODS}{period.pk}/extend/", more_time(**changed))
    assert words in answer.words
    assert not Extension.objects.exists()


def test_an_area_owes_nothing_for_a_period_of_the_forces(send, unit_manager, area):
    span = Span(dt.date(2024, 4, 1), dt.date(2024, 4, 30), dt.date(2024, 5, 31))
    (planned,) = plan_periods(spans=[span], owed_by="force", by=unit_manager, now=NOW)
    answer = send(unit_manager, f"{PERIODS}{planned.pk}/extend/", more_time(organisation=area.slug, due="7 6 2024"))
    assert "Select who gets more time" in answer.words


def test_a_rule_informs_until_the_day_that_is_set(send, see, unit, unit_manager, period):
    assert (
        "Informs It stops returns from 1 April 2027. This day came with the rule" in see(unit, "/returns/rules/").words
    )
    data = {"token": str(uuid.uuid4()), "reason": "Agreed with leads."} | on("stops_from", "1 4 2024")
    send(unit_manager, RULE, data)
    send(unit_manager, RULE, data)
    page = see(unit, "/returns/rules/").words
    assert "Stops a return It has stopped returns since 1 April 2024." in page
    assert "Unit manager set this on 15 April 2024: Agreed with leads." in page
    assert RuleStart.objects.count() == 1
    assert "nobody has moved it" in see(unit, "/returns/rules/", **{"as-at": "2024-04-14"}).words


def test_a_rule_without_a_reason_or_a_real_day_stays_as_it_is(send, unit_manager):
    data = {"token": str(uuid.uuid4()), "reason": ""} | on("stops_from", "31 2 2024")
    answer = send(unit_manager, RULE, data).words
    assert "must be a real date" in answer
    assert "Say why" in answer
    assert not RuleStart.objects.exists()


@pytest.mark.parametrize("address", [PLAN, RULE, "extend"])
def test_nothing_is_planned_in_the_past(client, unit_manager, period, address):
    client.force_login(unit_manager)
    address = f"{PERIODS}{period.pk}/extend/" if address == "extend" else address
    assert client.get(f"{address}?as-at=2024-04-10").url.endswith("?as-at=2024-04-10")
    assert client.post(f"{address}?as-at=2024-04-10").status_code == 403


def test_the_list_of_periods_costs_the_same_however_long(see, unit, unit_manager, django_assert_num_queries):
    plan_periods(spans=list(schedule(dt.date(2024, 1, 1), number=2)), by=unit_manager, now=NOW)
    see(unit, PERIODS)
    with django_assert_num_queries(PERIOD_QUERIES):
        see(unit, PERIODS)
    plan_periods(spans=list(schedule(dt.date(2025, 1, 1), number=12)), by=unit_manager, now=NOW)
    planned = ReportingPeriod.objects.latest("starts")
    extend(period=planned, organisation=None, due=planned.due, reason="As it was.", by=unit_manager, now=NOW)
    with django_assert_num_queries(PERIOD_QUERIES):
        see(unit, PERIODS)
