"""What a file has that we do not know: named on its page, mapped there by a Unit manager, and the file read again."""

import uuid

import pytest
from django.core.files.base import ContentFile

from forces.models import Organisation
from ledger.actions import RuleBroken
from ledger.as_at import AsAt
from ledger.models import AuditEvent
from measures import actions, tasks
from measures.forms import MapForm
from measures.models import Measure, Observation, Spelling, Stage, Upload
from measures.queries.ledgers import mapped, spellings, standing
from tests.plugins.measures import AT, PUBLISHED
from tests.plugins.people import person
from tests.release_files import JUSTICE, metric, outcome, published, table

PAGE = "/measures/releases/spellings/"
MEDIAN, MEAN = "Median days until a charge (invented)", "Mean days from referral (invented)"
METRICS = table([JUSTICE, metric(400, name=MEDIAN), metric(150, name=MEAN)])
FORCE = published([outcome(4), outcome(6, kind=14, force="Constabulary of Avon2,3")])


@pytest.fixture(autouse=True)
def files(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    for task in (tasks.read_upload, tasks.record_upload):
        monkeypatch.setattr(task, "delay", task)  # as a worker would, at once


@pytest.fixture
def bring(unit_manager):
    def bring(content, name="file.csv"):
        said = {"name": name, "published_on": PUBLISHED, "token": uuid.uuid4(), "by": unit_manager, "now": AT}
        upload = actions.start(file=ContentFile(content, name=name), **said)
        actions.read_upload(upload.pk)
        upload.refresh_from_db()
        return upload

    return bring


@pytest.fixture
def answer(send, unit_manager, django_capture_on_commit_callbacks):
    """answer(upload, **what): on its page, by the label of what is asked."""

    def answer(upload, do="map", **chosen):
        form = MapForm(report=upload.report)
        keys = {name: key for key, (_what, name) in form.asked.items()}
        data = {keys[name]: ours for name, ours in chosen.items()} | {"do": do}
        with django_capture_on_commit_callbacks(execute=True):
            page = send(unit_manager, f"/measures/releases/files/{upload.pk}/", data)
        upload.refresh_from_db()
        return page

    return answer


def test_an_unknown_metric_is_named_mapped_and_read_again(bring, answer, see, unit_manager):
    upload = bring(METRICS)
    page = see(unit_manager, f"/measures/releases/files/{upload.pk}/").words
    assert upload.stage == Stage.REFUSED
    assert f"“{MEDIAN}”: 1 row, first in file.csv B2" in page
    assert f"“{MEAN}”: 1 row, first in file.csv B3" in page
    assert "The metrics that we know" in page
    assert "average days to charge" in page
    answer(upload, **{MEDIAN: "days_to_charge"})
    page = see(unit_manager, f"/measures/releases/files/{upload.pk}/")
    assert upload.stage == Stage.READ
    assert "1 would be added" in page.words
    assert f"“{MEDIAN}” is read as Average days to charge, as the Unit has mapped it" in page.words
    assert f"“{MEAN}”: 1 row" in page.words
    actions.agree(upload=upload, by=unit_manager)
    actions.record_upload(upload.pk)
    (figure,) = Observation.objects.all()
    assert (figure.measure.code, figure.value) == ("days_to_charge", 400)
    assert "as the Unit has mapped it" in see(unit_manager, f"/measures/releases/{figure.release_id}/").words


def test_who_mapped_what_and_when_is_kept_and_every_later_file_is_read_so(bring, answer, see, observer, unit_manager):
    answer(bring(METRICS), **{MEDIAN: "days_to_charge"})
    row = Spelling.objects.get()
    assert (row.what, row.written, row.measure.code) == ("metric", MEDIAN, "days_to_charge")
    assert row.recorded_by == unit_manager
    assert AuditEvent.objects.get(action="spelling.mapped").actor == unit_manager.email
    page = see(observer, PAGE).words
    assert f"{MEDIAN} metric Average days to charge is read so" in page
    assert "Take back" not in page
    later = bring(table([JUSTICE, metric(390, name=MEDIAN.upper(), period="Jul - Sep 2024"), metric(1, name="Other")]))
    assert (later.stage, len(later.report["figures"])) == (Stage.REFUSED, 1)  # its quarter was not over
    assert [name for _what, name, *_rest in later.report["unknown"]] == ["Other"]


def test_a_force_s_spelling_is_mapped_to_a_force_or_to_none(bring, answer, see, unit_manager):
    upload = bring(FORCE, name="outcomes.xlsx")
    page = see(unit_manager, f"/measures/releases/files/{upload.pk}/").words
    assert "Constabulary of Avon2,3 the name of a police force" in page
    answer(upload, **{"Constabulary of Avon2,3": "avon-and-somerset"})
    assert (upload.stage, len(upload.report["figures"])) == (Stage.READ, 10)
    actions.take_back(spelling=Spelling.objects.get(), by=unit_manager)
    upload = bring(published([outcome(3), outcome(5, force="Constabulary of Avon")]))
    answer(upload, **{"Constabulary of Avon": "none"})
    assert (upload.stage, len(upload.report["figures"])) == (Stage.READ, 5)
    assert mapped() == {("force", "constabulary of avon"): None}


def test_it_can_be_taken_back(bring, answer, send, see, unit_manager):
    answer(bring(METRICS), **{MEDIAN: "days_to_charge"})
    row = Spelling.objects.get()
    page = send(unit_manager, PAGE, {"take_back": row.pk})
    assert "Taken back." in page.words
    assert standing() == {}
    assert [each.stands for each in spellings(AsAt(PUBLISHED))] == [False, True]
    assert "This does not stand any more." in send(unit_manager, PAGE, {"take_back": row.pk}).words
    assert Spelling.objects.count() == 2
    assert bring(METRICS + b"\r\n").stage == Stage.REFUSED


def test_somebody_else_s_mapping_is_not_overwritten(bring, unit_manager):
    other = person("other_manager", "unit_manager")
    first, second = bring(METRICS), bring(METRICS + b"\r\n")
    days, referrals = (Measure.objects.get(code=code) for code in ("days_to_charge", "cps_referrals"))
    actions.map_spellings(upload=first, ours={("metric", MEDIAN): days}, by=unit_manager)
    with pytest.raises(RuleBroken, match="has mapped"):
        actions.map_spellings(upload=second, ours={("metric", MEDIAN): referrals}, by=other)
    second.refresh_from_db()
    assert (second.stage, Spelling.objects.count()) == (Stage.REFUSED, 1)
    actions.map_spellings(upload=second, ours={("metric", MEDIAN): days}, by=other)
    assert Spelling.objects.count() == 1


def test_only_what_the_file_has_can_be_mapped_while_it_waits(bring, unit_manager):
    upload, durham = bring(METRICS), Organisation.objects.get(slug="durham")
    for ours in ({}, {("force", "Narnia"): durham}):
        with pytest.raises(RuleBroken):
            actions.map_spellings(upload=upload, ours=ours, by=unit_manager)
    Upload.objects.update(stage=Stage.READING)
    days = Measure.objects.get(code="days_to_charge")
    with pytest.raises(RuleBroken, match="meanwhile"):
        actions.map_spellings(upload=upload, ours={("metric", MEDIAN): days}, by=unit_manager)
    assert not Spelling.objects.exists()


@pytest.mark.parametrize("name", ["&" * 190, "100% of Avon", "Constabulary of " + "Avon " * 80, "\u2014 ?", "W" * 500])
def test_a_name_of_any_length_is_found_again_or_refused(bring, answer, name):
    upload = bring(published([outcome(4, force=name), outcome(3, force="Kent")]))
    ((_what, written, *_rest),) = upload.report["unknown"]
    page = answer(upload, **{written: "durham"})
    if "\u2014" in name:
        assert "has no letters or figures to know it by" in page.words
        assert upload.stage == Stage.REFUSED
    else:
        assert (upload.stage, len(upload.report["figures"])) == (Stage.READ, 10)


def test_nothing_chosen_and_nonsense_change_nothing(bring, answer, send, unit_manager):
    upload = bring(METRICS)
    assert "Choose what at least one of them is." in answer(upload).words
    assert "Select one of the answers" in answer(upload, **{MEDIAN: "charged"}).words
    assert (upload.stage, Spelling.objects.count()) == (Stage.REFUSED, 0)
    for nonsense in ("", "x", "99999999999999999999"):
        assert send(unit_manager, PAGE, {"take_back": nonsense}).status_code == 404
