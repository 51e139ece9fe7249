import datetime as dt

import pytest

from rollout.models import Commitment, Standard
from rollout.scales import Confidence, Status
from tests.layout import laid_out

URL = "/organisations/avon-and-somerset/commitments/"
LONG_AGO, FAR = dt.date(2024, 1, 31), dt.date(2099, 1, 31)


@pytest.fixture
def page(client):
    """page(person, address): the page as that person sees it, and its words."""

    def get(person, url=URL, **query):
        client.force_login(person)
        answer = client.get(url, query)
        answer.words = laid_out(answer.content.decode())
        return answer

    return get


def test_overdue_and_never_reported_come_first(page, lead, say):
    say(("avon-and-somerset", "P2-1"), target_date=LONG_AGO)
    say(("avon-and-somerset", "P1-1"), status=Status.IN_PLACE, target_date=LONG_AGO)
    found = page(lead)
    owed = found.context["owed"]
    assert [row.commitment.standard.code for row in owed.overdue] == ["P2-1"]
    assert (
        found.words.index(">Overdue (1)<") < found.words.index(">Never reported (") < found.words.index('id="theme-P1"')
    )
    assert owed.sentence.startswith(f"Of {len(owed.rows)} standards, 1 is in place or embedded, 1 is overdue and ")


def test_never_reported_reported_and_confirmed_look_different(page, lead, commitment, say):
    assert "app-sign--none" in page(lead).words
    say(commitment)
    assert "app-sign__mark--confirmed" not in page(lead).words
    page(lead).client.post(f"{URL}P1-1/confirm/", {"base": 1, "token": "6f1c1bb4-7a0c-4ab7-9d55-0d9a3b1f5a11"})
    assert "app-sign__mark--confirmed" in page(lead).words


def test_each_standard_is_listed_once(page, lead, say):
    say(("avon-and-somerset", "P2-1"), target_date=LONG_AGO)
    say(("avon-and-somerset", "P1-1"), target_date=FAR, confidence=Confidence.AMBER)
    words = page(lead).words
    codes = Standard.objects.filter(theme__model__organisation_kind="force").values_list("code", flat=True)
    assert all(words.count(f'{URL}{code}/"') == 1 for code in codes)


def test_the_heading_says_who_owes(page, lead, unit):
    assert '<h1 class="govuk-heading-l">What you owe</h1>' in page(lead).words
    assert '<h1 class="govuk-heading-l">What Avon and Somerset owes</h1>' in page(unit).words


def test_as_at_a_past_day_shows_what_was_known_and_offers_nothing_to_record(page, lead, commitment, say):
    say(commitment, status=Status.PLANNED, at=dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC))
    say(commitment, status=Status.EMBEDDED, at=dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC))
    found = page(lead, **{"as-at": "2024-04-30"})
    row = next(row for row in found.context["owed"].rows if row.commitment == commitment)
    assert row.position.status == Status.PLANNED
    one = page(lead, f"{URL}P1-1/", **{"as-at": "2024-04-30"})
    assert "Embedded" not in one.words
    assert "Record an update" not in one.words
    assert "nothing has changed</button>" not in one.words
    assert "as-at=2024-04-30" in found.words


def test_a_standard_not_yet_known_is_left_out(page, lead):
    Standard.objects.filter(code="P1-1").update(known_from=dt.date(2025, 1, 1))
    found = page(lead, **{"as-at": "2024-04-30"})
    assert f"{URL}P1-1/" not in found.words
    assert page(lead, f"{URL}P1-1/", **{"as-at": "2024-04-30"}).status_code == 404


def test_nothing_known_is_said(page, lead):
    Standard.objects.update(known_from=dt.date(2025, 1, 1))
    assert "nothing was owed" in page(lead, **{"as-at": "2024-04-30"}).words


def test_queries_do_not_grow_with_what_is_said(client, lead, say, period, django_assert_num_queries):
    client.force_login(lead)
    for code in ("P1-1", "P1-2"):
        say(("avon-and-somerset", code))
    for _twice in range(2):
        with django_assert_num_queries(30):  # every app is asked what else is due, and its answer kept
            client.get(URL)
        with django_assert_num_queries(13):
            client.get(URL)
        for commitment in Commitment.objects.filter(organisation__slug="avon-and-somerset"):
            say(commitment)


@pytest.mark.parametrize(
    "address", ["nowhere/commitments/", "avon-and-somerset/commitments/P9-9/", "durham/commitments/"]
)
def test_what_is_not_there_is_not_found(page, lead, address):
    assert page(lead, f"/organisations/{address}").status_code == 404


@pytest.mark.parametrize(("text", "words"), [
    ("2024-02-30", "Go to 29 February 2024"), ("2020-01-01", "This service begins on 1 July 2023"),
    ("2999-01-01", "Go to today"),
    ("nonsense", "is not a real date"),
])  # fmt: skip
def test_an_impossible_day_is_answered_in_words(page, lead, text, words):
    found = page(lead, **{"as-at": text})
    assert found.status_code == 400
    assert words in found.words


def test_nothing_is_recorded_in_the_past(page, lead, commitment):
    answer = page(lead).client.post(f"{URL}P1-1/record/?as-at=2024-04-30", {})
    assert answer.status_code == 403
    assert "Nothing can be recorded in the past" in answer.content.decode()
    assert page(lead, f"{URL}P1-1/record/", **{"as-at": "2024-04-30"}).url == f"{URL}P1-1/?as-at=2024-04-30"


def test_what_other_apps_know_to_be_due_is_listed_too(see, lead, force, complete):
    page = see(lead, "/organisations/avon-and-somerset/commitments/?as-at=2024-01-31")
    assert "Also due What Due Completions of July 2023 31 August 2023 Overdue" in page.words
    assert "Completions of January 2024" not in page.words  # due on 29 February
    assert "Completions of January 2024" in see(lead, f"{page.request['PATH_INFO']}?as-at=2024-02-01").words
