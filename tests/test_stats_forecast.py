"""Against implementations we did not write (tests/vectors/forecast.json), and what must hold of any months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.forecast import NoForecast, has_trend, in_words, outlook, predict
from tests.vectors import of, read

VECTORS = read("forecast", None)
months = st.lists(st.integers(0, 500), min_size=2, max_size=40)


@of(VECTORS, None)
def test_the_formula(vector):
    found, expected = predict(**vector["input"]), vector["expected"]
    for name, value in (("lower80", found.lower), ("central", found.central), ("upper80", found.upper)):
        assert value == pytest.approx(expected[name], rel=1e-9, abs=1e-9)
    if "p_meet" in expected:
        assert found.chance == pytest.approx(expected["p_meet"], abs=1e-9)


@given(months, st.integers(1, 24), st.integers(1, 5000))
def test_never_a_chance_with_under_twelve_months_or_a_longer_horizon(monthly, months_left, quota):
    found = outlook(monthly, done=sum(monthly), quota=sum(monthly) + quota, months_left=months_left)
    if found.prediction is None:
        assert found.reason
    elif len(monthly) < 12 or months_left > len(monthly):
        assert found.prediction.chance is None
    else:
        assert 0 <= found.prediction.chance <= 1


@given(st.lists(st.integers(150, 260), min_size=6, max_size=24), st.integers(1, 12), st.integers(0, 3), st.data())
def test_the_pace_needed_and_the_forecast_are_about_the_same_months(monthly, months_left, waiting, data):
    """Whoever keeps up the pace needed makes the quota: no forecast above it stands under a pace that is too slow."""
    early = data.draw(st.integers(0, 200))
    done = sum(monthly) + early
    said = {"done": done, "quota": done + data.draw(st.integers(1, 3000)), "months_left": months_left}
    found = outlook(monthly, waiting=waiting, early=early, **said)
    if found.prediction is None:
        return
    total = sum(monthly) + found.ahead * sum(monthly) / len(monthly)
    assert found.prediction.central == pytest.approx(total - sum(monthly))
    assert sum(monthly) + found.ahead * found.needed == pytest.approx(said["quota"])
    keeps_up = sum(monthly) / len(monthly) >= found.needed + 1e-9
    assert not keeps_up or found.at_the_end.central >= said["quota"] - 1e-6


@given(months, st.integers(1, 23))
def test_the_interval_widens_with_the_horizon(monthly, months_left):
    near, far = predict(monthly, months_left), predict(monthly, months_left + 1)
    assert far.upper - far.central >= near.upper - near.central


@given(st.integers(6, 40), st.integers(1, 20), st.integers(0, 100))
def test_a_ramp_is_refused(number, step, first):
    ramp = [first + step * month for month in range(number)]
    assert has_trend(ramp)
    found = outlook(ramp, done=sum(ramp), quota=sum(ramp) + 100, months_left=3)
    assert (found.prediction, found.reason) == (None, NoForecast.UNSTEADY)


STEADY = [52, 61, 70, 48, 66, 59, 73, 55, 64, 58, 49, 62]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"done": 2000}, NoForecast.DONE),
        ({"months_left": 0}, NoForecast.OVER),
        ({"monthly": STEADY[:5]}, NoForecast.FEW),
        ({"silent": 2}, None),
        ({"silent": 3}, NoForecast.STALE),
        ({"special_cause": True}, NoForecast.UNSTEADY),
    ],
)
def test_why_there_is_no_forecast(change, reason):
    said = {"monthly": STEADY, "done": 717, "quota": 2000, "months_left": 6} | change
    found = outlook(**said)
    assert (found.reason, found.prediction is None) == (reason, reason is not None)


def test_the_pace_is_always_said():
    found = outlook(STEADY, done=1717, quota=2000, months_left=6)
    assert (found.remaining, found.months, found.pace_of_12) == (283, 12, 59.75)
    assert found.pace_of_3 == pytest.approx((58 + 49 + 62) / 3)
    assert found.needed == pytest.approx(283 / 6)
    assert outlook(STEADY[:2], done=0, quota=1, months_left=0).pace_of_3 is None


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "remote chance"),
        (0.0749, "remote chance"),
        (0.075, "highly unlikely"),
        (0.225, "unlikely"),
        (0.375, "realistic possibility"),
        (0.525, "likely"),
        (0.775, "highly likely"),
        (0.925, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_chances_in_words(chance, words):
    assert in_words(chance) == words


def test_months_that_do_not_vary_are_certain():
    assert (predict([10] * 12, 2, 20).chance, predict([10] * 12, 2, 22).chance) == (1.0, 0.0)


@pytest.mark.parametrize("bad", [([5], 1), ([5, 6], 0)])
def test_too_little_is_refused(bad):
    with pytest.raises(ValueError, match="two past months"):
        predict(*bad)
