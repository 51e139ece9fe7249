"""A London day ends at London midnight, on the days on which the clocks change too."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import get_resolver, resolve, reverse

from funding.scales import ClaimKind
from ledger.as_at import EARLIEST, LONDON, AsAt, BadDate, as_at, end_of, read_as_at
from rollout.queries import positions

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (dt.date(2024, 3, 31), 23),  # clocks go forward
        (dt.date(2024, 10, 27), 25),  # clocks go back
        (dt.date(2024, 2, 29), 24),
        (dt.date(2024, 12, 31), 24),
    ],
)
def test_a_day_is_as_long_as_london_makes_it(day, hours):
    length = end_of(day).astimezone(dt.UTC) - end_of(day - dt.timedelta(days=1)).astimezone(dt.UTC)
    assert length == dt.timedelta(hours=hours)


@pytest.mark.parametrize("day", [dt.date(2024, 3, 31), dt.date(2024, 10, 27), dt.date(2024, 2, 29)])
def test_2359_is_known_at_the_end_of_the_day_and_0001_is_not(commitment, say, day):
    say(commitment, status=2, at=dt.datetime.combine(day, dt.time(23, 59), LONDON))
    say(commitment, status=4, at=dt.datetime.combine(day + dt.timedelta(days=1), dt.time(0, 1), LONDON))
    then = as_at(day, today=TODAY)
    assert positions(type(commitment).objects.all(), then.moment)[commitment.pk].status == 2
    next_day = as_at(day + dt.timedelta(days=1), today=TODAY)
    assert positions(type(commitment).objects.all(), next_day.moment)[commitment.pk].status == 4


@pytest.mark.parametrize("day", [dt.date(2024, 3, 31), dt.date(2024, 10, 27)])
@pytest.mark.parametrize(("time", "today"), [(dt.time(23, 59), 0), (dt.time(0, 1), 1)])
def test_today_on_a_page_is_londons(client, unit, day, time, today):
    client.force_login(unit)
    moment = dt.datetime.combine(day + dt.timedelta(days=today), time, LONDON)
    with time_machine.travel(moment, tick=False):
        request = client.get("/programme/").wsgi_request
    assert request.as_at == AsAt(day + dt.timedelta(days=today))


def test_today_is_now_and_has_no_moment():
    assert read_as_at("2026-11-23", today=TODAY) == AsAt(TODAY, None)


@pytest.mark.parametrize(
    ("text", "why", "nearest"),
    [
        ("2024-02-30", "unreal", dt.date(2024, 2, 29)),
        ("2023-04-31", "unreal", None),
        ("2024-13-01", "unreal", None),
        ("yesterday", "unreal", None),
        ("2024-02-30-01", "unreal", None),
        ("2023-06-30", "early", EARLIEST),
        ("2026-11-24", "future", None),
    ],
)
def test_a_bad_date_says_why_and_what_is_near(text, why, nearest):
    with pytest.raises(BadDate) as error:
        read_as_at(text, today=TODAY)
    assert (error.value.why, error.value.nearest) == (why, nearest)


def test_the_first_day_and_today_are_days_to_look_at():
    assert read_as_at("2023-07-01", today=TODAY).day == EARLIEST
    assert not read_as_at(str(TODAY), today=TODAY).is_past


def test_what_a_link_adds_to_its_query_to_stay_on_a_past_day():
    assert as_at(dt.date(2024, 4, 30), today=TODAY).kept == "&as-at=2024-04-30"
    assert not as_at(TODAY, today=TODAY).kept


def test_a_link_keeps_the_past_day_and_the_rest_of_its_query():
    then = as_at(dt.date(2024, 4, 30), today=TODAY)
    assert then.link("/national/?across=themes&as-at=2023-09-01#P1") == "/national/?across=themes&as-at=2024-04-30#P1"
    assert AsAt(TODAY).link("/national/") == "/national/"


@pytest.mark.parametrize(
    ("query", "says", "leads_to"),
    [
        ("as-at=2024-02-30", "2024-02-30", "/programme/?as-at=2024-02-29"),
        ("as-at=2023-06-30", "July 2023", "/programme/?as-at=2023-07-01"),
        ("as-at=2999-01-01", "2999-01-01", "/programme/"),
        ("as-at=%00%3Cscript%3E", "&lt;script&gt;", "/programme/"),
        ("compare=2023-01-01&as-at=2024-01-01", "2023-01-01", "/programme/?as-at=2024-01-01&amp;compare=2023-07-01"),
    ],
)
def test_a_bad_date_in_the_address_gets_a_plain_page(client, unit, query, says, leads_to):
    client.force_login(unit)
    page = client.get(f"/programme/?{query}")
    text = page.content.decode()
    assert page.status_code == 400
    assert says in text
    assert f'href="{leads_to}"' in text


def test_nothing_is_recorded_in_the_past(client, lead, commitment):
    client.force_login(lead)
    page = client.post("/organisations/avon-and-somerset/commitments/P1-1/record/?as-at=2024-04-30", {"status": "4"})
    assert page.status_code == 403
    assert not commitment.updates.exists()


SAMPLES = {
    "IntConverter": 1,
    "SlugConverter": "a",
    "StringConverter": "a",
    "UUIDConverter": uuid.UUID(int=1),
    "DayConverter": dt.date(2026, 4, 1),
    "YearConverter": 2026,
    "KindConverter": ClaimKind.values[0],
}


def _that_only_write(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _that_only_write(pattern)
        elif hasattr(pattern.callback, "today_only"):
            yield pattern


def test_a_page_that_only_writes_leads_to_one_that_shows_the_day():
    """The page that its view names is there under arguments of its own, and does not lead on."""
    found = list(_that_only_write(get_resolver()))
    assert found
    for pattern in found:
        page, names = pattern.callback.today_only
        given = {name: SAMPLES[type(each).__name__] for name, each in pattern.pattern.converters.items()}
        shows = resolve(reverse(page, kwargs={name: given[name] for name in names}))
        assert (shows.url_name, hasattr(shows.func, "today_only")) == (page, False), pattern.name
