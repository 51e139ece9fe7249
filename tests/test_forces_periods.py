"""Working days and schedules: pure, against a count day by day."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forces.periods import (
    DAY,
    Span,
    add_working_days,
    is_working_day,
    months_after,
    overlapping,
    schedule,
    working_days,
)

DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2030, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def counted(after: dt.date, until: dt.date) -> int:
    return sum(is_working_day(after + number * DAY) for number in range(1, (until - after).days + 1))


@settings(deadline=None)  # the first call of a year reads its holidays
@given(DAYS, st.integers(0, 800))
def test_as_counted_day_by_day(after, number):
    until = after + number * DAY
    assert working_days(after, until) == counted(after, until)
    assert working_days(until, after) == -counted(after, until)


@settings(deadline=None)
@given(DAYS, DAYS, DAYS)
def test_one_stretch_after_the_other_is_the_whole(first, second, third):
    assert working_days(first, second) + working_days(second, third) == working_days(first, third)


@settings(deadline=None)
@given(DAYS, st.integers(1, 300))
def test_adding_and_counting_are_each_others_inverse(start, number):
    later = add_working_days(start, number)
    assert is_working_day(later)
    assert working_days(start, later) == number
    assert add_working_days(later, -number) <= start or not is_working_day(start)


@pytest.mark.parametrize(
    ("after", "until", "number"),
    [
        ("2024-03-25", "2024-03-26", 1),  # a Monday to the Tuesday
        ("2024-03-28", "2024-04-02", 1),  # Good Friday and Easter Monday
        ("2024-12-24", "2024-12-27", 1),  # Christmas Day and Boxing Day
        ("2021-12-24", "2021-12-29", 1),  # both on a weekend: Monday and Tuesday instead
        ("2022-09-16", "2022-09-20", 1),  # a day of mourning
        ("2023-05-05", "2023-05-09", 1),  # the coronation
        ("2024-02-28", "2024-03-01", 2),  # over 29 February
        ("2024-03-29", "2024-04-01", 0),  # the clocks go forward in between
        ("2024-10-25", "2024-10-28", 1),  # and back
        ("2024-06-15", "2024-06-15", 0),
    ],
)
def test_days_on_which_nobody_works(after, until, number):
    assert working_days(day(after), day(until)) == number


def test_a_quarter_is_due_twenty_working_days_after_its_last_day():
    first, second = schedule(day("2022-10-15"), number=2)
    assert first == Span(day("2022-10-01"), day("2022-12-31"), day("2023-01-30"))  # 2 January is a bank holiday
    assert second == Span(day("2023-01-01"), day("2023-03-31"), day("2023-05-03"))  # Easter, and 1 May


def test_periods_follow_one_another_over_year_ends_and_leap_years():
    spans = list(schedule(day("2023-12-01"), number=40, months=1, due_after=10))
    assert spans[2].ends == day("2024-02-29")
    assert spans[14].ends == day("2025-02-28")
    assert all(before.ends + DAY == after.starts for before, after in pairwise(spans))
    assert all(is_working_day(span.due) and working_days(span.ends, span.due) == 10 for span in spans)


@pytest.mark.parametrize("wrong", [{"number": 0}, {"number": 1, "months": 0}, {"number": 1, "due_after": 0}])
def test_numbers_start_at_one(wrong):
    with pytest.raises(ValueError, match="start at 1"):
        list(schedule(day("2024-01-01"), **wrong))


def test_years_run_out():
    with pytest.raises(ValueError, match="year"):
        months_after(dt.date(9999, 10, 1), 3)


def test_to_share_one_day_is_to_overlap():
    (quarter,) = schedule(day("2024-01-01"), number=1)
    (following,) = schedule(day("2024-04-01"), number=1)
    assert overlapping(quarter, [following]) is None
    touching = Span(quarter.ends, quarter.ends, following.due)
    assert overlapping(touching, [following, quarter]) == quarter
    assert overlapping(quarter, [touching]) == touching
