"""Amounts as people type them, and sums that lose nothing."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.money import MINUS, MOST, NotAnAmount, pounds, read, said
from funding.sums import AllocationSums, total, totals

AMOUNTS = st.decimals(min_value=-MOST, max_value=MOST, places=2)
SPENT = st.decimals(min_value=0, max_value=MOST, places=2)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.5", "1234.50"),
        ("£1,234.50", "1234.50"),
        (" £ 1,234 ", "1234.00"),
        ("0", "0.00"),
        ("0.07", "0.07"),
        ("007", "7.00"),
        ("-£10", "-10.00"),
        ("£-10.01", "-10.01"),
        ("−10", "-10.00"),  # noqa: RUF001, the sign that a word processor makes of it
        ("(500.00)", "-500.00"),
        ("-0", "0.00"),
        ("9,999,999,999.99", "9999999999.99"),
    ],
)
def test_an_amount_as_it_is_typed(text, amount):
    assert str(read(text)) == amount


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("8m", "short"),
        ("£8.5 million", "short"),
        ("10k", "short"),
        ("10K", "short"),
        ("1.005", "fine"),
        ("1,000.000", "fine"),
        ("N/A", "words"),
        ("see description", "words"),
        ("1,00", "words"),
        ("12,34,567", "words"),
        ("1.2.3", "words"),
        ("--5", "words"),
        ("£", "words"),
        ("£££5", "words"),
        ("(5", "words"),
        ("1e9", "words"),
        ("٣", "words"),
        ("10000000000", "large"),
    ],
)
def test_what_is_no_amount_says_why(text, why):
    with pytest.raises(NotAnAmount) as refused:
        read(text)
    assert refused.value.why == why


@given(AMOUNTS)
def test_what_a_page_shows_can_be_typed_back(amount):
    assert read(pounds(amount)) == amount
    assert read(str(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "words"),
    [("2450000", "£2.45 million"), ("8000000", "£8 million"), ("245300", "£245,300"), ("12.5", "£12.50")],
)
def test_amounts_in_sentences(amount, words):
    assert said(Decimal(amount)) == words


@given(st.lists(AMOUNTS, max_size=200))
def test_a_total_is_the_pence_added_up(amounts):
    """As whole numbers, where nothing can be rounded."""
    assert int(total(amounts) * 100) == sum(int(amount * 100) for amount in amounts)
    assert total(amounts).as_tuple().exponent == -2


STANDINGS = st.builds(
    AllocationSums,
    allocated=SPENT,
    claimed=SPENT,
    approved=SPENT,
    paid=SPENT,
    forecast=st.none() | SPENT,
    over=st.booleans(),
    claims=st.booleans(),
)


@given(st.lists(STANDINGS, max_size=50))
def test_totals_are_those_of_their_parts(rows):
    of = totals(rows)
    assert of.available + of.lost == sum((row.unclaimed for row in rows), Decimal("0.00"))
    claiming = [row for row in rows if row.claims]
    assert of.available + of.lost + sum(row.claimed for row in claiming) == sum(row.allocated for row in claiming)
    assert (of.number, of.forecasts) == (len(rows), sum(row.forecast is not None for row in rows))


@given(SPENT, SPENT)
def test_on_the_first_of_april_what_is_unclaimed_is_lost(allocated, claimed):
    before, after = (AllocationSums(allocated=allocated, claimed=claimed, over=over) for over in (False, True))
    assert (before.available, before.lost) == (allocated - claimed, 0)
    assert (after.available, after.lost) == (0, allocated - claimed)


def test_millions_begin_at_one_and_a_minus_at_a_penny():
    assert said(Decimal("999999.99")) == "£999,999.99"
    assert said(Decimal(1_000_000)) == "£1 million"
    assert said(Decimal(-1_000_000)) == f"{MINUS}£1 million"
    assert pounds(Decimal("-0.01")) == f"{MINUS}£0.01"
    assert pounds(Decimal(0)) == "£0.00"


def test_an_underspend_is_of_the_forecast_until_the_year_is_over():
    runs = AllocationSums(allocated=Decimal(10), claimed=Decimal(4), forecast=Decimal(9), certified=2)
    assert runs.underspend == 1
    assert replace(runs, forecast=None).underspend is None
    assert replace(runs, over=True, forecast=None).underspend == 6
    assert replace(runs, claims=False).underspend is None
    of = totals([runs, replace(runs, certified=1), AllocationSums(), replace(runs, claims=False, certified=0)])
    assert (of.underspend, of.underspends, of.claimants, of.here, of.number) == (2, 2, 2, 3, 4)
