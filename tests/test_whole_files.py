"""A file given is there whole or not at all: a full disk, a kill, and what somebody did to the store since."""

import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import override_settings

from forces.models import Organisation
from funding.models import ClaimEvidence
from inspections.models import ResponseEvidence
from ledger.evidence import NewEvidence, fill_in
from measures.actions import read_upload, start
from measures.models import Stage, Upload
from rollout.models import Commitment, Evidence, FrozenFile, Update
from tests.full_disk import disk_full
from tests.plugins.funding import NOW
from tests.programs import running
from tests.release_files import OFFENCES, ods, offence

CONTENT = b"plain words\n" * 160_000  # 1.9 MB: below what is put into a temporary file on its way
OWN = "/organisations/avon-and-somerset/"
WHEN = {"speaks_for_day": "1", "speaks_for_month": "3", "speaks_for_year": "2024"}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def update(lead, commitment):
    base = {"base": "0", "status": "3", "confidence": "1", "reason": "", "note": "Typed.", "target_reason": ""}
    base |= {"target_date_day": "31", "target_date_month": "3", "target_date_year": "2027"}
    return Evidence, f"{OWN}commitments/P1-1/record/", base, "evidence-1-", f"{OWN}commitments/P1-1/evidence/"


@pytest.fixture
def response(ours):
    base = {"base": "0", "stage": "progress", "owner": "Head of learning", "note": "Typed."}
    finding = f"{OWN}inspections/hmicfrs-2024/findings/R3/"
    return ResponseEvidence, f"{finding}respond/", base, "evidence-1-", f"{finding}evidence/"


@pytest.fixture
def claim(fill, time_machine):
    time_machine.move_to(NOW)
    address = f"{OWN}funding/local/2024/2024-04-01/claim/evidence/"
    fill()
    return ClaimEvidence, address, {}, "", address


@pytest.fixture(params=["update", "response", "claim"])
def kind(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def give(kind, send, lead):
    """give(): the evidence's form, sent with the file."""
    _model, address, base, prefix, _folder = kind
    said = {"title": "Board paper", "link": ""} | WHEN

    def post(content=CONTENT):
        piece = said | {"file": SimpleUploadedFile("paper.txt", content)}
        data = base | {"token": str(uuid.uuid4())} | {prefix + name: value for name, value in piece.items()}
        return send(lead, address, data)

    return post


@pytest.fixture
def given(kind, give):
    give()
    return kind[0].objects.get()


@pytest.fixture
def fetch(kind, see, lead):
    return lambda: see(lead, f"{kind[4]}{kind[0].objects.get().pk}/")


def test_a_full_disk_leaves_nothing_and_the_same_file_sent_again_is_whole(kind, give, fetch, files, caplog):
    with disk_full():
        refused = give()
    assert refused.status_code == 200
    assert "We could not store the file “paper.txt”, so nothing was recorded." in refused.words
    assert not kind[0].objects.exists()
    assert not [path for path in files.rglob("*") if path.is_file()]
    assert "could not be stored" in caplog.text
    give()
    assert kind[0].objects.get().size == len(CONTENT)
    assert fetch().content == CONTENT


KILLED = """
import sys, time, django
django.setup()
from django.core.files.base import ContentFile
from django.test.utils import override_settings
from tests.test_whole_files import CONTENT, paper, row

class Slow(ContentFile):
    def chunks(self, chunk_size=None):
        yield CONTENT[:1_000_000]
        print("half", flush=True)
        time.sleep(60)

with override_settings(MEDIA_ROOT=sys.argv[1]):
    from ledger.evidence import fill_in
    fill_in(row(), paper(Slow(CONTENT, name="paper.txt")))
"""


def row():
    return Evidence(update=Update(commitment=Commitment(organisation=Organisation(slug="durham"))))


def paper(file):
    return NewEvidence("Paper", None, file=file, content_type="text/plain")


def test_a_kill_in_the_middle_of_writing_leaves_nothing_at_the_address(files):
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": "bin"}
    with running([sys.executable, "-c", KILLED, str(files)], stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout.readline() == "half\n"
        process.send_signal(signal.SIGKILL)
    with override_settings(MEDIA_ROOT=files):
        written = row()
        assert not files.joinpath("durham").exists() or not list(files.joinpath("durham").rglob("?" * 64))
        fill_in(written, paper(ContentFile(CONTENT, name="paper.txt")))
        assert Path(written.file.path).read_bytes() == CONTENT


def cut_short(path):
    path.write_bytes(path.read_bytes()[:-9])


def changed(path):
    path.write_bytes(path.read_bytes().replace(b"plain", b"other", 1))


BREAK = {"cut short": cut_short, "changed": changed, "gone": Path.unlink}
WHY = {"cut short": "has 1919991 bytes, not 1920000", "changed": "has other bytes", "gone": "No such file"}


@pytest.mark.parametrize("how", BREAK)
def test_what_is_broken_is_not_handed_out_and_is_found_and_mended(how, given, give, fetch, kind, caplog):
    BREAK[how](Path(given.file.path))
    page = fetch()
    assert page.status_code == 500
    assert "“paper.txt” is damaged or missing in our store." in page.words
    assert "attachment" not in page.get("Content-Disposition", "")
    assert WHY[how] in caplog.text
    with pytest.raises(CommandError, match=f"{kind[0]._meta.verbose_name} {given.pk}, .*{WHY[how]}"):
        call_command("verify_evidence")
    fill_in(kind[0].objects.get(), paper(ContentFile(CONTENT, name="paper.txt")))
    assert fetch().content == CONTENT
    call_command("verify_evidence")


def test_when_all_is_well_it_says_how_many_and_what_a_kill_left(given, files, capsys):
    (files / "unfinished" / "left").touch()
    call_command("verify_evidence")
    said = capsys.readouterr().out
    assert "1 files (evidence, evidence of claims, evidence of responses), every one as it was recorded." in said
    assert "unfinished: 1 left by processes that died" in said


def test_a_frozen_file_that_was_changed_is_not_handed_out(accepted, see, lead, caplog):
    address = f"{OWN}returns/2024-01-01/frozen/1.csv"
    assert see(lead, address).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER rollout_frozenfile_no_update" + (
            " ON rollout_frozenfile" if connection.vendor == "postgresql" else ""))  # fmt: skip
        cursor.execute("UPDATE rollout_frozenfile SET size = size + 1")
    assert FrozenFile.objects.exists()
    page = see(lead, address)
    assert page.status_code == 500
    assert "is damaged or missing in our store" in page.words
    assert "is not as it was written" in caplog.text


RELEASE = ods(**{"2024_25": [OFFENCES, offence(10), offence(3, code="19F")]})
ADD = "/measures/releases/add/"


def release():
    name = "prc-pfa-mar2013-onwards-tables-250724.ods"
    return {"token": uuid.uuid4(), "file": SimpleUploadedFile(name, RELEASE)}


def test_a_release_that_cannot_be_stored_is_said_and_stored_when_there_is_room(send, unit_manager, files, db):
    with disk_full(after=len(RELEASE) // 2):
        refused = send(unit_manager, ADD, release())
    assert "We could not store the file" in refused.words
    assert not [path for path in files.rglob("*") if path.is_file()]
    assert "Waiting to be read" in send(unit_manager, ADD, release()).words
    (stored,) = (files / "releases").iterdir()
    assert stored.read_bytes() == RELEASE


def test_a_release_that_broke_in_the_store_is_not_read(unit_manager, db):
    file = release()["file"]
    upload = start(file=file, name=file.name, published_on=NOW.date(), token=uuid.uuid4(), by=unit_manager)
    cut_short(Path(upload.file.path))
    read_upload(upload.pk)
    upload = Upload.objects.get()
    assert upload.stage == Stage.REFUSED
    assert "was damaged in our store" in str(upload.report)
