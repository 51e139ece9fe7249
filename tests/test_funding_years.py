import datetime as dt

import pytest

from funding import years
from funding.clocks import clocks

DAY = dt.date


@pytest.mark.parametrize(
    ("day", "year"), [(DAY(2025, 3, 31), 2024), (DAY(2025, 4, 1), 2025), (DAY(2024, 12, 31), 2024)]
)
def test_a_day_s_financial_year(day, year):
    assert years.year_of(day) == year
    assert years.is_over(2024, day) == (year > 2024)
    assert years.first_day(year) <= day <= years.last_day(year)
    assert years.first_day(2025) == DAY(2025, 4, 1)


def test_the_periods_of_a_year_fill_it():
    for months in (1, 3, 6, 12):
        spans = years.periods(2027, months, 20)
        assert len(spans) == 12 // months
        assert (spans[0].starts, spans[-1].ends) == (DAY(2027, 4, 1), DAY(2028, 3, 31))  # with a 29 February
    assert years.periods(2024, 3, 20)[-1].due == DAY(2025, 4, 30)  # Easter's bank holidays are no working days


def test_an_underspend_is_warned_of_from_the_third_quarter_to_the_year_s_end():
    days = [DAY(2024, 9, 30), DAY(2024, 10, 1), DAY(2025, 3, 31), DAY(2025, 4, 1)]
    assert [years.warns(2024, day) for day in days] == [False, True, True, False]


def test_the_year_to_open_with():
    assert years.newest([2023, 2025], DAY(2026, 5, 1)) == 2025
    assert years.newest([2023, 2026], DAY(2025, 5, 1)) == 2023
    assert years.newest([2023, 2025, 2026], DAY(2025, 5, 1)) == 2025
    assert years.newest([2027, 2028], DAY(2025, 5, 1)) == 2027
    assert years.newest([], DAY(2025, 5, 1)) == 2025
    assert years.name(2026) == "2026 to 2027"


def test_whom_a_claim_has_been_with():
    moves = [
        ("draft", DAY(2024, 6, 20)),  # before the period ended: no clock ran
        ("ready", DAY(2024, 7, 3)),
        ("certified", DAY(2024, 7, 5)),
        ("queried", DAY(2024, 7, 12)),
        ("certified", DAY(2024, 7, 15)),
        ("approved", DAY(2024, 7, 17)),
    ]
    found = clocks(moves, ended=DAY(2024, 6, 30), today=DAY(2024, 7, 19))
    assert (found.force, found.officer, found.unit, found.payment) == (3 + 1, 2, 5 + 2, 2)
    assert (found.running, found.waiting) == ("payment", 2)
    paid = clocks([*moves, ("paid", DAY(2024, 7, 18))], ended=DAY(2024, 6, 30), today=DAY(2024, 9, 1))
    assert (paid.payment, paid.running, paid.waiting) == (1, "", 0)


def test_nobody_waits_before_the_period_has_ended_or_on_the_day():
    moves = [("draft", DAY(2024, 6, 20))]
    for today in (DAY(2024, 6, 20), DAY(2024, 6, 30)):
        found = clocks(moves, ended=DAY(2024, 6, 30), today=today)
        assert (found.running, found.waiting, found.force) == ("force", 0, 0)
    assert clocks(moves, ended=DAY(2024, 6, 30), today=DAY(2024, 7, 1)).waiting == 1
