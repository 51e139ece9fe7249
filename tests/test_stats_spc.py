"""Against implementations we did not write: tests/vectors/spc.json says which."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats import spc
from tests.vectors import of, read

VECTORS = read("spc", "xmr", "rule", "assurance")


@of(VECTORS, "xmr")
def test_limits_labels_and_icons(vector):
    given, expected = vector["input"], vector["expected"]
    chart = spc.xmr(
        given["y"],
        rebase_at=given["rebase_at_index0"],
        fix_after=given["fix_after_n_points"],
        screen=given["screen_outliers"],
    )
    for found, wanted in zip(chart.segments, expected["segments"], strict=True):
        assert (found.start, found.end) == (wanted["start"], wanted["end"])
        assert (found.end - found.start < spc.FEWEST) == wanted["short_group_warning"]
        for name, limit in (("mean", found.mean), ("lpl", found.lower), ("upl", found.upper)):
            assert limit == pytest.approx(wanted[name], rel=1e-9, abs=1e-9)
    assert chart.special_causes == expected["special_cause_type"]
    types = spc.point_types(chart, given["improvement_direction"])
    assert types == expected["point_type"]
    assert types[-1] == expected["variation_last"]
    last = chart.segments[-1]
    found = spc.assurance(given["improvement_direction"], given["target"], last.lower, last.upper)
    assert found == expected["assurance"]


RULES = {
    "shift7": lambda given: [int(bool(flag)) for flag in spc.shifts(given["side"])],
    "trend7": lambda given: [int(bool(flag)) for flag in spc.trends(given["y"])],
    "two_of_three": lambda given: [int(flag) for flag in spc.two_in_three(given["near"], given["side"])],
}


@of(VECTORS, "rule")
def test_each_rule(vector):
    assert RULES[vector["rule"]](vector["input"]) == vector["expected"]["flagged"]


def test_a_vector_of_a_kind_that_no_test_knows_fails():
    with pytest.raises(ValueError, match=r"a kind that nothing tries: \{'assurance'\}"):
        read("spc", "xmr", "rule")


@of(VECTORS, "assurance")
def test_assurance(vector):
    given = vector["input"]
    found = spc.assurance(given["improvement_direction"], given["target"], given["lpl"], given["upl"])
    assert found == vector["expected"]


def test_without_variation_there_are_no_limits_and_nothing_is_special():
    chart = spc.xmr([5.0] * 20)
    assert (chart.segments[0].lower, set(chart.special_causes)) == (None, {spc.COMMON})


def test_a_gap_breaks_the_line_and_every_rule():
    values = [1.0, 2, 3, None, 4, 5, 6, 7, 3, 2, 5, 4, 1, 6]
    assert not any(spc.trends(values))
    assert not any(spc.shifts([1, 1, 1, None, 1, 1, 1]))
    assert not any(spc.two_in_three([True, False, True], [1, None, 1]))
    assert spc.xmr(values).special_causes == [spc.COMMON] * len(values)


RISE, FALL = [1, 2, 3, 4, 5, 6, 7], [6, 5, 4, 3, 2, 1]


def test_a_turning_point_takes_the_later_direction():
    assert spc.trends([*RISE, *FALL]) == [1] * 6 + [-1] * 7
    assert spc.trends([-value for value in [*RISE, *FALL]]) == [-1] * 6 + [1] * 7
    turns = [*RISE, *FALL, *RISE[1:]]
    assert spc.trends(turns) == [1] * 6 + [-1] * 6 + [1] * 7


def test_the_last_point_of_a_trend_that_shares_none_keeps_its_own_direction():
    assert spc.trends([*RISE, 7, *FALL]) == [1] * 7 + [-1] * 7
    assert spc.trends([*RISE, None, *RISE]) == [1] * 7 + [0] + [1] * 7


def test_the_turning_point_s_label_is_that_of_the_fall():
    """Around a mean that no other rule flags points of."""
    values = [value / 10 for value in [*RISE, *FALL]]
    labels = spc.xmr([*values, 90, -80, 90, -80, 90, -80, 90, -80]).special_causes
    assert labels[:13] == [spc.RISING] * 6 + [spc.FALLING] * 7


def test_the_mean_is_exact():
    """0.1 three times: adding up and dividing is off by a hair, and a hair makes a run."""
    assert spc.xmr([0.1] * 3).segments[0].mean == 0.1
    assert spc.xmr([0.1, 0.2, 0.3] * 5).segments[0].mean == 0.2


def test_a_tie_breaks_a_trend():
    assert all(spc.trends([1, 2, 3, 4, 5, 6, 7]))
    assert not any(spc.trends([1, 2, 3, 3, 4, 5, 6]))
    assert not any(spc.trends([6, 5, 4, 3, 3, 2, 1]))


@pytest.mark.parametrize(("way", "beyond", "near"), [(1, spc.ABOVE, spc.NEAR_ABOVE), (-1, spc.BELOW, spc.NEAR_BELOW)])
def test_a_point_on_a_line_is_not_beyond_it(way, beyond, near):
    usual = [0.0, 1.0] * 6
    limits = spc.xmr(usual).segments[0]
    limit = limits.upper if way > 0 else limits.lower
    line = limits.near[1] if way > 0 else limits.near[0]

    def labels(*values):
        return spc.xmr([*usual, *values], fix_after=12).special_causes[12:]

    assert labels(limit, math.nextafter(limit, way * math.inf)) == [spc.COMMON, beyond]
    assert labels(line, line, line) == [spc.COMMON] * 3
    assert labels(*[math.nextafter(line, way * math.inf)] * 3) == [near] * 3


@pytest.mark.parametrize(
    "bad",
    [
        {"values": []},
        {"values": [None]},
        {"values": [1.0], "rebase_at": [1]},
        {"values": [1.0, 2.0, 3.0], "rebase_at": [-1]},
    ],
)
def test_what_cannot_be_drawn_is_refused(bad):
    with pytest.raises(ValueError, match="segment"):
        spc.xmr(**bad)


def test_limits_are_fixed_from_at_least_twelve_points():
    values = [float(value % 3) for value in range(14)]
    assert spc.xmr(values, fix_after=12).segments[0].mean == spc.xmr(values[:12]).segments[0].mean
    with pytest.raises(ValueError, match="12 points"):
        spc.xmr(values, fix_after=11)


WHOLE = st.lists(st.integers(0, 400), min_size=1, max_size=40)


@given(WHOLE, st.integers(-500, 500), st.sampled_from([0.25, 0.5, 2, 4, 1024]))
def test_limits_shift_and_scale_with_the_data(values, shift, scale):
    """Whole numbers and powers of two, so that only the rules are tried and not the rounding."""
    (plain,), (moved,) = spc.xmr(values).segments, spc.xmr([value * scale + shift for value in values]).segments
    assert moved.mean == pytest.approx(plain.mean * scale + shift, abs=1e-6)
    assert (plain.lower is None) == (moved.lower is None)
    if plain.lower is not None:
        found = (plain.lower * scale + shift, plain.upper * scale + shift)
        assert (moved.lower, moved.upper) == pytest.approx(found, abs=1e-6)


@given(WHOLE, WHOLE, WHOLE)
def test_a_label_never_depends_on_another_segment(first, second, other):
    at = len(first)
    one, two = spc.xmr([*first, *second], rebase_at=[at]), spc.xmr([*first, *other], rebase_at=[at])
    assert one.special_causes[:at] == two.special_causes[:at] == spc.xmr(first).special_causes
    assert one.special_causes[at:] == spc.xmr(second).special_causes


@given(WHOLE)
def test_what_rises_is_concern_where_a_fall_is_better(values):
    chart = spc.xmr(values)
    up, down = spc.point_types(chart, spc.INCREASE), spc.point_types(chart, spc.DECREASE)
    turned = {
        "special_cause_improvement": "special_cause_concern",
        "special_cause_concern": "special_cause_improvement",
    }
    assert [turned.get(each, each) for each in up] == down


def test_about_one_chart_in_43_ends_in_a_false_icon():
    """What the national page says, on twelve years of quarters in which nothing changes."""
    rng = random.Random(1)  # noqa: S311
    charts = [spc.xmr([rng.gauss(0, 1) for _quarter in range(48)]) for _chart in range(2_000)]
    false = sum(chart.special_causes[-1] != spc.COMMON for chart in charts) / len(charts)
    assert 0.5 < 43 * false < 1.5


@pytest.mark.parametrize("direction", [spc.INCREASE, spc.DECREASE])
def test_a_target_on_a_limit_may_be_met_or_not(direction):
    passes, fails = ("consistent_pass", "consistent_fail")[:: 1 if direction == spc.INCREASE else -1]
    found = [spc.assurance(direction, target, 10, 20) for target in (9.99, 10, 20, 20.01)]
    assert found == [passes, "inconsistent", "inconsistent", fails]
    assert spc.assurance(direction, 15, None, 20) is None


def test_a_range_just_at_the_screen_is_left_out():
    ranges = [3267, *[1000] * 7, *[500] * 3, 233]  # whole numbers, of which the mean is just 1,000
    values = [0.0]
    for at, each in enumerate(ranges):
        values.append(values[-1] + (each if at % 2 else -each))
    assert sum(ranges) == 1000 * len(ranges)
    (segment,) = spc.xmr(values).segments
    assert segment.upper - segment.mean == pytest.approx(spc.WIDTH * sum(ranges[1:]) / len(ranges[1:]))
