"""Against implementations we did not write: tests/vectors/funnel.json says which."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from stats import funnel
from tests.vectors import of, read

VECTORS = read("funnel", "funnel", "exact_binomial_funnel_limits", "outlier_flag", "phi")


def close(found, expected, rel=2e-6):
    assert list(found) == pytest.approx(expected, rel=rel, abs=1e-9)


@of(VECTORS, "funnel")
def test_over_dispersion_and_adjusted_limits(vector):
    told, expected = vector["input"], vector["expected"]
    assert (told["data_type"], told["trim_by"], told["multiplier"]) == ("PR", funnel.TRIM, 1)
    found = funnel.funnel(*([round(each) for each in told[name]] for name in ("numerator", "denominator")))
    close([found.target, found.phi, found.tau2], [expected[name] for name in ("target", "phi", "tau2")])
    close([unit.z for unit in found.units], expected["Uzscore"])
    close(funnel.winsorised(np.array([unit.z for unit in found.units])), expected["Wuzscore"])
    plain = [funnel.adjusted_limits(unit.denominator, found.target, 0) for unit in found.units]
    for prefix, limits in (("OD", [unit.adjusted for unit in found.units]), ("", plain)):
        for name, level in (("lower_95", "95"), ("upper_95", "95"), ("lower_998", "99"), ("upper_998", "99")):
            side = "LCL" if name.startswith("lower") else "UCL"
            column = f"OD{level}{side}" if prefix else f"{side}{level}"
            close([getattr(each, name) for each in limits], expected[column])
    lower, upper = ("lower_95", "upper_95") if told["limit"] == 95 else ("lower_998", "upper_998")
    flags = [
        funnel.outside(unit.rate, getattr(unit.adjusted, lower), getattr(unit.adjusted, upper)) for unit in found.units
    ]
    assert [int(flag != funnel.WITHIN) for flag in flags] == expected["outlier"]


@of(VECTORS, "exact_binomial_funnel_limits")
def test_exact_limits(vector):
    found = [funnel.exact_limits(n, t) for n, t in zip(vector["input"]["n"], vector["input"]["target"], strict=True)]
    for name, column in (("lower_95", "ll95"), ("upper_95", "ul95"), ("lower_998", "ll998"), ("upper_998", "ul998")):
        close([getattr(each, name) for each in found], vector["expected"][column], rel=1e-9)


@of(VECTORS, "outlier_flag")
def test_what_lies_outside(vector):
    told = vector["input"]
    found = [int(funnel.outside(rate, told["lower"], told["upper"]) != funnel.WITHIN) for rate in told["rr"]]
    assert found == vector["expected"]


@of(VECTORS, "phi")
def test_dispersion(vector):
    """Published for ratios, whose score is sqrt(n) log(x / n)."""
    assert (vector["input"]["data_type"], vector["input"]["sr_method"]) == ("SR", "SHMI")
    x, n = (np.array(vector["input"][name], float) for name in ("numerator", "denominator"))
    assert funnel.dispersion(np.sqrt(n) * np.log(x / n)) == pytest.approx(vector["expected"]["phi"], abs=5e-7)


UNITS = st.lists(
    st.integers(1, 2_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=43
)


@given(UNITS)
def test_limits_are_proportions_in_their_order(units):
    found = funnel.funnel(*zip(*units, strict=True))
    for unit in found.units:
        for limits in (unit.exact, unit.adjusted):
            found = [limits.lower_998, limits.lower_95, limits.upper_95, limits.upper_998]
            assert found == pytest.approx(sorted(found), abs=1e-12)
            assert found[0] >= 0
            assert found[-1] <= 1


@given(UNITS)
def test_the_order_of_the_units_changes_nothing(units):
    found, turned = (funnel.funnel(*zip(*order, strict=True)) for order in (units, units[::-1]))
    assert turned.phi == pytest.approx(found.phi, rel=1e-9, abs=1e-12)
    assert [found.outside(unit) for unit in found.units] == [turned.outside(unit) for unit in turned.units][::-1]


@given(UNITS)
def test_words_come_from_the_adjusted_limits_only_when_there_is_more_spread_than_chance(units):
    found = funnel.funnel(*zip(*units, strict=True))
    assert found.is_adjusted == (found.phi > 1 and len(units) >= 10)
    for unit in found.units:
        assert found.limits(unit) is (unit.adjusted if found.is_adjusted else unit.exact)


@pytest.mark.parametrize(("x", "n"), [([0], [0]), ([1], [0]), ([3], [2]), ([-1], [2]), ([1, 2], [3])])
def test_bad_counts_are_refused(x, n):
    with pytest.raises(ValueError, match="numerator"):
        funnel.funnel(x, n)


def test_without_units_there_is_no_funnel():
    assert funnel.funnel([], []) is None


def test_everybody_at_none_or_all():
    assert funnel.funnel([0, 0], [10, 20]).units[0].exact == funnel.Limits(0, 0, 0, 0)
    assert math.isclose(funnel.funnel([10, 20], [10, 20]).units[0].adjusted.upper_998, 1)


def unit(rate: float, x: int = 0, n: int = 1) -> funnel.Unit:
    limits = funnel.Limits(lower_95=0.2, upper_95=0.8, lower_998=0.1, upper_998=0.9)
    return funnel.Unit(x, n, rate, 0.0, exact=limits, adjusted=limits)


@pytest.mark.parametrize(
    ("rate", "at_95", "at_998"),
    [
        (0.95, funnel.ABOVE, funnel.ABOVE),
        (0.85, funnel.ABOVE, funnel.WITHIN),
        (0.8, funnel.WITHIN, funnel.WITHIN),  # on a limit
        (0.2, funnel.WITHIN, funnel.WITHIN),
        (0.15, funnel.BELOW, funnel.WITHIN),
        (0.05, funnel.BELOW, funnel.BELOW),
    ],
)
def test_the_limits_of_95_are_the_narrower(rate, at_95, at_998):
    found = funnel.Funnel(target=0.5, phi=1.5, tau2=0.1, units=[unit(rate)] * 10)
    assert (found.outside(unit(rate), level="95"), found.outside(unit(rate))) == (at_95, at_998)


def test_five_of_five_is_no_outlier():
    """At 60% it happens in 8% of such forces, although it lies above both interpolated curves."""
    found = funnel.Funnel(target=0.6, phi=0.7, tau2=0.0, units=[])
    five = funnel.Unit(5, 5, 1.0, 0.0, exact=funnel.exact_limits(5, 0.6), adjusted=funnel.exact_limits(5, 0.6))
    assert funnel.outside(five.rate, five.exact.lower_998, five.exact.upper_998) == funnel.ABOVE
    assert (found.outside(five, level="95"), found.outside(five)) == (funnel.WITHIN, funnel.WITHIN)


@pytest.mark.parametrize("share", [0, 1])
def test_where_all_are_alike_nobody_stands_out(share):
    """43 of 43 lay above their limits, over the words that they differ no more than chance."""
    found = funnel.funnel([share * n for n in range(5, 48)], list(range(5, 48)))
    assert {found.outside(each, level=level) for each in found.units for level in ("95", "99.8")} == {funnel.WITHIN}


@given(st.integers(1, 400), st.floats(0.01, 0.99), st.sampled_from([("95", 0.025), ("99.8", 0.001)]))
def test_chance_alone_puts_no_more_outside_than_the_level_says(n, target, level):
    """The whole distribution of a force that is like all others."""
    name, tail = level
    found, chances = funnel.Funnel(target, 0.7, 0.0, []), binom.pmf(range(n + 1), n, target)
    sides = [found.outside(unit(x / n, x, n), level=name) for x in range(n + 1)]
    for side in (funnel.ABOVE, funnel.BELOW):
        assert sum(chance for chance, each in zip(chances, sides, strict=True) if each == side) <= tail * (1 + 1e-9)
    assert sides == sorted(sides, key=[funnel.BELOW, funnel.WITHIN, funnel.ABOVE].index)


@given(UNITS)
def test_where_limits_are_not_widened_the_exact_tail_decides(units):
    found = funnel.funnel(*zip(*units, strict=True))
    if found.is_adjusted:
        return
    for each in found.units:
        above = binom.sf(each.numerator - 1, each.denominator, found.target) <= 0.001
        below = binom.cdf(each.numerator, each.denominator, found.target) <= 0.001
        side = funnel.ABOVE if above else funnel.BELOW if below else funnel.WITHIN
        assert found.outside(each) == side


@pytest.mark.parametrize(("phi", "units", "adjusted"), [(1.5, 10, True), (1.5, 9, False), (1.0, 10, False)])
def test_nine_units_are_too_few_to_tell_spread_from_chance(phi, units, adjusted):
    assert funnel.Funnel(target=0.5, phi=phi, tau2=0.0, units=[unit(0.5)] * units).is_adjusted is adjusted


def test_the_variance_between_units_begins_where_they_spread_more_than_chance():
    assert funnel.between_units([100, 100], 5.0) > 0
    assert funnel.between_units([100], 5.0) == 0
    assert funnel.between_units([100] * 4, 0.8) > 0  # 4 * 0.8 is more than 3
    assert funnel.between_units([100] * 4, 0.7) == 0
