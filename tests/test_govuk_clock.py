from datetime import UTC, datetime

import pytest

from govuk.clock import clock


@pytest.mark.parametrize(
    ("hour", "minute", "text"),
    [(15, 0, "4pm"), (8, 7, "9:07am"), (11, 0, "midday"), (23, 0, "midnight"), (23, 1, "12:01am"), (11, 30, "12:30pm")],
)
def test_london_summer_times_as_gov_uk_writes_them(hour, minute, text):
    assert clock(datetime(2024, 7, 1, hour, minute, tzinfo=UTC)) == text


def test_a_time_that_is_already_local_stays():
    assert clock(datetime(2024, 7, 1, 16, 5)) == "4:05pm"  # noqa: DTZ001 the point of the test
