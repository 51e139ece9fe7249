"""Posts and headcounts on a day: recorded, corrected, refused."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from tests.layout import laid_out
from training.actions import record_headcount, record_workforce
from training.models import Headcount, Workforce

PAGE = "/organisations/avon-and-somerset/training/"
POSTS = {"established": 48, "filled": 41, "qualified": 18, "in_training": 9, "abstracted": 1}
DAY = dt.date(2024, 3, 31)


def said(**changed):
    day = {"day_day": "31", "day_month": "3", "day_year": "2024"}
    return {"token": str(uuid.uuid4()), "base": "0", "base_of": "", "reason": ""} | day | changed


def posts(**changed):
    return said(**{name: str(number) for name, number in POSTS.items()}) | changed


def heads(**changed):
    return said(kind="recruit", number="1,070") | changed


@pytest.fixture
def send(client, lead):
    """send("workforce" or "headcount", data, person=lead): the answer, with its words."""

    def post(what, data, person=lead):
        client.force_login(person)
        answer = client.post(f"{PAGE}{what}/", data)
        answer.words = laid_out(answer.content.decode())
        return answer

    return post


def again(answer):
    form = answer.context["form"]
    return {"base": str(form["base"].value()), "base_of": form["base_of"].value()}


def test_posts_on_a_day(send, contributor):
    assert send("workforce", posts(), contributor).url == PAGE
    row = Workforce.objects.get()
    assert (row.day, row.established, row.recorded_by, row.on_behalf) == (DAY, 48, contributor, False)


def test_a_headcount_on_a_day(send, unit):
    assert send("headcount", heads(), unit).url == PAGE
    row = Headcount.objects.get()
    assert (row.kind, row.day, row.number, row.on_behalf) == ("recruit", DAY, 1_070, True)


def test_the_form_begins_with_the_last_posts(client, lead, force):
    record_workforce(organisation=force, day=DAY, posts=POSTS, by=lead, today=DAY)
    client.force_login(lead)
    page = client.get(f"{PAGE}workforce/")
    form = page.context["form"]
    assert {name: form[name].value() for name in POSTS} == {name: str(number) for name, number in POSTS.items()}
    assert form["day"].value() == timezone.localdate()
    assert "The boxes begin with the numbers of 31 March 2024" in page.content.decode()


@pytest.mark.parametrize(("what", "data"), [("workforce", posts()), ("headcount", heads())])
def test_sent_twice_records_once(send, client, what, data):
    assert send(what, data).url == send(what, data).url == PAGE
    assert Workforce.objects.count() + Headcount.objects.count() == 1
    assert "That is what is recorded" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("what", "first", "second", "theirs"),
    [
        ("workforce", posts(), posts(filled="40"), "Lead recorded the posts of 31 March 2024"),
        ("headcount", heads(), heads(number="99"), "Recruits, 31 March 2024: Lead recorded 1,070"),
    ],
)
def test_the_same_day_again_is_a_correction_with_a_reason(send, contributor, what, first, second, theirs):
    model = {"workforce": Workforce, "headcount": Headcount}[what]
    send(what, first)
    answer = send(what, second, contributor)
    assert theirs in answer.words
    assert model.objects.count() == 1
    assert "Say why a figure that was recorded before is corrected." in send(what, second | again(answer)).words
    assert send(what, second | again(answer) | {"reason": "One left."}).url == PAGE
    assert [row.reason for row in model.objects.order_by("version")] == ["", "One left."]


def test_posts_of_today_are_corrected_at_once(client, send, lead, force):
    today = timezone.localdate()
    record_workforce(organisation=force, day=today, posts=POSTS, by=lead, today=today)
    client.force_login(lead)
    data = again(client.get(f"{PAGE}workforce/")) | {"filled": "40", "reason": "One left."}
    data |= {"day_day": str(today.day), "day_month": str(today.month), "day_year": str(today.year)}
    assert send("workforce", posts(**data)).url == PAGE
    assert Workforce.objects.get(version=2).filled == 40


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"established": ""}, "Established posts: enter a number, 0 for none"),
        ({"filled": "-1"}, "“-1” is below 0."),
        ({"filled": "2.5"}, "“2.5” is not a whole number."),
        ({"filled": "N/A"}, "“N/A” is not a whole number."),
        ({"filled": "123456789012"}, "“123456789012” is too large"),
        ({"qualified": "35"}, "cannot be more than the filled posts"),
        ({"abstracted": "42"}, "People abstracted to other work cannot be more"),
        ({"day_year": "2099"}, "The date must be today or in the past"),
        ({"day_year": "0204"}, "must be between 2000 and 2099"),
        ({"day_day": "31", "day_month": "2"}, "must be a real date"),
        ({"base": "x"}, "This form did not arrive whole."),
        ({"base": "3", "base_of": "2024-03-31"}, "This form did not arrive whole."),
        ({"reason": "Ring 07700 900123."}, "a phone number"),
    ],
)
def test_posts_that_cannot_be_are_said_and_kept(send, changed, words):
    answer = send("workforce", posts(**changed))
    assert words in answer.words
    assert "There is a problem" in answer.words
    assert f'value="{changed.get("established", "48")}"' in answer.words or "established" in changed
    assert all(value in answer.words for value in changed.values() if value not in ("x", "3", "2024-03-31"))
    assert not Workforce.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": "nonsense"}, "Select of whom it is"),
        ({"kind": ""}, "Select of whom it is"),
        ({"number": ""}, "Headcount: enter a number, 0 for none"),
        ({"number": "see note"}, "“see note” is not a whole number."),
        ({"day_year": "2099"}, "The date must be today or in the past"),
    ],
)
def test_headcounts_that_cannot_be_are_said_and_kept(send, changed, words):
    answer = send("headcount", heads(**changed))
    assert words in answer.words
    assert not Headcount.objects.exists()


@pytest.mark.parametrize("what", ["workforce", "headcount"])
def test_in_the_past_nothing_can_be_recorded(client, lead, what):
    client.force_login(lead)
    assert client.get(f"{PAGE}{what}/?as-at=2024-01-31").url == f"{PAGE}?as-at=2024-01-31"


@pytest.mark.parametrize("what", ["workforce", "headcount"])
def test_queries_do_not_grow(client, unit, force, lead, what, queries_with_all_and_with_three):
    for month in range(1, 13):
        day = dt.date(2024, month, 1)
        record_workforce(organisation=force, day=day, posts=POSTS, by=lead, today=day)
        record_headcount(organisation=force, kind="recruit", day=day, number=70, by=lead, today=day)
    client.force_login(unit)
    everything, three = queries_with_all_and_with_three(f"{PAGE}{what}/")
    assert everything == three
