import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from ledger.models import AuditEvent
from rollout.models import Evidence, Update
from rollout.scales import Confidence, Status
from tests.evidence_files import message, pdf

PAGE = "/organisations/avon-and-somerset/commitments/P1-1/"
URL = PAGE + "record/"
NOTE = "Guides are on every desk."


def said(**changed):
    return {
        "base": "0", "token": str(uuid.uuid4()), "status": "3", "confidence": "1", "reason": "", "note": NOTE,
        "target_reason": "", "target_date_day": "31", "target_date_month": "3", "target_date_year": "2027",
    } | changed  # fmt: skip


def piece(**changed):
    found = {"title": "Board paper", "link": "https://example.org/paper"}
    found |= {"speaks_for_day": "1", "speaks_for_month": "3", "speaks_for_year": "2024"} | changed
    return {f"evidence-1-{name}": value for name, value in found.items()}


@pytest.fixture
def send(client, lead):
    """send(data, person=lead): the answer to the form, with its words."""

    def post(data, person=lead, url=URL):
        client.force_login(person)
        answer = client.post(url, data)
        answer.words = answer.content.decode()
        return answer

    return post


def test_a_contributor_records_where_it_stands(send, contributor, commitment, client):
    answer = send(said(), contributor)
    assert answer.url == PAGE
    written = Update.objects.get()
    assert (written.status, written.confidence, written.note) == (Status.IN_PROGRESS, Confidence.GREEN, NOTE)
    assert (written.recorded_by, written.on_behalf, written.target_date) == (contributor, False, dt.date(2027, 3, 31))
    page = client.get(PAGE).content.decode()
    assert "Your update is recorded. The Joint Unit sees it now." in page
    assert NOTE in page


def test_the_unit_records_on_the_organisations_behalf_and_is_told_so(send, unit, client):
    client.force_login(unit)
    assert "recorded this on the organisation's behalf" in client.get(URL).content.decode()
    send(said(), unit)
    assert Update.objects.get().on_behalf
    assert "It is marked as recorded by the Joint Unit" in client.get(PAGE).content.decode()


def test_an_update_costs_eight_queries_at_most(client, lead, commitment, say, django_assert_max_num_queries):
    say(commitment)
    client.force_login(lead)
    data = said(base="1")
    most = 11 if connection.vendor == "postgresql" else 10  # with a test's SAVEPOINT and RELEASE, and PostgreSQL's lock
    with django_assert_max_num_queries(most):
        assert client.post(URL, data).status_code == 302
    assert AuditEvent.objects.filter(action="update.reported").count() == 2


def test_the_form_begins_with_the_latest_position(client, lead, commitment, say):
    say(commitment, confidence=Confidence.AMBER, target_date=dt.date(2027, 3, 31))
    client.force_login(lead)
    form = client.get(URL).context["form"]
    assert form["base"].value() == 1
    assert (form["status"].value(), form["confidence"].value()) == (3, 2)
    assert form["reason"].value() == "Two posts are vacant."


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"confidence": "2"}, "Say why confidence is not green."),
        ({"confidence": "3", "reason": "  "}, "Say why confidence is not green."),
        ({"status": ""}, "Select where it stands"),
        ({"status": "9"}, "Select where it stands"),
        ({"confidence": ""}, "Select how confident you are"),
        ({"target_date_month": "2"}, "Target date must be a real date"),
        ({"note": "x" * 60_000}, "characters or fewer"),
        ({"base": "nonsense"}, "This form did not arrive whole."),
        ({"base": "-1"}, "This form did not arrive whole."),
        ({"base": ""}, "This form did not arrive whole."),
        ({"token": "nonsense"}, "This form did not arrive whole."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(send, changed, words):
    answer = send(said(**changed))
    assert answer.status_code == 200
    assert answer.words.count("There is a problem") == 1
    assert words in answer.words
    assert changed.get("note", NOTE)[:60_000] in answer.words or "\0" in changed["note"]
    assert not Update.objects.exists()


def test_after_nonsense_the_form_can_be_sent_again(send, commitment, say):
    say(commitment)
    form = send(said(base="nonsense", token="nonsense")).context["form"]
    again = said(base=form["base"].value(), token=form["token"].value())
    assert send(again).status_code == 302


def test_nothing_sent_is_refused_in_words(send):
    assert "Select where it stands" in send({}).words


def test_a_moved_target_date_asks_why_together_with_what_else_is_wrong(send, commitment, say):
    say(commitment, target_date=dt.date(2026, 12, 31))
    answer = send(said(base="1", status=""))
    assert "Say why the target date moved." in answer.words
    assert "Select where it stands" in answer.words
    assert "Say why the target date moved." in send(said(base="1")).words
    assert send(said(base="1", target_reason="The supplier is late.")).status_code == 302


def test_a_reason_is_dropped_when_confidence_is_green(send):
    send(said(reason="No longer so."))
    assert Update.objects.get().reason == ""


def test_sent_twice_records_once(send):
    data = said()
    assert send(data).url == send(data).url == PAGE
    assert Update.objects.count() == 1


def test_brought_back_changed_and_sent_again_loses_nothing(send):
    data = said()
    send(data)
    answer = send(data | {"note": "Second thoughts."})
    assert "Second thoughts." in answer.words
    assert "Yours, not recorded yet" in answer.words


def test_sent_twice_with_a_file_records_once(send):
    data = said(**piece(link=""))
    for _again in range(2):
        assert send(data | {"evidence-1-file": SimpleUploadedFile("plan.txt", b"words")}).url == PAGE
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("changed", [{"link": "https://example.org/other"}, {"expires_day": "2"}])
def test_evidence_put_right_after_going_back_is_not_lost(send, changed):
    expires = {"expires_day": "1", "expires_month": "9", "expires_year": "2027"}
    data = said(**piece(**expires))
    send(data)
    answer = send(data | piece(**(expires | changed)))
    assert "Yours, not recorded yet" in answer.words
    assert Evidence.objects.count() == 1


def test_evidence_added_after_going_back_is_not_lost(send):
    data = said()
    send(data)
    assert "Yours, not recorded yet" in send(data | piece()).words


def test_whoever_comes_second_sees_both_and_records_on_top(send, contributor, commitment, say):
    data = said(**piece(link=""), **{"evidence-1-file": SimpleUploadedFile("plan.txt", b"words")})
    say(commitment, by=contributor, note="Mine was first.", status=Status.PLANNED)
    answer = send(data)
    for words in (
        "Recorded by Contributor",
        "Mine was first.",
        NOTE,
        "Record mine on top of theirs",
        "choose the file again",
    ):
        assert words in answer.words
    assert Update.objects.count() == 1
    form = answer.context["form"]
    again = said(base=form["base"].value(), token=form["token"].value())
    assert send(again).url == PAGE
    assert list(Update.objects.order_by("number").values_list("note", flat=True)) == ["Mine was first.", NOTE]


def test_another_updates_token_is_refused_in_words(send, say, caplog):
    token = str(say(("avon-and-somerset", "P1-2")).token)
    answer = send(said(token=token))
    assert "This form did not arrive whole." in answer.words
    assert answer.context["form"]["token"].value() != token
    assert "refused by the database" in caplog.text


@pytest.mark.parametrize("field", ["note", "reason", "target_reason", "evidence-1-title"])
def test_what_looks_like_a_person_has_to_be_confirmed(send, field):
    data = said(confidence="2", reason="Late.") | piece() | {field: "Ring 07700 900123 about 42/12345/23."}
    answer = send(data)
    assert "a phone number (“07700 900123”) and a crime or case number (“42/12345/23”)" in answer.words
    assert "I have checked: no victim, suspect or case is named" in answer.words
    assert not Update.objects.exists()
    assert send(data | {"checked": "on"}).url == PAGE


def test_evidence_is_kept_with_its_dates(send):
    expires = {"expires_day": "1", "expires_month": "sep", "expires_year": "2024"}
    send(said(**piece(**expires)))
    found = Evidence.objects.get()
    assert (found.title, found.link) == ("Board paper", "https://example.org/paper")
    assert (found.speaks_for, found.expires) == (dt.date(2024, 3, 1), dt.date(2024, 9, 1))


def test_a_file_is_known_by_its_content(send):
    file = SimpleUploadedFile("plan.exe", b"%PDF-1.7\n%plan", content_type="text/html")
    send(said(**piece(link="", file=file)))
    found = Evidence.objects.get()
    assert (found.file_name, found.content_type, found.size) == ("plan.exe.pdf", "application/pdf", 14)


def test_the_same_file_twice_is_stored_once(send):
    for base in (0, 1):
        send(said(base=base, **piece(link="", file=SimpleUploadedFile("plan.txt", b"the same words"))))
    first, second = Evidence.objects.all()
    assert first.file.name == second.file.name
    assert first.file.read() == b"the same words"
    first.file.close()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "Enter a title for the evidence"),
        ({"link": ""}, "Enter a link or choose a file"),
        ({"link": "javascript:alert(1)"}, "Enter a whole web address"),
        ({"link": "ftp://example.org/x"}, "Enter a whole web address"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7\n")}, "Give a link or a file, not both"),
        ({"link": "", "file": SimpleUploadedFile("a.pdf", b"<html>")}, "The file must be a PDF"),
        ({"link": "", "file": SimpleUploadedFile("a.pdf", b"")}, "The file is empty"),
        ({"link": "", "file": SimpleUploadedFile("a.pdf", pdf(b"/S /JavaScript"))}, "The PDF holds a script"),
        (
            {"link": "", "file": SimpleUploadedFile("a.msg", message(("run.bat", b"words")))},
            "The message has an attachment that cannot be evidence: “run.bat”.",
        ),
        ({"link": "", "file": SimpleUploadedFile("a.txt", b"x" * 10_000_001)}, "must be smaller than 10 MB"),
        ({"speaks_for_year": "2099"}, "must be today or in the past"),
        (
            {"speaks_for_day": "", "speaks_for_month": "", "speaks_for_year": ""},
            "Enter the date the evidence speaks for",
        ),
        ({"speaks_for_day": "31", "speaks_for_month": "2"}, "must be a real date"),
        ({"expires_day": "1", "expires_month": "1", "expires_year": "2024"}, "must be the date it speaks for or later"),
    ],
)
def test_evidence_that_cannot_be_is_refused(send, changed, words):
    answer = send(said(**piece(**changed)))
    assert words in answer.words
    assert answer.words.count("There is a problem") == 1
    assert "<title>Error:" in " ".join(answer.words.split()).replace("<title> ", "<title>")
    assert NOTE in answer.words
    assert not Update.objects.exists()


@pytest.fixture
def confirm(client, lead):
    def post(data, person=lead):
        client.force_login(person)
        return client.post(PAGE + "confirm/", data, follow=True).content.decode()

    return post


def test_one_click_confirms_that_nothing_changed(confirm, commitment, say, lead):
    say(commitment, confidence=Confidence.AMBER)
    data = {"base": "1", "token": str(uuid.uuid4())}
    assert "Confirmed: nothing has changed." in confirm(data)
    confirm(data)
    last = Update.objects.get(number=2)
    assert (last.kind, last.reason, last.note, last.recorded_by) == ("confirmed", "Two posts are vacant.", "", lead)
    assert Update.objects.count() == 2


def test_a_confirmation_of_what_is_no_longer_latest_is_refused(confirm, commitment, say):
    say(commitment)
    say(commitment)
    assert "Nothing was recorded: Recorder recorded an update on" in confirm({"base": "1", "token": uuid.uuid4()})


@pytest.mark.parametrize("data", [{}, {"base": "x", "token": "y"}, {"base": "0"}])
def test_a_confirmation_that_is_not_whole_is_refused(confirm, commitment, say, data):
    say(commitment)
    assert "the page did not arrive whole" in confirm(data)
    assert Update.objects.count() == 1


def test_nothing_said_can_not_be_confirmed(confirm):
    assert "There is nothing to confirm yet" in confirm({"base": "0", "token": uuid.uuid4()})


def test_a_confirmation_with_anothers_token_is_refused(confirm, commitment, say):
    say(commitment)
    token = say(("avon-and-somerset", "P1-2")).token
    assert "the page did not arrive whole" in confirm({"base": "1", "token": token})


def test_confirming_is_no_page(client, lead):
    client.force_login(lead)
    assert client.get(PAGE + "confirm/").status_code == 405
