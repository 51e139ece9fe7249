"""Against implementations we did not write: tests/vectors/proportion.json says which."""

import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import boschloo_exact

from stats import compare
from stats.boschloo import boschloo_p
from tests.vectors import of, read

VECTORS = read("proportion", "before_after", "newcombe", "wilson", "poisson_ratio_exact", "implied_denominator")


@of(VECTORS, "before_after")
def test_two_proportions(vector):
    found, expected = compare.proportions(**vector["input"]), vector["expected"]
    close = {"rel": vector["tolerance"]["default"], "abs": vector["tolerance"]["default"]}
    assert found.wilson_before == pytest.approx(expected["wilson0"], **close)
    assert found.wilson_after == pytest.approx(expected["wilson1"], **close)
    assert found.newcombe == pytest.approx(expected["newcombe"], **close)
    assert (found.difference, found.fisher_p) == pytest.approx((expected["diff"], expected["fisher_p"]), **close)
    assert found.boschloo_p == pytest.approx(expected["boschloo_p"], abs=vector["tolerance"]["boschloo_p"])


@of(VECTORS, "newcombe")
def test_newcombe(vector):
    assert compare.newcombe(*vector["input"]) == pytest.approx(vector["expected"], abs=vector["tolerance"])


@of(VECTORS, "wilson")
def test_wilson(vector):
    assert compare.wilson(*vector["input"]) == pytest.approx(vector["expected"], abs=vector["tolerance"])


@of(VECTORS, "poisson_ratio_exact")
def test_two_counts(vector):
    after, before = vector["input"][:2]
    found = compare.counts(before, after)
    assert found.p == pytest.approx(vector["expected"]["p"], rel=vector["tolerance"])
    assert found.interval == pytest.approx(vector["expected"]["ci"], rel=vector["tolerance"])


@of(VECTORS, "implied_denominator")
def test_implied_denominators(vector):
    told, expected = vector["input"], vector["expected"]
    charged = told["charged"], Decimal(told["pct_charged"])
    withdrawn = told["withdrawn"], Decimal(told["pct_withdrawn"])
    found = compare.denominators(*charged), compare.denominators(*withdrawn)
    wanted = {name: expected[name] and tuple(expected[name]) for name in expected}
    assert found == (wanted["from_charge"], wanted["from_withdrawal"])
    assert compare.common_denominators(charged, withdrawn) == wanted["common"]


def test_south_wales_latest_has_none():
    charged, withdrawn = (21, Decimal("10.1")), (119, Decimal("56.9"))
    assert compare.denominators(*charged) == (207, 208)
    assert compare.denominators(*withdrawn) == (209, 209)
    assert compare.common_denominators(charged, withdrawn) is None
    assert compare.common_denominators((10, Decimal("4.9")), (110, Decimal("53.9"))) == (204, 204)


PAIR = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=30, deadline=None)
@given(PAIR, PAIR)
def test_before_and_after_swapped_turn_the_difference_round(before, after):
    found, turned = compare.proportions(*before, *after), compare.proportions(*after, *before)
    lower, upper = found.newcombe
    assert turned.newcombe == pytest.approx((-upper, -lower), abs=1e-12)
    assert turned.boschloo_p == pytest.approx(found.boschloo_p, abs=0.002)
    assert lower - 1e-12 <= found.difference <= upper + 1e-12


@given(st.integers(0, 500), st.integers(0, 500))
def test_two_counts_swapped(before, after):
    found, turned = compare.counts(before, after), compare.counts(after, before)
    assert turned.p == pytest.approx(found.p)
    assert found.verdict == turned.verdict
    if found.ratio is not None:
        assert found.interval[0] <= found.ratio + 1e-9 <= found.interval[1] + 2e-9
    assert (found.interval[1] == math.inf) == (before == 0)


@given(st.integers(1, 400), st.integers(1, 3_000))
def test_a_denominator_is_among_those_its_own_percentage_implies(count, more):
    total = count + more
    printed = round(Decimal(100 * count) / total, 1)
    if printed > Decimal("0.05"):
        first, last = compare.denominators(count, printed)
        assert first <= total <= last


@pytest.mark.parametrize(("x", "n"), [(-1, 3), (4, 3), (0, 0)])
def test_counts_that_cannot_be_are_refused(x, n):
    with pytest.raises(ValueError, match="count"):
        compare.wilson(x, n)
    with pytest.raises(ValueError, match="count"):
        compare.proportions(1, 2, x, n)


@pytest.mark.parametrize(
    ("before", "after", "is_small"), [(9, 40, True), (40, 9, True), (10, 10, False), (10, 40, False)]
)
def test_small_is_below_ten_in_either_quarter(before, after, is_small):
    assert compare.proportions(before, 50, after, 50).is_small is is_small
    assert compare.counts(before, after).is_small is is_small


def test_where_nothing_happened_the_ends_are_exact():
    assert vars(compare.counts(0, 0)) == {"before": 0, "after": 0, "ratio": None, "interval": (0, math.inf), "p": 1}
    assert (compare.counts(5, 0).ratio, compare.counts(5, 0).interval[0]) == (0, 0)
    assert compare.counts(0, 5).interval[1] == math.inf
    assert (compare.wilson(0, 5)[0], compare.wilson(5, 5)[1]) == (0, 1)
    assert 0 < compare.wilson(1, 5)[0] < compare.wilson(4, 5)[1] < 1


@pytest.mark.parametrize("counts", [(-1, 3), (3, -1)])
def test_a_count_below_0_is_refused(counts):
    with pytest.raises(ValueError, match="below 0"):
        compare.counts(*counts)


@pytest.mark.parametrize(("count", "percentage"), [(-1, "10"), (1, "-0.1"), (1, "100.1")])
def test_no_denominator_of_what_cannot_be(count, percentage):
    with pytest.raises(ValueError, match="from 0"):
        compare.denominators(count, Decimal(percentage))


def test_denominators_at_the_ends():
    assert compare.denominators(5, Decimal(100)) == (5, 5)
    assert compare.denominators(0, Decimal(10)) is compare.denominators(5, Decimal(0)) is None
    assert compare.denominators(1, Decimal("0.1")) == (667, 2000)
    assert compare.common_denominators() is compare.common_denominators((0, Decimal(1)), (5, Decimal(100))) is None


def test_verdicts():
    """West Midlands' charge rate, the Metropolitan's, and Avon and Somerset's, on which the tests disagree."""
    assert compare.proportions(20, 984, 19, 887).verdict == compare.NOT_VISIBLE
    assert compare.proportions(45, 1147, 80, 964).verdict == compare.VISIBLE
    assert compare.proportions(7, 287, 22, 388).verdict == compare.EDGE


@given(st.integers(0, 60), st.integers(0, 60))
def test_of_two_counts_a_difference_is_visible_only_where_interval_and_test_agree(before, after):
    found = compare.counts(before, after)
    assert (found.verdict == compare.VISIBLE) == (not found.interval[0] <= 1 <= found.interval[1]) == (found.p < 0.05)


SMALL = st.integers(1, 14).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=25, deadline=None)
@given(SMALL, SMALL)
def test_boschloo_is_scipy_s(before, after):
    (x0, n0), (x1, n1) = before, after
    if 0 < x0 + x1 < n0 + n1:
        expected = boschloo_exact([[x0, n0 - x0], [x1, n1 - x1]]).pvalue
        assert boschloo_p(x0, n0, x1, n1) == pytest.approx(expected, abs=1e-4)
