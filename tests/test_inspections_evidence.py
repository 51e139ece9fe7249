"""Links and files beside a response: how they come, what is refused, who may have them."""

import datetime as dt
import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction

from inspections.models import Response, ResponseEvidence
from ledger.evidence import NewEvidence
from tests.layout import laid_out
from tests.plugins.inspections import ANSWERED

OWN = "/organisations/avon-and-somerset/inspections/"
R3 = OWN + "hmicfrs-2024/findings/R3/"
SAID = {"base": "0", "stage": "progress", "owner": "Head of learning", "note": "Half are trained."}


def filled(**piece):
    piece = {"title": "Dip sample", "speaks_for_day": "1", "speaks_for_month": "3", "speaks_for_year": "2024"} | piece
    return SAID | {"token": str(uuid.uuid4())} | {f"evidence-1-{name}": value for name, value in piece.items()}


def a_file(content=b"plain words", name="sample.txt"):
    return SimpleUploadedFile(name, content)


def given(title="Dip sample"):
    file = ContentFile(b"plain words", name="sample.txt")
    return NewEvidence(title, dt.date(2024, 3, 1), file=file, content_type="text/plain")


def test_a_file_and_a_link_stand_beside_the_answer(see, send, lead, ours):
    second = {"title": "Minutes", "link": "https://example.org/minutes"}
    second |= {"speaks_for_day": "2", "speaks_for_month": "3", "speaks_for_year": "2024"}
    data = filled(file=a_file()) | {f"evidence-2-{name}": value for name, value in second.items()}
    page = send(lead, f"{R3}respond/", data)
    assert "Your answer is recorded." in page.words
    file, link = ResponseEvidence.objects.all()
    assert (file.file_name, file.content_type, file.size) == ("sample.txt", "text/plain", 11)
    assert page.words.count("Dip sample (sample.txt, 11") == 2  # what it rests on, and in the history
    assert page.words.count("speaks for 2 March 2024") == 2
    assert f'href="{R3}evidence/{file.pk}/"' in laid_out(page.content.decode())
    assert 'href="https://example.org/minutes"' in laid_out(page.content.decode())
    download = see(lead, f"{R3}evidence/{file.pk}/")
    assert download.content == b"plain words"
    assert download["Content-Disposition"] == 'attachment; filename="sample.txt"'
    assert download["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert see(lead, f"{R3}evidence/{link.pk}/").status_code == 404


def test_what_was_given_before_stays_with_a_later_answer(send, lead, ours, answer):
    answer(ours, pieces=[given()])
    page = send(lead, f"{R3}respond/", filled(title="Audit", file=a_file(b"audit")) | {"base": "1"})
    assert page.words.index("Audit") < page.words.index("Dip sample")
    assert [piece.response.number for piece in ResponseEvidence.objects.all()] == [1, 2]


@pytest.mark.parametrize(
    ("piece", "why"),
    [
        ({}, "Enter a link or choose a file"),
        ({"title": "", "file": a_file()}, "Enter a title for the evidence"),
        ({"speaks_for_year": "2099", "file": a_file()}, "must be today or in the past"),
        ({"speaks_for_day": "", "speaks_for_month": "", "speaks_for_year": "", "file": a_file()}, "Enter the date"),
        ({"link": "javascript:alert(1)"}, "Enter a whole web address"),
        ({"link": "https://example.org/", "file": a_file()}, "Give a link or a file, not both"),
        ({"file": a_file(b"<html>", "sample.pdf")}, "Its content is none of these, whatever its name says."),
        ({"file": a_file(b"PK\x03\x04 no zip", "sample.docx")}, "The file cannot be opened."),
        ({"file": a_file(b"")}, "The file is empty."),
        ({"file": a_file(b"x" * 10_000_001)}, "The file must be smaller than 10 MB."),
        ({"title": "Crime 52/1234/24", "file": a_file()}, "looks as if it holds"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(send, lead, ours, piece, why):
    data = filled(**piece)
    page = send(lead, f"{R3}respond/", data)
    assert why in page.words
    assert "<title>Error:" in laid_out(page.content.decode())
    for typed in ("Head of learning", "Half are trained.", data["evidence-1-title"]):
        assert typed in laid_out(page.content.decode())
    assert ("choose the file again" in page.words) == ("file" in piece)
    assert not Response.objects.exists()


def test_the_same_form_twice_records_once_and_with_another_file_loses_none(send, lead, ours):
    data = filled()
    for _time in range(2):
        assert "Your answer is recorded" in send(lead, f"{R3}respond/", data | {"evidence-1-file": a_file()}).words
    assert ResponseEvidence.objects.count() == 1
    page = send(lead, f"{R3}respond/", data | {"evidence-1-file": a_file(b"other words")})
    assert "Yours is not recorded yet" in page.words
    assert "choose the file again" in page.words


def test_the_unit_and_the_inspectorate_see_it_and_an_observer_does_not(see, observer, inspector, unit, ours, answer):
    piece = answer(ours, pieces=[given()]).pieces.get()
    for who, sees in ((unit, True), (inspector, True), (observer, False)):
        assert ("Dip sample" in see(who, R3).words) is sees
        assert (see(who, f"{R3}evidence/{piece.pk}/").status_code == 200) is sees


def test_before_it_was_received_it_is_not_there(see, lead, ours, answer):
    piece = answer(ours, pieces=[given()]).pieces.get()
    assert see(lead, f"{R3}evidence/{piece.pk}/?as-at={ANSWERED:%Y-%m-%d}").status_code == 200
    assert see(lead, f"{R3}evidence/{piece.pk}/?as-at=2024-09-30").status_code == 404
    assert "Dip sample" not in see(lead, f"{R3}?as-at=2024-09-30").words


def test_whoever_verifies_reads_what_shows_it(see, inspector, ours, answer):
    answer(ours, "complete", pieces=[given()])
    assert "Dip sample (sample.txt, 11" in see(inspector, f"{R3}verify/").words


def test_the_database_keeps_it_and_holds_it_to_a_link_or_a_file(ours, answer):
    said = answer(ours, pieces=[given()])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        said.pieces.get().save()
    with pytest.raises(IntegrityError, match="response_evidence_is_a_link_or_a_file"), transaction.atomic():
        said.pieces.create(title="Neither", speaks_for=ANSWERED, received_at=ANSWERED)
