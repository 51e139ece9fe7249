import pytest

from benchmarks.forecast_coverage import coverage


@pytest.mark.parametrize(("past", "ahead"), [(6, 3), (12, 3), (24, 6)])
def test_about_eight_in_ten_intervals_hold_what_comes(past, ahead):
    assert 0.75 <= coverage(past, ahead, runs=600) <= 0.85
