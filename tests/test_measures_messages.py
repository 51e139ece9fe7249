"""Everything that is said of a file can be translated, for whoever reads it and not for the worker that found it."""

import ast
import datetime as dt
from pathlib import Path

import pytest

from measures import actions
from measures import report as reports
from measures.messages import packed, say
from measures.models import Release
from tests.bad_releases import REFUSED, WRONG
from tests.release_files import OFFENCES, ods, offence

HERE = Path(__file__).parent.parent / "measures"
FILES = [*sorted((HERE / "importing").glob("*.py")), HERE / "quarters.py", HERE / "actions" / "uploads.py"]
BAD = {name: content for name, (content, *_rest) in (REFUSED | WRONG).items() if "by name" not in name}
TOLD = {"BadRelease": 0, "ValueError": 0, "wrong": 2, "_wrong": 1, "leave_out": 1}  # which argument people read


def calls(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", "")), node


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_text_is_written_past_the_translators(path):
    for name, call in calls(path):
        if name in TOLD and len(call.args) > TOLD[name]:
            assert not isinstance(call.args[TOLD[name]], ast.Constant | ast.JoinedStr), ast.unparse(call)
        if name == "_":
            assert isinstance(call.args[0], ast.Constant), f"makemessages does not find {ast.unparse(call)}"


def test_a_text_is_english_by_itself_and_packed_for_others():
    text = say("%(sheet)s, row %(row)d", sheet=say("none"), row=7)
    assert text == "none, row 7"
    assert packed(text) == ["%(sheet)s, row %(row)d", {"sheet": ["none", {}], "row": 7}]
    assert packed(say("by %(day)s", day=dt.date(2024, 7, 5))) == ["by %(day)s", {"day": {"day": "2024-07-05"}}]
    assert packed("100% of it, as typed") == "100% of it, as typed"
    assert reports.words(packed(text)) == "none, row 7"
    assert reports.words(packed(say("by %(day)s", day=dt.date(2024, 7, 5)))) == "by 5 July 2024"


@pytest.fixture
def translated(monkeypatch):
    monkeypatch.setattr(reports, "gettext", lambda text: f"«{text}»")


@pytest.fixture
def report(upload, see, unit_manager, settings, tmp_path):
    """report(content): the words of the page about a file once it is read."""
    settings.MEDIA_ROOT = tmp_path

    def read(content):
        found = upload(content)
        actions.read_upload(found.pk)
        return see(unit_manager, f"/measures/releases/files/{found.pk}/").words

    return read


def test_what_is_wrong_and_what_was_left_out_is_translated(report, translated):
    rows = [OFFENCES, offence(10), offence(1, force="Narnia"), offence(7, force="CIFAS")]
    page = report(ods(**{"2024_25": rows}))
    assert "Narnia «the name of a police force»" in page
    assert "«CIFAS: not one of the 43 forces»" in page


def test_why_a_file_is_refused_is_translated(report, translated):
    assert "«The file is damaged" in report(b"PK\x03\x04")


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_no_bad_file_is_a_failure_of_the_page_or_half_written(report, content):
    words = report(content)
    assert "Cannot be brought in" in words
    assert "Bring in another file" in words
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (["withheld by the publisher", {}], "«withheld by the publisher»"),
        ("as it was once kept", "as it was once kept"),
    ],
)
def test_what_a_release_left_out_is_translated(see, unit, published, translated, why, words):
    read = {"left_out": [["Data", why, 3, "C4"]], "added": 0, "revised": 0}
    said = {"published_on": published.published_on, "recorded_at": published.recorded_at, "read": read}
    release = Release.objects.create(kind="plain", name="older.csv", sha256="0" * 64, **said)
    assert f"Data: 3 rows, {words} (first in C4)" in see(unit, f"/measures/releases/{release.pk}/").words
