"""The demonstration is believed: what grows with a force's size does, and charts do not all end in the same icon."""

import datetime as dt
from collections import defaultdict

import pytest

from demo.funding.story import amount_of
from demo.measures.story import story as measured
from demo.measures.writer import load_measures_demo
from demo.sizes import HUNDREDS, officers
from demo.training.writer import load_training_demo, tell
from forces.models import Organisation
from ledger.as_at import as_at, end_of
from measures.figures.national import National
from measures.models import Measure
from measures.queries.charts import shown_everywhere
from training.models import Share

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
LARGE = sorted(HUNDREDS, key=officers)[-10:]
SMALL = sorted(HUNDREDS, key=officers)[:10]


def test_every_force_has_a_size(db):
    assert set(Organisation.objects.filter(kind="force").values_list("slug", flat=True)) == set(HUNDREDS)


def by_size(numbers: dict[str, float]):
    """Holds that the largest force has most, and large forces several times what small ones have."""
    assert max(numbers, key=numbers.__getitem__) == "metropolitan"
    assert numbers.get("city-of-london", 0) <= min(numbers[force] for force in LARGE if force in numbers) / 2
    large, small = ([numbers[force] for force in group if force in numbers] for group in (LARGE, SMALL))
    assert sum(large) / len(large) > 3 * sum(small) / len(small)


def test_posts_and_pace_of_training_go_by_size(db):
    posts, completed = {}, defaultdict(int)
    for said in tell(end_of(TODAY)):
        if said.what == "workforce":
            posts[said.force] = said.values[0]
        elif said.what == "risdp" and said.version == 1:
            completed[said.force] += said.values[0]
    by_size(posts)
    by_size(completed)


def test_shares_of_a_quota_go_by_size(db):
    load_training_demo(until=dt.date(2025, 8, 1), now=NOW)
    for quota in set(Share.objects.values_list("quota", flat=True)):
        by_size(dict(Share.objects.filter(quota=quota).values_list("organisation__slug", "number")))


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_grants_go_by_size(year):
    amounts = {force: amount_of(force, year) for force in HUNDREDS}
    by_size({force: amount for force, amount in amounts.items() if amount})
    assert sum(filter(None, amounts.values())) < 4_000_000


def test_recorded_offences_go_by_size():
    quarter = dt.date(2026, 4, 1)
    by_size({force: float(next(measured(force, quarter, None, 0))[3]) for force in HUNDREDS})


def test_most_forces_end_as_usual_in_every_measure(db):
    load_measures_demo(until=TODAY, now=NOW)
    forces = list(Organisation.objects.filter(kind="force"))
    improved = set()
    for measure in Measure.objects.all():
        counted = National(measure, forces, *shown_everywhere(measure, as_at(TODAY, today=TODAY))).counted
        assert counted["common_cause"] > 0.6 * len(forces), measure.code
        improved |= {measure.code for icon in counted if icon == "special_cause_improvement"}
    assert {"charged_pct", "days_to_charge"} <= improved
