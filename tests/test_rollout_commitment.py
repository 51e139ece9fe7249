import datetime as dt

import pytest
from django.core.files.base import ContentFile

from ledger.evidence import NewEvidence
from rollout.actions import confirm_unchanged
from rollout.scales import Confidence, Status
from tests.layout import laid_out

URL = "/organisations/avon-and-somerset/commitments/P1-1/"


@pytest.fixture
def words(client):
    def get(person, url=URL, **query):
        client.force_login(person)
        return laid_out(client.get(url, query).content.decode())

    return get


@pytest.fixture
def told(commitment, lead, unit, say):
    """Three updates with everything in them, and a confirmation."""
    say(commitment, by=lead, status=Status.PLANNED, note="Scoped the work.", target_date=dt.date(2024, 6, 30))
    link = NewEvidence(
        "Board paper", dt.date(2024, 3, 1), link="https://example.org/paper", expires=dt.date(2024, 9, 1)
    )
    said = {"target_date": dt.date(2024, 9, 30), "target_reason": "The supplier was late."}
    say(commitment, by=lead, confidence=Confidence.AMBER, evidence=[link], **said)
    confirm_unchanged(commitment=commitment, by=unit, base=2)


def test_the_whole_history_stands_there_newest_first(told, words, lead):
    page = words(lead)
    parts = [
        "Confirmed: nothing changed",
        "Status changed",
        "The supplier was late.",
        "First report",
        "Scoped the work.",
    ]
    assert sorted(parts, key=page.index) == parts
    for part in (
        "Two posts are vacant.",
        "Target date moved from 30 June 2024 to 30 September 2024.",
        "Recorded by the Joint Unit on the organisation's behalf.",
        'href="https://example.org/paper"',
        "Speaks for 1 March 2024, received",
        "expired 1 September 2024",
        "Working list of the Joint Unit",
    ):
        assert part in page


@pytest.mark.parametrize("person", ["area_lead", "observer"])
def test_others_see_statuses_but_no_words(told, words, person, request):
    page = words(request.getfixturevalue(person))
    assert "You see the statuses, confidence and dates of Avon and Somerset." in page
    assert "In progress" in page
    assert "30 September 2024" in page
    for hidden in ("Scoped the work.", "Two posts", "The supplier", "Board paper", "by Lead", "Record an update"):
        assert hidden not in page


def test_the_chief_officer_reads_and_does_not_write(told, words, chief_officer):
    page = words(chief_officer)
    assert "Scoped the work." in page
    assert "Record an update" not in page


def test_never_reported_says_so_and_offers_no_confirmation(words, commitment, lead):
    page = words(lead)
    assert "has not said where this stands" in page
    assert "Record an update" in page
    assert "nothing has changed" not in page


def test_a_long_history_comes_in_pages_at_the_same_cost(
    client, words, commitment, lead, say, django_assert_num_queries
):
    client.force_login(lead)
    for number in range(3):
        say(commitment, note=f"Entry {number}.")
    with django_assert_num_queries(10):
        client.get(URL)
    for number in range(3, 45):
        say(commitment, note=f"Entry {number}.")
    with django_assert_num_queries(10):
        page = client.get(URL).content.decode()
    assert "Entry 44." in page
    assert "Entry 24." not in page
    assert "Entry 24." in words(lead, page="2")
    assert "First report" in words(lead, page="3")
    assert "Entry 44." in words(lead, page="nonsense")
    assert "First report" in words(lead, page="99999999999999999999")


@pytest.fixture
def file(commitment, lead, say):
    content = ContentFile(b"plain words", name="plan.txt")
    said = NewEvidence("Plan", dt.date(2024, 3, 1), file=content, content_type="text/plain")
    return say(commitment, by=lead, evidence=[said]).evidence.get()


def test_a_file_is_saved_and_never_shown(client, lead, file):
    client.force_login(lead)
    answer = client.get(f"{URL}evidence/{file.pk}/")
    assert answer.content == b"plain words"
    assert answer["Content-Disposition"] == 'attachment; filename="plan.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/plain"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address", ["evidence/{}/?as-at=2024-01-31", "evidence/99999999999999999999999/", "evidence/0/"]
)
def test_a_file_not_there_or_not_yet_there_is_not_found(client, lead, file, address):
    client.force_login(lead)
    assert client.get(URL + address.format(file.pk)).status_code == 404
