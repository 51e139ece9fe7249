"""The same rows, however they are found: all at once on PostgreSQL, by ids on SQLite, one by one here."""

import datetime as dt

import pytest
from django.utils import timezone

from rollout.models import Commitment
from rollout.queries import position_rows, positions

DAYS_AGO = (500, 400, 100, 21, 20, 19, 0)  # on both sides of the weeks that PostgreSQL looks at first


@pytest.mark.parametrize("moment_days_ago", [None, 0, 10, 19, 20, 21, 40, 41, 120, 450, 1000])
def test_rows_agree_with_positions(say, moment_days_ago):
    now = timezone.now()
    codes = ["P1-1", "P1-2", "P1-3", "P3-1", "P3-2", "P3-3", "P4-1"]
    for turn, code in enumerate(codes):
        for days in DAYS_AGO[: turn + 1]:
            say(("durham", code), status=1 + (days % 5), at=now - dt.timedelta(days=days))
    moment = None if moment_days_ago is None else now - dt.timedelta(days=moment_days_ago)
    everything = Commitment.objects.all()
    found = {
        (row[0], row[1]): row[2] and (row[2].status, row[2].recorded_at) for row in position_rows(everything, moment)
    }
    known = positions(everything, moment)
    for commitment in everything:
        update = known.get(commitment.pk)
        expected = update and (update.status, update.recorded_at)
        assert found[commitment.organisation_id, commitment.standard_id] == expected


@pytest.mark.parametrize(("compared_days_ago", "former"), [(20, 2), (400, None)])
def test_the_status_at_another_moment_stands_beside_it(say, commitment, compared_days_ago, former):
    now = timezone.now()
    say(commitment, status=2, at=now - dt.timedelta(days=300))
    say(commitment, status=4, at=now - dt.timedelta(days=10))
    only = Commitment.objects.filter(pk=commitment.pk)
    (row,) = position_rows(only, None, now - dt.timedelta(days=compared_days_ago))
    assert (row[2].status, row[3]) == (4, former)
