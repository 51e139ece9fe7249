import datetime as dt
import uuid

import pytest

from rollout.actions import write_log
from rollout.models import LogEntry
from tests.layout import laid_out

URL = "/log/"
MARCH, APRIL = dt.date(2024, 3, 1), dt.date(2024, 4, 15)


@pytest.fixture
def told(unit, force, foreign):
    """A settled follow-up, an overdue one, an open one, and a decision about the programme."""

    def tell(organisation, kind, text, **more):
        at = more.pop("at", dt.datetime(2024, 3, 2, 12, tzinfo=dt.UTC))
        return write_log(by=unit, organisation=organisation, kind=kind, text=text, happened_on=MARCH, now=at, **more)

    visit = tell(force, "visit", "Saw the team.", follow_up_on=APRIL)
    later = dt.datetime(2024, 5, 2, 12, tzinfo=dt.UTC)
    tell(force, "call", "They did it.", follows=visit, at=later)
    tell(foreign, "risk", "A post is vacant.", follow_up_on=APRIL)
    tell(foreign, "support", "Promised a template.", follow_up_on=dt.date(2099, 1, 1))
    tell(None, "decision", "Dates stand.")
    return visit


@pytest.fixture
def words(client, unit):
    def get(url=URL, person=unit, **query):
        client.force_login(person)
        return laid_out(client.get(url, query).content.decode())

    return get


def test_the_unit_reads_everything_with_its_follow_ups(told, words):
    page = words()
    assert "5 entries in the Unit's log" in page
    for part in (
        "done 1 March 2024",
        "Follow up by 15 April 2024",
        ">Overdue<",
        ">Open<",
        ">Settled<",
        "the programme",
    ):
        assert part in page
    assert page.count("Record what happened <span") == 2
    assert "Follows the visit of 1 March 2024." in page


def test_as_at_a_day_before_it_was_settled_the_follow_up_is_open(told, words):
    page = words(**{"as-at": "2024-04-10"})
    assert "4 entries" in page
    assert "done 1 March" not in page
    assert "Add to the log" not in page
    assert "Record what happened <span" not in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"kind": "visit"}, 1),
        ({"kind": ["visit", "call"]}, 2),
        ({"organisation": "durham"}, 2),
        ({"organisation": "programme"}, 1),
        ({"follow_up": "open"}, 2),
        ({"follow_up": "overdue"}, 1),
        ({"follow_up": "settled"}, 1),
        ({"organisation": "nowhere", "follow_up": "\0", "kind": "x", "page": "x"}, 5),
    ],
)
def test_the_log_can_be_narrowed(told, client, unit, query, count):
    client.force_login(unit)
    assert client.get(URL, query).context["page"].paginator.count == count


def test_an_organisations_log_holds_its_own(told, words, force):
    page = words("/organisations/avon-and-somerset/log/")
    assert "2 entries in the log about Avon and Somerset" in page
    assert "A post is vacant." not in page


def test_nothing_written_and_nothing_found_are_said(words, told):
    assert "No entry fits the filter" in words(kind="support", organisation="programme")
    assert "Nothing has been written yet" in words("/organisations/surrey/log/")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_the_log_can_be_downloaded(told, client, unit, ending):
    client.force_login(unit)
    file = client.get(URL, {"_export": ending, "kind": "decision"})
    assert file["Content-Disposition"] == f'attachment; filename="log.{ending}"'
    if ending == "csv":
        assert b"The programme,Decision,Dates stand." in file.content
        assert b"Saw the team." not in file.content


def test_the_log_costs_the_same_however_long(told, client, unit, force, django_assert_num_queries):
    client.force_login(unit)
    with django_assert_num_queries(7):
        client.get(URL)
    for number in range(40):
        write_log(by=unit, organisation=force, kind="call", text=f"Call {number}.", happened_on=MARCH)
    with django_assert_num_queries(7):
        page = client.get(URL)
    assert page.context["page"].paginator.num_pages == 2


def entry(**changed):
    return {
        "token": str(uuid.uuid4()), "organisation": "avon-and-somerset", "kind": "call", "text": "Spoke to the lead.",
        "happened_on_day": "1", "happened_on_month": "3", "happened_on_year": "2024",
        "follow_up_on_day": "15", "follow_up_on_month": "4", "follow_up_on_year": "2024",
    } | changed  # fmt: skip


@pytest.fixture
def send(client, unit):
    def post(data):
        client.force_login(unit)
        answer = client.post("/log/write/", data)
        answer.words = answer.content.decode()
        return answer

    return post


def test_the_unit_writes_what_happened(send, force, unit, client):
    answer = send(entry())
    written = LogEntry.objects.get()
    assert answer.url == f"/organisations/avon-and-somerset/log/?entry={written.pk}"
    assert (written.organisation, written.kind, written.recorded_by) == (force, "call", unit)
    assert (written.happened_on, written.follow_up_on) == (MARCH, APRIL)
    assert "The follow-up stays on the Unit&#x27;s list" in client.get(URL).content.decode()


def test_about_the_programme_and_without_follow_up(send):
    no_date = dict.fromkeys(("follow_up_on_day", "follow_up_on_month", "follow_up_on_year"), "")
    assert send(entry(organisation="programme", **no_date)).url.startswith("/log/?entry=")
    assert LogEntry.objects.get().organisation is None


def test_sent_twice_is_written_once_and_changed_words_are_not_lost(send):
    data = entry()
    assert send(data).url == send(data).url
    again = send(data | {"text": "Other words."})
    assert "You sent this form before, with other answers." in again.words
    assert send(data | {"text": "Other words.", "token": again.context["form"]["token"].value()}).status_code == 302
    assert LogEntry.objects.count() == 2
    assert "You sent this form before" in send(data | {"follow_up_on_day": "16"}).words


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"organisation": ""}, "Select what it is about"),
        ({"organisation": "nowhere"}, "Select what it is about"),
        ({"kind": ""}, "Select what kind of entry it is"),
        ({"text": ""}, "Say what happened"),
        ({"happened_on_year": "2099"}, "The date it happened must be today or in the past"),
        ({"happened_on_day": "31", "happened_on_month": "2"}, "must be a real date"),
        ({"follow_up_on_year": "2023"}, "must be the date it happened or later"),
        ({"token": "nonsense"}, "This form did not arrive whole."),
        ({"follows": "nonsense"}, "This form did not arrive whole."),
        ({"follows": "99999999999999999"}, "This form did not arrive whole."),
        ({"follows": "4000"}, "The entry that this one follows cannot be found."),
        ({"text": "Write to jo@example.org"}, "an email address (“jo@example.org”)"),
    ],
)
def test_what_is_wrong_is_said(send, changed, words):
    answer = send(entry(**changed))
    assert words in answer.words
    assert not LogEntry.objects.exists()


def test_what_looks_like_a_person_can_be_confirmed(send):
    assert send(entry(text="Write to jo@example.org", checked="on")).status_code == 302


def test_what_follows_settles_the_follow_up(told, send, client, unit, force):
    client.force_login(unit)
    open_one = LogEntry.objects.get(kind="risk")
    page = client.get("/log/write/", {"follows": open_one.pk}).content.decode()
    assert "A post is vacant." in page
    assert '<option value="durham" selected>' in page
    wrong = send(entry(follows=open_one.pk))
    assert "It must be about the same as the entry that it follows" in wrong.words
    send(entry(follows=open_one.pk, organisation="durham"))
    assert LogEntry.objects.latest("pk").follows == open_one


@pytest.mark.parametrize("query", ["organisation=nowhere", "follows=x", "follows=4000", "follows=99999999999999999999"])
def test_what_is_not_there_is_not_found(client, unit, query):
    client.force_login(unit)
    assert client.get(f"/log/write/?{query}").status_code == 404


def test_nothing_is_written_in_the_past(client, unit):
    client.force_login(unit)
    assert client.get("/log/write/?as-at=2024-04-30").url == "/log/?as-at=2024-04-30"


def test_the_form_is_about_the_organisation_asked_for(words):
    assert '<option value="surrey" selected>' in words("/log/write/", organisation="surrey")


def test_a_link_to_an_entry_opens_the_page_that_holds_it(told, client, unit, foreign):
    now = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
    for _ in range(31):
        write_log(by=unit, organisation=foreign, kind="call", text="Rang.", happened_on=APRIL, now=now)
    client.force_login(unit)
    landed = client.get(URL, {"entry": told.pk, "as-at": "2024-06-30"})
    assert landed.url == f"/log/?as-at=2024-06-30&page=2#entry-{told.pk}"
    assert f'id="entry-{told.pk}"' in client.get(landed.url).text
    for nothing in (0, "x", 10**30):
        assert client.get(URL, {"entry": nothing}).status_code == 200
