"""load_reference: all or nothing, again and again, and what people changed stays."""

import csv
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forces.csv_table import BadFile
from forces.models import Cohort, Organisation, Partnership
from ledger.models import AuditEvent
from rollout.models import Commitment, Milestone, OperatingModel, Standard, Theme
from rollout.reference import DIRECTORY, load_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path):
    return Path(shutil.copytree(DIRECTORY, tmp_path / "reference"))


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_what_it_brings():
    counts = {model: model.objects.count() for model in (Organisation, Partnership, Theme, Standard, Commitment)}
    assert counts == {Organisation: 57, Partnership: 45, Theme: 12, Standard: 53, Commitment: 1612}
    assert OperatingModel.objects.count() == 2
    cohorts = [Organisation.objects.filter(cohort=cohort).count() for cohort in Cohort]
    assert cohorts == [5, 14, 9, 29]  # 24 forces and 5 Areas came last


def test_known_from_of_what_came_later():
    later = dict(Standard.objects.exclude(known_from=None).values_list("code", "known_from"))
    assert {str(day) for code, day in later.items() if code[:2] in ("P1", "P2", "P4")} == {"2024-08-22"}
    assert str(later["ADP-8"]) == "2025-12-01"
    assert not {"P4-1", "P4-2", "P4-3", "ADP-1"} & set(later)


def test_every_milestone_has_a_source_and_was_known_before_it_was_due():
    assert Milestone.objects.count() >= 25
    assert not Milestone.objects.filter(source="").exists()
    assert str(Milestone.objects.get(code="training-2000-investigators").known_from) == "2023-07-10"


def test_the_second_time_leaves_everything_and_writes_nothing():
    with CaptureQueriesContext(
        connection,
    ) as queries:
        outcomes = load_reference()
    assert [(outcome.added, outcome.changed, outcome.kept, outcome.not_in_file) for outcome in outcomes] == [
        ([], [], [], [])
    ] * 7
    assert [outcome.left for outcome in outcomes] == [57, 45, 2, 12, 53, 1612, Milestone.objects.count()]
    assert all(query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE")) for query in queries)


def test_a_changed_cell_is_changed_said_and_audited(files, capsys):
    edit(files / "standards.csv", "Step-by-step guide for frontline investigators in use", "Guide in use")
    call_command("load_reference", "--from", str(files))
    said = capsys.readouterr().out
    assert "standards: 0 added, 1 changed, 52 left" in said
    assert 'title "Step-by-step guide for frontline investigators in use", in the file "Guide in use"' in said
    event = AuditEvent.objects.get(action="reference.changed")
    pk = str(Standard.objects.get(code="P1-2").pk)
    assert (event.subject_type, event.after) == ("rollout.standard", {pk: {"title": "Guide in use"}})
    assert event.before[pk]["title"].startswith("Step-by-step")


def test_a_new_standard_is_owed_by_all_and_one_that_went_is_left(files, capsys):
    edit(files / "standards.csv", "P6-2,", "P6-3,")
    call_command("load_reference", "--from", str(files), verbosity=2)
    said = capsys.readouterr().out
    assert "  added: P6-3" in said
    assert "  not in the file, left: P6-2" in said
    assert "commitments: 43 added, 0 changed, 1612 left" in said
    assert AuditEvent.objects.filter(action="reference.added", subject_type="rollout.commitment").count() == 2


def test_an_organisation_that_has_ended_owes_nothing_new(files):
    Organisation.objects.filter(slug="durham").update(active_to="2024-04-01")
    edit(files / "standards.csv", "P6-2,", "P6-3,")
    load_reference(directory=files)
    assert Commitment.objects.filter(standard__code="P6-3").count() == 42


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "standards.csv",
            "2025-12-01",
            "2025-13-01",
            r'line 9, column known_from: found "2025-13-01", expected a date as',
        ),
        ("standards.csv", "ADP-2,", "ADP-1,", r'line 3, column code: found "ADP-1" again, expected it once \(line 2\)'),
        ("standards.csv", "milestone,published", "wish,published", r'column kind: found "wish", expected one of mile'),
        ("standards.csv", "prosecution,", "persecution,", r'column model: found "persecution", expected one of inv'),
        ("standards.csv", "known_from", "known", r"line 1: found columns .*, known; expected .*, known_from"),
        (
            "police_forces.csv",
            "2021-01",
            "Jan 2021",
            r'line 2, column joined: found "Jan 2021", expected a month as YYYY-MM',
        ),
        (
            "police_forces.csv",
            "Avon and Somerset Constabulary",
            "",
            r'line 2, column name: found "", expected This field',
        ),
        ("police_forces.csv", "durham,England", "durham", r"line 12: found 8 cells, expected 9"),
        ("police_forces.csv", "Avon and Somerset Constabulary", "A" * 81, r"at most 80 characters"),
        ("cps_areas.csv", "yes", "maybe", r'column pilot: found "maybe", expected one of no, yes'),
        ("force_cps_areas.csv", "CPS10", "CPS99", r'column cps_area_code: found "CPS99", expected one of CPS01'),
        ("force_tiles.csv", "NB,0", "NB,x", r'column row: found "x", expected'),
        ("milestones.csv", ",month,", ",week,", r"expected one of day, month, year"),
        ("models.csv", "code", '"code', r"models.csv"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_nothing_is_written(files, name, old, new, message):
    edit(files / "standards.csv", "Word-on-word", "Other")
    edit(files / name, old, new)
    with pytest.raises(CommandError, match=message) as error:
        call_command("load_reference", "--from", str(files))
    assert name in str(error.value)
    assert str(error.value).endswith("Nothing was written.")
    assert not Standard.objects.filter(title__startswith="Other").exists()


@pytest.mark.parametrize(
    ("content", "message"), [(None, "no such file"), (b"code\xff", "UTF-8, found byte 0xff"), (b"", "line 1")]
)
def test_a_file_that_is_none(files, content, message):
    (files / "models.csv").unlink()
    if content is not None:
        (files / "models.csv").write_bytes(content)
    with pytest.raises(BadFile, match=message):
        load_reference(directory=files)


def test_a_spreadsheet_program_s_mark_at_the_start_does_no_harm(files):
    path = files / "standards.csv"
    path.write_text("\ufeff" + path.read_text())
    assert all(not outcome.changed for outcome in load_reference(directory=files))


def test_reference_files_are_all_described():
    readme = (DIRECTORY / "README.md").read_text()
    for path in DIRECTORY.glob("*.csv"):
        assert f"`{path.name}`" in readme
        with path.open() as file:
            assert all(f"`{column}`" in readme for column in next(csv.reader(file)))
