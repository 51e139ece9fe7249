"""How a series is shown: the gates that stand above the rules."""

import datetime as dt
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from measures.process import APART, FEW, FLAT, LIMITS, STEP, process
from measures.quarters import following
from stats import spc

FIRST = dt.date(2014, 4, 1)
USUAL = [10, 12, 9, 11, 10, 13, 8, 12, 10, 11, 9, 12, 10]


def figures(values):
    return {following(FIRST, at): value for at, value in enumerate(values)}


def test_thirteen_points_have_limits_and_twelve_a_median():
    assert process(figures(USUAL), direction="increase").last.kind == LIMITS
    few = process(figures(USUAL[:12]), direction="increase")
    assert (few.last.kind, few.last.centre, few.last.upper, few.variation) == (FEW, 10.5, None, None)


def test_a_short_run_has_no_icon_however_odd_its_last_point_is():
    assert process(figures([*[1] * 6, 2, 900]), direction="increase").flagged == 0


def test_a_series_without_variation_says_so():
    flat = process(figures([5] * 20), direction="increase")
    assert (flat.last.kind, flat.variation, flat.assurance) == (FLAT, None, None)


@pytest.mark.parametrize(
    ("values", "kind", "changes"),
    [
        ([5] * 20, FLAT, []),
        ([0.1] * 20, FLAT, []),
        ([10] * 8 + [20] * 8, STEP, [(8, 10, 20)]),
        ([10] * 8 + [20] * 8 + [10] * 8, STEP, [(8, 10, 20), (16, 20, 10)]),
        ([10] * 8 + [None] + [20] * 8, STEP, [(9, 10, 20)]),
        ([value for each in USUAL for value in (each, None)], APART, None),
        ([5] * 12, FEW, []),
        ([10] * 6 + [20] * 6, FEW, [(6, 10, 20)]),
    ],
)
def test_no_variation_a_step_gaps_and_too_few_points_are_four_things(values, kind, changes):
    found = process(figures(values), direction="increase", target_at=lambda quarter: 1)
    assert (found.last.kind, found.variation, found.assurance, found.flagged) == (kind, None, None, 0)
    assert {found.last.lower, found.last.upper, found.last.near_lower, found.last.near_upper} == {None}
    if changes is not None:
        assert found.changes(found.last) == [(following(FIRST, at), *change) for at, *change in changes]


@example([*[1.0] * 7, 2e-311, 1.0, 2e-311, 1.0, 5e-239, 1.0], True)
@given(st.lists(st.floats(0, 100), min_size=13, max_size=30), st.booleans())
def test_what_is_said_and_drawn_can_be(values, on_log):
    """City of London: 16.7%, nothing, 100% and so on have an upper limit of more than all."""
    found = process(figures(values), direction="increase", on_log=on_log, most=100)
    for piece in found.pieces if found else ():
        for line in (piece.centre, piece.lower, piece.near_lower, piece.near_upper, piece.upper):
            assert line is None or 0 <= line <= 100


def test_the_rules_know_limits_unclamped():
    """A near line of more than 100% flags nothing, and neither does one of 100%."""
    found = process(figures([100, 40] * 10), direction="increase", most=100)
    assert (found.last.upper, found.last.lower, found.flagged) == (100, 0, 0)
    assert process(figures([100, 40] * 10), direction="increase").last.upper > 100


def test_the_rule_that_flagged_each_point_is_known():
    found = process(figures([*USUAL, 40]), direction="increase")
    assert (found.causes[0], found.causes[-1]) == (spc.COMMON, spc.ABOVE)
    assert found.last.near_upper == pytest.approx(found.last.centre + (found.last.upper - found.last.centre) * 2 / 3)


def test_a_new_segment_starts_with_too_few_points_again():
    rebased = process(figures(USUAL * 2), direction="increase", rebase_at=[following(FIRST, 20)])
    assert [piece.kind for piece in rebased.pieces] == [LIMITS, FEW]
    assert rebased.variation is None


@pytest.mark.parametrize("quarter", [FIRST, following(FIRST, -4), following(FIRST, 99)])
def test_a_rebase_outside_the_series_changes_nothing(quarter):
    assert len(process(figures(USUAL), direction="increase", rebase_at=[quarter]).pieces) == 1


def test_a_rebase_before_a_gap_to_the_end_is_left_out():
    values = [*USUAL, None, None]
    assert len(process(figures(values), direction="increase", rebase_at=[following(FIRST, 14)]).pieces) == 1


def test_a_gap_is_a_quarter_without_a_value():
    gap = process(figures([*USUAL[:6], None, *USUAL[6:]]), direction="increase")
    assert (gap.values[6], gap.points, len(gap.quarters)) == (None, 13, 14)
    missing = {quarter: value for quarter, value in figures(USUAL).items() if quarter != following(FIRST, 3)}
    assert process(missing, direction="increase").values[3] is None


def test_the_icon_is_the_last_point_s_and_goes_by_the_direction():
    for direction, icon in (("increase", "improvement"), ("decrease", "concern"), ("neutral", "neutral_high")):
        found = process(figures([*USUAL, 40]), direction=direction)
        assert (found.variation, found.is_high) == (f"special_cause_{icon}", True)


def test_assurance_compares_the_target_with_the_last_limits():
    chart = process(figures(USUAL), direction="increase", target_at=lambda quarter: 1)
    assert chart.assurance == "consistent_pass"
    assert process(figures(USUAL), direction="increase", target_at=lambda quarter: 10).assurance == "inconsistent"
    assert process(figures(USUAL), direction="increase").assurance is None


def test_days_are_worked_out_on_the_logarithm():
    values = [100, 400, 150, 300, 220, 180, 260, 140, 350, 210, 190, 240, 170, 0]
    chart = process(figures(values), direction="decrease", on_log=True)
    logs = [math.log(value) for value in values if value]
    assert chart.last.centre == pytest.approx(math.exp(sum(logs) / len(logs)))
    assert chart.last.lower > 0
    assert chart.last.upper / chart.last.centre == pytest.approx(chart.last.centre / chart.last.lower)


def test_a_zero_on_a_logarithm_is_listed_and_in_no_rule():
    """Number of points, icon and sentence are about the same points, and the quarter of the icon is one of them."""
    usual = [300, 310, 290, 305, 295, 300, 310, 290, 305, 295, 300, 310]
    found = process(figures([*usual, 0, 900, 0]), direction="decrease", on_log=True)
    assert found.zeros == [following(FIRST, 12), following(FIRST, 14)]
    assert (found.points, found.last.kind, found.last_at) == (13, LIMITS, 13)
    assert found.points == len(found.known(found.last))
    assert (found.variation, found.values[found.last_at]) == ("special_cause_concern", 900)
    assert found.values[12] is found.values[14] is None
    few = process(figures([*usual, 0]), direction="decrease", on_log=True)
    assert (few.points, few.last.kind) == (12, FEW)
    assert few.last.centre == 300  # the median of the days themselves


@pytest.mark.parametrize("on_log", [True, False])
def test_only_zeros_are_a_chart_but_not_on_a_logarithm(on_log):
    found = process(figures([0] * 14), direction="decrease", on_log=on_log)
    assert found is None if on_log else found.last.kind == FLAT


@pytest.mark.parametrize("nothing", [{}, {FIRST: None}])
def test_nothing_published_is_no_chart(nothing):
    assert process(nothing, direction="increase") is None


@given(st.lists(st.one_of(st.none(), st.integers(0, 500)), max_size=50), st.lists(st.integers(0, 50), max_size=4))
def test_every_quarter_has_a_label_and_a_piece(values, rebases):
    found = process(figures(values), direction="decrease", rebase_at=[following(FIRST, at) for at in rebases])
    if found is None:
        assert not any(value is not None for value in values)
        return
    covered = [at for piece in found.pieces for at in range(piece.start, piece.end)]
    assert covered == list(range(len(found.quarters)))
    assert len(found.types) == len(found.values) == len(found.causes) == len(found.quarters)
