from hypothesis import given
from hypothesis import strategies as st

from rollout.summary import Summary, summarise

positions = st.lists(st.none() | st.tuples(st.integers(1, 5), st.integers(1, 3)), min_size=1)


def test_the_lower_median_and_the_worst_confidence():
    assert summarise([(3, 1), (4, 2), (5, 1), (2, 1)]) == Summary(3, 2, 2, 4)


def test_never_reported_counts_lowest():
    assert summarise([None, (5, 1)]) == Summary(None, 1, 1, 2)
    assert summarise([None, (5, 1), (4, 3)]) == Summary(4, 3, 2, 3)


def test_nothing_has_no_status():
    assert summarise([]) == Summary(None, None, 0, 0)


@given(positions)
def test_at_least_half_stand_at_the_median_or_lower(found):
    median = summarise(found).status or 0
    statuses = [position[0] if position else 0 for position in found]
    assert sum(status <= median for status in statuses) * 2 >= len(statuses)
    assert median in statuses
