import datetime as dt

from django.utils import timezone

from demo.measures import workbook
from demo.measures.story import FIRST, FIRST_RELEASE, released, story
from demo.measures.writer import load_measures_demo
from forces.models import Organisation
from measures.actions import names_of_forces
from measures.importing import read_release
from measures.importing.found import Figure
from measures.models import Note, Observation, Rebase, Release

UNTIL = dt.date(2024, 8, 1)


def test_an_earlier_day_is_the_beginning_of_a_later_one():
    early, late = list(released(UNTIL)), list(released(dt.date(2026, 11, 25)))
    assert late[: len(early)] == early
    assert early[0] == (FIRST_RELEASE, early[0][1])
    assert early[0][1][0] == FIRST


def test_a_quarter_is_the_same_every_time_and_its_counts_fit():
    joined = dt.date(2021, 1, 1)
    once, again = (list(story("avon-and-somerset", dt.date(2023, 1, 1), joined, 0)) for _time in range(2))
    assert once == again
    by_measure = {row[1]: row for row in once}
    _slug, _code, _quarter, share, count, total = by_measure["charged_pct"]
    assert by_measure["charged"][3] == count <= total == by_measure["outcomes_assigned"][3]
    assert abs(float(share) - 100 * count / total) < 0.001


def test_its_outcomes_come_out_of_a_workbook_as_they_are_told(db, tmp_path):
    """In the published shape, with all that is odd about it."""
    forces = dict(Organisation.objects.filter(kind="force").values_list("slug", "short_name"))
    rows = [
        row
        for slug in forces
        for day in (dt.date(2022, 7, 1), dt.date(2022, 10, 1))
        for row in story(slug, day, None, 0)
    ]
    workbook.write(tmp_path / "outcomes.xlsx", rows, forces)
    found = read_release(tmp_path / "outcomes.xlsx", "outcomes.xlsx", names_of_forces())
    told = {(slug, measure, day): Figure(*values) for slug, measure, day, *values in rows}
    outcomes = {key for key in told if key[1] not in ("recorded_offences", "cps_referrals", "days_to_charge")}
    assert found.figures == {key: told[key] for key in outcomes}
    assert len(outcomes) == 43 * 2 * 5
    reasons = {reason for _sheet, reason in found.left_out}
    assert "Devon and Cornwall sent no data, so its quarters are withheld: 2022/23 Q3" in reasons
    assert not found.problems


def test_it_is_loaded_once_and_marked(db):
    now = timezone.now()
    loaded = load_measures_demo(until=UNTIL, now=now)
    assert loaded.releases == Release.objects.filter(kind="demonstration").count() == 5
    assert loaded.figures == Observation.objects.count()
    assert (Rebase.objects.count(), Note.objects.count()) == (3, 6)
    assert load_measures_demo(until=UNTIL, now=now) == type(loaded)(0, 0)
