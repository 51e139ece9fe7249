"""How long a return has been where, and whether it is late: pure, in working days of England and Wales."""

import datetime as dt

import pytest

from rollout.clocks import ACCEPTED, CHANGES, DRAFT, READY, SIGNED, STOPPED, Late, ReturnClocks, clocks, late, standing

ENDED = dt.date(2024, 3, 31)  # Easter Sunday; the Monday after is a bank holiday


def day(month, number, year=2024):
    return dt.date(year, month, number)


def counted(moves, today, ended=ENDED):
    return clocks(moves, ended=ended, today=today)


@pytest.mark.parametrize(
    ("today", "days"),
    [(day(3, 28), 0), (ENDED, 0), (day(4, 1), 0), (day(4, 2), 1), (day(4, 5), 4), (day(4, 7), 4), (day(4, 8), 5)],
)
def test_a_draft_counts_from_the_last_day_and_easter_monday_is_no_working_day(today, days):
    assert counted([], today) == ReturnClocks(days, 0, 0, DRAFT)


def test_christmas_and_new_year_are_no_working_days():
    signed = [(DRAFT, day(12, 20)), (READY, day(12, 20)), (SIGNED, day(12, 24))]
    found = counted(signed, day(1, 2, 2025), ended=day(11, 30))
    assert (found.draft, found.signed, found.running) == (17, 4, SIGNED)  # 27, 30, 31 December and 2 January


@pytest.mark.parametrize("ended", [day(3, 31), day(10, 27)])
def test_the_days_on_which_clocks_change_are_days_like_others(ended):
    assert counted([], ended + dt.timedelta(days=5), ended).draft == (4 if ended.month == 3 else 5)


def test_ready_is_still_with_the_organisation():
    moves = [(DRAFT, day(4, 3)), (READY, day(4, 4)), (DRAFT, day(4, 8)), (READY, day(4, 9))]
    assert counted(moves, day(4, 10)) == ReturnClocks(7, 0, 0, DRAFT)


def test_each_clock_has_its_own_days_and_acceptance_stops_them():
    moves = [
        (DRAFT, day(4, 2)), (READY, day(4, 3)), (SIGNED, day(4, 4)), (CHANGES, day(4, 9)), (READY, day(4, 11)),
        (SIGNED, day(4, 12)), (ACCEPTED, day(4, 17)),
    ]  # fmt: skip
    assert counted(moves, day(6, 1)) == ReturnClocks(3, 6, 3, STOPPED)
    assert counted(moves[:5], day(4, 11)) == ReturnClocks(3, 3, 2, CHANGES)


def test_what_is_done_before_the_period_ends_costs_nothing():
    moves = [(DRAFT, day(3, 1)), (READY, day(3, 4)), (SIGNED, day(3, 5))]
    assert counted(moves, day(3, 20)) == ReturnClocks(0, 0, 0, SIGNED)
    assert counted(moves, day(4, 3)) == ReturnClocks(0, 2, 0, SIGNED)


def test_a_correction_starts_the_clock_of_the_draft_again():
    moves = [(SIGNED, day(4, 2)), (ACCEPTED, day(4, 3)), (DRAFT, day(5, 1))]
    assert counted(moves, day(5, 3)) == ReturnClocks(3, 1, 0, DRAFT)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (day(4, 26), Late(0, False, False)),  # the whole of its day
        (day(4, 27), Late(0, False, True)),  # a Saturday: late, before a working day has gone by
        (day(4, 29), Late(1, False, True)),
        (day(4, 22), Late(-4, False, False)),
        (day(5, 7), Late(6, False, True)),  # 6 May is a bank holiday
    ],
)
def test_an_unsigned_return_is_late_after_its_due_day(today, expected):
    assert late([], due=day(4, 26), today=today) == expected


def test_a_return_signed_late_stays_so_and_one_sent_back_is_not_late_again():
    in_time = [(SIGNED, day(4, 26)), (CHANGES, day(5, 2))]
    assert not late(in_time, due=day(4, 26), today=day(6, 1)).is_late
    signed_late = late([(SIGNED, day(5, 1))], due=day(4, 26), today=day(6, 1))
    assert (signed_late.days, signed_late.when_signed, signed_late.now) == (3, True, False)


def test_what_was_accepted_stays_accepted_while_it_is_corrected():
    assert standing([]) == DRAFT
    assert standing([(SIGNED, ENDED), (CHANGES, ENDED)]) == CHANGES
    assert standing([(SIGNED, ENDED), (ACCEPTED, ENDED), (DRAFT, ENDED)]) == ACCEPTED
