"""Releases: dry run, recording, revisions and the past, by command and by page."""

import datetime as dt
import io
import uuid
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from kombu.exceptions import OperationalError

from ledger.as_at import as_at
from ledger.models import AuditEvent
from measures import actions, tasks
from measures.models import Measure, Observation, Rebase, Release, Stage, Upload
from measures.queries.charts import all_series
from tests.plugins.measures import AT, PUBLISHED, shares
from tests.release_files import OFFENCES, OUTCOMES, ods, offence, outcome, xlsx

ADD = "/measures/releases/add/"
APRIL = dt.date(2024, 4, 1)
GOOD = ods(**{"2024_25": [OFFENCES, offence(10), offence(3, code="19F"), offence(7, force="CIFAS")]})
REVISED = ods(**{"2024_25": [OFFENCES, offence(12), offence(3, code="19F"), offence(8, quarter=2)]})
WRONG = ods(**{"2024_25": [OFFENCES, offence(10), offence(3, force="Narnia")]})


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def command(tmp_path, db):
    def run(content, *more, name="prc-pfa-mar2013-onwards-tables-250724.ods", out=None):
        path = tmp_path / name
        path.write_bytes(content)
        out = out or io.StringIO()
        call_command("import_release", str(path), *more, stdout=out)
        return out.getvalue()

    return run


def durham(force_slug="durham", code="recorded_offences", day=dt.date(2026, 1, 1)):
    from forces.models import Organisation

    about = {"organisation": Organisation.objects.get(slug=force_slug), "measure": Measure.objects.get(code=code)}
    found = all_series(as_at(day, today=dt.date(2026, 11, 25)), **about)
    return {quarter: point.value for series in found.values() for quarter, point in series.items()}


def test_the_command_says_what_it_would_do_and_writes_nothing(command):
    said = command(GOOD)
    assert "1 figures: 1 added, 0 revised, 0 as they were." in said
    assert "left out: 2024_25: 1 rows, CIFAS: not one of the 43 forces (first C4)" in said
    assert "Nothing was written. Add --commit" in said
    assert not Release.objects.exists()


def test_committed_it_is_recorded_with_who_and_when(command):
    assert "Recorded as published on 25 July 2024." in command(GOOD, "--commit")
    assert durham() == {APRIL: 13}
    assert AuditEvent.objects.filter(action="release.recorded").count() == 1


def test_the_same_file_twice_changes_nothing(command):
    command(GOOD, "--commit")
    assert "brought in already" in command(GOOD, "--commit")
    assert (Release.objects.count(), Observation.objects.count()) == (1, 1)


def test_a_revision_is_a_further_release_and_both_can_be_read(command):
    command(GOOD, "--commit")
    said = command(REVISED, "--commit", name="prc-pfa-mar2013-onwards-tables-231024.ods")
    assert "2 figures: 1 added, 1 revised, 0 as they were." in said
    assert "revised: durham, recorded_offences, 2024-04-01: 13 to 15 (2024_25 H2)" in said
    assert durham() == {APRIL: 15, dt.date(2024, 7, 1): 8}
    assert durham(day=dt.date(2024, 10, 22)) == {APRIL: 13}
    assert durham(day=dt.date(2024, 7, 24)) == {}


def test_an_older_file_that_comes_later_does_not_win(command):
    command(REVISED, "--commit", name="tables-231024.ods")
    command(GOOD, "--commit")
    assert durham()[APRIL] == 15
    assert durham(day=dt.date(2024, 8, 1)) == {APRIL: 13}


FORCES = ("Kent", "Essex", "Surrey", "Dorset")
WHOLE = ods(**{"2024_25": [OFFENCES, *(offence(100, force=force) for force in FORCES)]})
PART = ods(**{"2024_25": [OFFENCES, *(offence(49, force=force) for force in FORCES)]})
LATER = "prc-pfa-mar2013-onwards-tables-231024.ods"


def test_under_half_of_what_was_published_before_has_to_be_confirmed_by_name_and_reason(command, unit_manager, unit):
    command(WHOLE, "--commit")
    said = command(PART, name=LATER)
    assert "recorded_offences are 196 here and 400 in what was published before" in said
    assert 'Add --commit --by EMAIL --confirm "WHY" to record this.' in said
    with pytest.raises(CommandError, match="If it is right, say so"):
        command(PART, "--commit", name=LATER)
    for by in ((), ("--by", unit.email)):
        with pytest.raises(CommandError, match="email of a Unit manager"):
            command(PART, "--commit", "--confirm", "As it is.", *by, name=LATER)
    assert Release.objects.count() == 1
    command(PART, "--commit", "--confirm", "Asked the Home Office.", "--by", unit_manager.email, name=LATER)
    release = Release.objects.latest("pk")
    assert (release.confirmed_by, release.confirmed_why) == (unit_manager, "Asked the Home Office.")
    assert AuditEvent.objects.latest("pk").after["confirmed"] == "Asked the Home Office."


def test_half_of_it_or_other_quarters_are_brought_in_as_they_are(command):
    command(WHOLE, "--commit")
    half = ods(**{"2024_25": [OFFENCES, *(offence(50, force=force) for force in FORCES)]})
    assert "Recorded as published" in command(half, "--commit", name=LATER)
    other = ods(**{"2024_25": [OFFENCES, offence(1, quarter=2)]})
    assert "Recorded as published" in command(other, "--commit", name="prc-pfa-tables-241024.ods")
    assert set(Release.objects.values_list("confirmed_by", "confirmed_why")) == {(None, "")}


def test_a_subset_under_a_neutral_name_is_doubted(command):
    rows = [outcome(10, kind=kind, force=force) for force in FORCES for kind in (1, 14, 18)]
    command(xlsx(Data=[OUTCOMES, *rows]), "--commit", name="prc-outcomes-open-data-mar2025-tables-250724.xlsx")
    part = [outcome(1, kind=kind, force=force) for force in FORCES for kind in (1, 14, 18)]
    assert "outcomes_assigned are 12 here and 120" in command(xlsx(Data=[OUTCOMES, *part]), name="outcomes-231024.xlsx")


def test_invented_figures_are_no_measure_of_what_is_published(command, publish):
    publish(shares([400] * 30, measure="recorded_offences", force="durham", of=500), kind="demonstration")
    assert "Recorded as published" in command(GOOD, "--commit")
    publish(shares([400] * 30, measure="recorded_offences", force="durham", of=500), name="real.csv")
    assert "under half" in command(REVISED, name=LATER)


def test_however_much_there_is_to_say_it_fits_on_a_screen(command):
    names = [f"Body {number}" for number in range(60)]
    rows = [offence(number, quarter=quarter) for quarter, number in enumerate((5, 6, 7), 1)]
    rows += [offence("x", quarter=4, force=force) for force in (*FORCES, "Gwent", "Sussex", "Cumbria", "Norfolk")]
    rows += [offence(1, force=name) for name in names] + [offence(1, force=name, code="8N") for name in names]
    path_said = io.StringIO()
    with pytest.raises(CommandError, match="Nothing was written"):
        command(ods(**{"2024_25": [OFFENCES, *rows]}), out=path_said, name="prc-pfa-tables-240725.ods")
    said = path_said.getvalue()
    assert len(said.splitlines()) <= 24 + 8
    assert "wrong: 62 more; -v 2 lists them" in said
    assert "left out: 55 more; -v 2 lists them" in said
    with pytest.raises(CommandError, match="Nothing was written"):
        command(ods(**{"2024_25": [OFFENCES, *rows]}), "-v", "2", out=path_said)
    assert "Body 59" in path_said.getvalue()


def test_one_wrong_cell_and_nothing_is_written(command):
    with pytest.raises(CommandError, match="Nothing was written"):
        command(WRONG, "--commit")
    assert not Release.objects.exists()


def test_a_quarter_that_was_not_over_is_wrong(command):
    with pytest.raises(CommandError, match="Nothing was written"):
        command(GOOD, "--commit", "--published", "2024-06-30")


@pytest.mark.parametrize(
    ("more", "name", "words"),
    [
        (["--published", "tomorrow"], "a.ods", "expected a date"),
        ([], "a.ods", "Say with --published"),
        (["--published", "2999-01-01"], "a.ods", "expected today"),
        (["--by", "nobody@example.org"], "a-250724.ods", "no person"),
        ([], "prc-outcomes-alternate-250724.xlsx", "alternate offences"),
    ],
)
def test_what_the_command_refuses(command, more, name, words):
    with pytest.raises(CommandError, match=words):
        command(GOOD, *more, name=name)


@pytest.fixture
def bring(see, send, unit_manager, django_capture_on_commit_callbacks, monkeypatch):
    """bring(content): uploaded by the page, read by the worker."""
    sent = []
    for task in (tasks.read_upload, tasks.record_upload):
        monkeypatch.setattr(task, "delay", lambda pk, task=task: sent.append((task, pk)))

    def work():
        while sent:
            task, pk = sent.pop(0)
            task(pk)

    def upload(content, name="prc-pfa-tables-250724.ods", **more):
        data = {"token": str(uuid.uuid4()), "file": SimpleUploadedFile(name, content), **more}
        with django_capture_on_commit_callbacks(execute=True):
            page = send(unit_manager, ADD, data)
        work()
        return page, see(unit_manager, page.redirect_chain[-1][0]) if page.redirect_chain else page

    upload.work = work
    return upload


def test_the_page_shows_what_would_change_and_then_records_it(
    bring, send, unit_manager, django_capture_on_commit_callbacks
):
    waiting, read = bring(GOOD)
    assert 'http-equiv="refresh"' in waiting.content.decode()
    assert "1 would be added, 0 would revise" in read.words
    assert "1 row, CIFAS: not one of the 43 forces (first in C4)" in read.words
    assert not Release.objects.exists()
    upload = Upload.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        send(unit_manager, f"/measures/releases/files/{upload.pk}/", {"do": "record"})
    bring.work()
    upload.refresh_from_db()
    assert (upload.stage, upload.done, upload.release.recorded_by) == (Stage.RECORDED, 100, unit_manager)
    assert durham() == {APRIL: 13}


def test_the_page_shows_wrong_cells_and_offers_nothing(bring):
    _waiting, read = bring(WRONG)
    assert "1 cell is wrong, so nothing can be brought in" in read.words
    assert "2024_25 C3 Narnia the name of a police force" in read.words
    assert "Record these figures" not in read.words


def test_a_total_that_falls_short_is_confirmed_on_the_page(
    bring, command, send, see, unit_manager, observer, django_capture_on_commit_callbacks
):
    command(WHOLE, "--commit")
    _waiting, read = bring(PART, name=LATER)
    assert (
        "Recorded adult rape offences of the whole country: 196 in this file, 400 in what was published" in read.words
    )
    upload = Upload.objects.get()
    page = f"/measures/releases/files/{upload.pk}/"
    assert "Say why it is right" in send(unit_manager, page, {"do": "record", "why": " "}).words
    named = send(unit_manager, page, {"do": "record", "why": "Ring 07700 900123."})
    assert "Take it out, or confirm that you have checked" in named.words
    with pytest.raises(actions.uploads.RuleBroken):
        actions.agree(upload=upload, by=unit_manager)
    with django_capture_on_commit_callbacks(execute=True):
        send(unit_manager, page, {"do": "record", "why": "Two forces sent nothing this time."})
    bring.work()
    upload.refresh_from_db()
    assert (upload.stage, upload.release.confirmed_by) == (Stage.RECORDED, unit_manager)
    shown = see(observer, f"/measures/releases/{upload.release.pk}/").words
    assert f"Confirmed to be the whole {unit_manager}: Two forces sent nothing this time." in shown


def test_a_release_that_came_meanwhile_makes_it_fall_short(bring, command, unit_manager):
    bring(PART, name=LATER)
    upload = Upload.objects.get()
    actions.agree(upload=upload, by=unit_manager)
    command(WHOLE, "--commit")
    actions.record_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.stage, Release.objects.count()) == (Stage.REFUSED, 1)
    assert "under half of what was published before" in upload.report["refused"]


@pytest.mark.parametrize(("content", "words"), [(b"", "empty"), (b"PK\x03\x04", "cut short"), (b"%PDF", "neither")])
def test_a_bad_file_gets_words_on_the_page(bring, content, words):
    page, read = bring(content)
    assert page.status_code == 200
    assert words in read.words


def test_the_same_file_by_the_page_changes_nothing(bring, command):
    command(GOOD, "--commit")
    _waiting, read = bring(GOOD)
    assert "This file was brought in already" in read.words


def test_a_file_can_be_left(bring, send, unit_manager):
    bring(GOOD)
    page = send(unit_manager, f"/measures/releases/files/{Upload.objects.get().pk}/", {"do": "leave"})
    assert "Nothing changed" in page.words
    assert Upload.objects.get().stage == Stage.LEFT


def test_agreeing_twice_records_once(bring, unit_manager):
    bring(GOOD)
    upload = Upload.objects.get()
    actions.agree(upload=upload, by=unit_manager)
    with pytest.raises(actions.uploads.RuleBroken):
        actions.agree(upload=upload, by=unit_manager)
    actions.record_upload(upload.pk)
    actions.record_upload(upload.pk)
    assert Release.objects.count() == 1


def test_a_form_sent_twice_is_one_upload(bring, unit_manager, send):
    token = str(uuid.uuid4())
    for _time in range(2):
        bring(GOOD, token=token)
    assert Upload.objects.count() == 1


def test_without_a_broker_the_file_waits_and_can_be_sent_again(
    send, see, unit_manager, monkeypatch, django_capture_on_commit_callbacks
):
    def down(pk):
        raise OperationalError

    monkeypatch.setattr(tasks.read_upload, "delay", down)
    data = {"token": str(uuid.uuid4()), "file": SimpleUploadedFile("a-250724.ods", GOOD)}
    with django_capture_on_commit_callbacks(execute=True):
        page = send(unit_manager, ADD, data)
    assert "Waiting to be read" in page.words
    upload = Upload.objects.get()
    assert not actions.start_again(upload=upload)
    assert actions.start_again(upload=upload, now=upload.moved_at + dt.timedelta(minutes=6))


def test_a_worker_that_died_is_followed_by_another(uploaded):
    Upload.objects.update(stage=Stage.READING, moved_at=AT)
    upload = Upload.objects.get()
    assert actions.start_again(upload=upload, now=AT + dt.timedelta(minutes=6))
    actions.read_upload(upload.pk)
    upload.refresh_from_db()
    assert upload.stage == Stage.READ


def test_a_file_that_is_gone_is_said(uploaded, see, unit_manager):
    Path(uploaded.file.path).unlink()
    actions.read_upload(uploaded.pk)
    assert "The file is no longer there" in see(unit_manager, f"/measures/releases/files/{uploaded.pk}/").words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose a file"),
        ({"file": SimpleUploadedFile("a.ods", GOOD)}, "Enter the day it was published"),
        (
            {
                "file": SimpleUploadedFile("a.ods", GOOD),
                "published_on_day": "1",
                "published_on_month": "1",
                "published_on_year": "2099",
            },
            "must be in the past",
        ),
        ({"file": SimpleUploadedFile("b-250724.ods", GOOD), "token": "x"}, "did not arrive whole"),
    ],
)
def test_the_form_says_what_is_missing(send, unit_manager, data, words):
    page = send(unit_manager, ADD, {"token": str(uuid.uuid4())} | data)
    assert page.status_code == 200
    assert words in page.words
    assert not Upload.objects.exists()


def test_too_large_a_file_is_refused(send, unit_manager, settings):
    settings.RELEASE_MAX_BYTES = 1_000
    data = {"token": str(uuid.uuid4()), "file": SimpleUploadedFile("a-250724.ods", b"x" * 1_001)}
    assert "MB or smaller" in send(unit_manager, ADD, data).words


def test_in_the_past_nothing_is_brought_in(see, unit_manager, published):
    page = see(unit_manager, ADD, **{"as-at": "2024-08-01"})
    assert (page.status_code, page.url) == (302, "/measures/releases/?as-at=2024-08-01")
    assert "Bring in a release" not in see(unit_manager, "/measures/releases/", **{"as-at": "2024-08-01"}).words


def test_both_releases_are_read_on_their_pages(see, observer, publish):
    first = publish(shares([10] * 20), name="first.csv")
    second = publish(shares([11] * 20), name="second.csv", on=dt.date(2024, 10, 24))
    assert "3.3% 10 300" in see(observer, f"/measures/releases/{first.pk}/").words
    assert "3.7% 11 300" in see(observer, f"/measures/releases/{second.pk}/").words
    assert "20 revised what had been published" in see(observer, f"/measures/releases/{second.pk}/").words
    assert see(observer, f"/measures/releases/{second.pk}/", **{"as-at": "2024-10-23"}).status_code == 404


def test_the_last_published_release_is_listed_first(see, observer, publish):
    for day in (dt.date(2024, 10, 24), dt.date(2024, 7, 25), dt.date(2025, 1, 23)):
        publish(shares([10]), name=f"{day:%B}.csv", on=day)
    words = see(observer, "/measures/releases/").words
    assert words.index("January.csv") < words.index("October.csv") < words.index("July.csv")


def test_an_outcomes_workbook_by_the_page(bring):
    rows = [outcome(3), outcome(2, kind="14"), outcome(20, kind="18")]
    _waiting, read = bring(xlsx(Data=[OUTCOMES, *rows]), name="prc-outcomes-open-data-mar2025-tables-240725.xlsx")
    assert "Home Office: crime outcomes: 5 figures." in read.words


def test_a_rebase_needs_a_reason_and_can_be_taken_back(see, send, unit_manager, published, force):
    page = "/organisations/avon-and-somerset/measures/charged_pct/"
    form = {"base": "0", "quarter": "2021-01-01", "event": "joined", "reason": ""}
    assert "Say why" in send(unit_manager, f"{page}limits/", form).words
    done = send(unit_manager, f"{page}limits/", form | {"reason": "It joined in January 2021."})
    assert "Jan to Mar 2021, joined the programme: new limits from here. It joined in January 2021." in done.words
    second = send(unit_manager, f"{page}limits/", form | {"reason": "Again."})
    assert "changed this chart first" in second.words
    base = Rebase.objects.get().pk
    back = form | {"base": str(base), "reason": "It was the wrong quarter.", "take_back": "1"}
    assert "taken back." in send(unit_manager, f"{page}limits/", back).words
    assert Rebase.objects.count() == 2


def test_a_rebase_is_known_from_when_it_was_recorded(see, unit, published, unit_manager, force):
    measure = Measure.objects.get(code="charged_pct")
    said = {"organisation": force, "measure": measure, "quarter": dt.date(2021, 1, 1), "event": "joined"}
    with time_machine.travel(dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC), tick=False):
        actions.rebase(**said, reason="Joined.", by=unit_manager)
    page = "/organisations/avon-and-somerset/measures/charged_pct/"
    assert "new limits from here" in see(unit, page, **{"as-at": "2025-03-01"}).words
    assert "new limits from here" not in see(unit, page, **{"as-at": "2025-02-28"}).words


def test_published_in_reads_the_home_office_s_names():
    assert actions.published_in("prc-outcomes-open-data-mar2025-tables-240725.xlsx") == dt.date(2025, 7, 24)
    assert actions.published_in("criminal_justice_delivery_data_q3_2024_v1.csv") is None
    assert actions.published_in("a-320125.ods") is None
    assert actions.published_in("x-250724.ods") == PUBLISHED
