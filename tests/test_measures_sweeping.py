"""Files whose worker died, or whose task was lost: begun anew by themselves, at most so often, and recorded once."""

import datetime as dt

import pytest
import time_machine

from measures import actions, tasks
from measures.actions import uploads
from measures.actions.uploads import MOST_TRIES
from measures.models import Observation, Release, Stage, Upload
from tests.plugins.measures import AT

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def handed(monkeypatch):
    """What was given to the workers, who do nothing yet."""
    found = []
    for task in (tasks.read_upload, tasks.record_upload):
        monkeypatch.setattr(task, "delay", lambda pk, task=task: found.append((task, pk)))
    return found


@pytest.fixture
def swept(handed):
    """swept(minutes): what the schedule hands over so long after the file came."""

    def run(minutes):
        handed.clear()
        with time_machine.travel(AT + minutes * MINUTE, tick=False):
            tasks.sweep_uploads.run()
        return [task for task, _pk in handed]

    return run


def dies(upload, *, stage, at):
    """A worker takes it and is never heard of again."""
    return Upload.objects.filter(pk=upload.pk).update(stage=stage, moved_at=at)


def test_a_lost_task_is_handed_over_again_and_again(uploaded, swept):
    assert swept(5) == []
    assert swept(6) == [tasks.read_upload]
    assert swept(7) == []  # it was handed over a minute ago
    for time in range(2, 9):
        assert swept(6 * time) == [tasks.read_upload]
    actions.read_upload(uploaded.pk)
    uploaded.refresh_from_db()
    assert (uploaded.stage, uploaded.tries) == (Stage.READ, 0)


def test_a_lost_agreement_too(agreed, swept):
    assert swept(6) == [tasks.record_upload]


def test_a_worker_that_gives_a_sign_of_life_is_left_alone(uploaded, swept):
    dies(uploaded, stage=Stage.READING, at=AT)
    with time_machine.travel(AT + 4 * MINUTE, tick=False):
        uploads._progress(uploaded.pk)(0.5, "row 20,001")
    assert swept(6) == []
    assert swept(10) == [tasks.read_upload]


@pytest.mark.parametrize(
    ("stage", "task", "words"),
    [
        (Stage.READING, tasks.read_upload, "Reading this file was begun 4 times"),
        (Stage.RECORDING, tasks.record_upload, "Recording this file was begun 4 times"),
    ],
)
def test_what_dies_too_often_is_said_to_have_failed(agreed, swept, see, unit_manager, stage, task, words):
    dies(agreed, stage=stage, at=AT)
    for time in range(1, MOST_TRIES + 1):
        assert swept(6 * time) == [task]
        dies(agreed, stage=stage, at=AT + 6 * time * MINUTE)
    assert swept(6 * MOST_TRIES + 6) == []
    assert words in see(unit_manager, f"/measures/releases/files/{agreed.pk}/").words
    assert swept(100) == []
    assert (Release.objects.count(), Observation.objects.count()) == (0, 0)


def test_what_is_waiting_for_a_person_or_at_its_end_is_left_alone(uploaded, swept):
    actions.read_upload(uploaded.pk, now=AT)
    for stage in (Stage.READ, Stage.REFUSED, Stage.LEFT):
        dies(uploaded, stage=stage, at=AT)
        assert swept(60) == []


def test_two_sweeps_at_once_hand_it_over_once(uploaded, handed):
    now = AT + 6 * MINUTE
    assert [upload.pk for upload in actions.sweep(now=now)] == [uploaded.pk]
    assert actions.sweep(now=now) == []


def test_begun_anew_it_is_recorded_whole(agreed, swept, monkeypatch):
    """The first worker dies after it has written the figures, so that nothing of them is there."""

    def write_and_die(**said):
        record(**said)
        raise SystemExit

    record = uploads.record_release
    monkeypatch.setattr(uploads, "record_release", write_and_die)
    with pytest.raises(SystemExit):
        actions.record_upload(agreed.pk, now=AT)
    assert (Release.objects.count(), Observation.objects.count()) == (0, 0)
    monkeypatch.setattr(uploads, "record_release", record)
    assert swept(6) == [tasks.record_upload]
    actions.record_upload(agreed.pk)
    agreed.refresh_from_db()
    assert (agreed.stage, agreed.tries, Observation.objects.count()) == (Stage.RECORDED, 1, 1)


def test_a_slow_worker_and_the_one_that_was_sent_after_it_record_one_release(agreed, monkeypatch, handed):
    """The first is alive after all, and writes after the second has."""

    def be_overtaken(**said):
        monkeypatch.setattr(uploads, "record_release", record)
        assert actions.sweep(now=AT + 6 * MINUTE)
        actions.record_upload(agreed.pk)
        return record(**said)

    record = uploads.record_release
    monkeypatch.setattr(uploads, "record_release", be_overtaken)
    actions.record_upload(agreed.pk, now=AT)
    agreed.refresh_from_db()
    assert (agreed.stage, agreed.release) == (Stage.RECORDED, Release.objects.get())
    assert Observation.objects.count() == 1


def test_a_reader_that_was_given_up_changes_nothing_any_more(uploaded, monkeypatch):
    def be_overtaken(upload):
        monkeypatch.setattr(uploads, "_read", read)
        assert actions.sweep(now=AT + 6 * MINUTE)
        actions.read_upload(upload.pk)
        return Stage.REFUSED, {"refused": "Late."}

    read = uploads._read
    monkeypatch.setattr(uploads, "_read", be_overtaken)
    actions.read_upload(uploaded.pk, now=AT)
    uploaded.refresh_from_db()
    assert uploaded.stage == Stage.READ


def test_of_two_uploads_of_one_file_the_second_is_there_already(agree_to, unit_manager, see):
    first, second = agree_to(), agree_to()
    for upload in (first, second):
        actions.record_upload(upload.pk, now=AT)
    assert "brought in already" in see(unit_manager, f"/measures/releases/files/{second.pk}/").words
    assert Release.objects.count() == 1
