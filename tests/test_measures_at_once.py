"""Workers and people who take the same file at the same moment, on the database that lets them."""

import datetime as dt

import pytest

from measures import actions
from measures.actions import uploads
from measures.models import Observation, Release, Stage, Upload
from tests.plugins.at_once import told
from tests.plugins.measures import AT

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
LATER = AT + dt.timedelta(minutes=6)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def calls(monkeypatch):
    """calls("_read"): how often the function of that name was called, as it goes on."""

    def count(name):
        found, function = [], getattr(uploads, name)
        monkeypatch.setattr(uploads, name, lambda *args, **said: (found.append(name), function(*args, **said))[1])
        return found

    return count


def test_one_release_is_recorded_whole(at_once, agree_to, calls):
    """Two workers have one upload, and one has another upload of the same file."""
    first, second, recorded = agree_to(), agree_to(), calls("record_release")
    at_once(lambda pk: actions.record_upload(pk, now=AT), [first.pk, first.pk, second.pk], at=Upload)
    assert len(recorded) == 2  # once for each upload: the third worker left it alone
    assert (Release.objects.count(), Observation.objects.count()) == (1, 1)
    assert sorted(Upload.objects.values_list("stage", flat=True)) == [Stage.RECORDED, Stage.REFUSED]


def test_one_worker_reads_a_file(at_once, uploaded, calls):
    read = calls("_read")
    at_once(lambda pk: actions.read_upload(pk, now=AT), [uploaded.pk] * 4, at=Upload)
    assert len(read) == 1


def test_of_two_who_answer_about_a_file_one_is_told(at_once, uploaded, unit_manager):
    actions.read_upload(uploaded.pk, now=AT)
    results = at_once(lambda act: told(lambda: act(upload=uploaded, by=unit_manager)), [actions.agree, actions.leave])
    assert sorted(result is None for result in results) == [False, True]


@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.READING])
def test_one_sweep_hands_a_file_over(at_once, uploaded, stage):
    """Nobody has begun to read it, or who has is gone."""
    Upload.objects.filter(pk=uploaded.pk).update(stage=stage)
    results = at_once(lambda now: actions.sweep(now=now), [LATER] * 3, at=Upload)
    assert sorted(map(len, results)) == [0, 0, 1]
    uploaded.refresh_from_db()
    assert uploaded.tries == (stage == Stage.READING)
