import datetime as dt
import re

import pytest
from django.core.cache import cache

from forces.models import Organisation
from rollout.models import Commitment
from rollout.scales import Confidence, Status
from tests.layout import laid_out

MARCH = dt.datetime(2024, 3, 12, 12, tzinfo=dt.UTC)
MAY = dt.datetime(2024, 5, 20, 12, tzinfo=dt.UTC)


def page(client, address="/national/"):
    found = client.get(address)
    assert found.status_code == 200
    return laid_out(found.content.decode())


def rows(html):
    return re.findall(r'<tr><th scope="row" class="app-grid__name"><a [^>]*>([^<]+)</a>', html)


@pytest.fixture
def as_unit(client, unit):
    client.force_login(unit)
    return client


def test_a_theme_cell_says_it_all_and_leads_to_the_organisation(as_unit, say):
    say(("durham", "P2-1"), status=Status.IN_PLACE, at=MARCH)
    say(("durham", "P2-2"), status=Status.EMBEDDED, at=MARCH, confidence=Confidence.RED)
    html = page(as_unit)
    assert 'href="/organisations/durham/#theme-P2"' in html
    said = (
        "Disrupting repeat offenders: in place, red, 2 of 3 in place or better, 1 never reported, updated 12 March 2024"
    )
    assert said in html
    assert (
        "Cleveland, Disrupting repeat offenders: no report, 0 of 3 in place or better, 3 never reported, never updated"
        in html
    )


def test_a_standard_cell_leads_to_its_history(as_unit, say):
    say(("durham", "P1-1"), status=Status.PLANNED, at=MARCH)
    html = page(as_unit, "/national/?across=theme-P1")
    assert 'href="/organisations/durham/commitments/P1-1/"' in html
    assert "planned, green, updated 12 March 2024" in html
    assert len(rows(html)) == 43


def test_everything_of_a_model_across(as_unit):
    html = page(as_unit, "/national/?across=model-prosecution")
    assert html.count('class="app-grid__theme"') == 24  # overall and 23 standards
    assert len(rows(html)) == 14


def test_the_country_as_known_at_london_midnight(as_unit, say):
    """Summer time began on 31 March 2024: that day's last minute is 22:59 in UTC."""
    say(("durham", "P1-1"), status=Status.PLANNED, at=dt.datetime(2024, 3, 31, 22, 59, tzinfo=dt.UTC))
    say(("durham", "P1-1"), status=Status.EMBEDDED, at=dt.datetime(2024, 3, 31, 23, 1, tzinfo=dt.UTC))
    before = page(as_unit, "/national/?across=theme-P1&as-at=2024-03-31")
    assert "planned, green, updated 31 March 2024" in before
    assert 'href="/organisations/durham/commitments/P1-1/?as-at=2024-03-31"' in before
    after = page(as_unit, "/national/?across=theme-P1&as-at=2024-04-01")
    assert "embedded, green, updated 1 April 2024" in after


def test_what_moved_is_marked_and_counted(as_unit, say):
    for code, first, second in [("P1-1", 2, 4), ("P1-2", 4, 3), ("P1-3", 3, 3)]:
        say(("durham", code), status=first, at=MARCH)
        say(("durham", code), status=second, at=MAY)
    say(("durham", "P1-4"), status=1, at=MAY)
    html = page(as_unit, "/national/?across=theme-P1&compare=2024-04-30")
    assert "<strong>2 up</strong> (of them 1 reported for the first time), <strong>1 down</strong>, 127 at" in html
    assert "86 were not asked then." in html
    assert "in place, green, updated 20 May 2024, up from planned on 30 April 2024" in html
    assert "in progress, green, updated 20 May 2024, down from in place on 30 April 2024" in html


@pytest.mark.parametrize("days", ["compare=2024-05-01&as-at=2024-04-30", "compare=2024-04-30&as-at=2024-04-30"])
def test_a_day_to_compare_with_must_come_before(as_unit, days):
    html = page(as_unit, f"/national/?{days}")
    assert "Choose a day to compare with that is before 30 April 2024." in html
    assert len(rows(html)) == 57


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("model=investigation", 43),
        ("cohort=pathfinder", 5),
        ("cohort=pilot", 9),
        ("region=North+East", 3),
        ("status=4", 1),
        ("status=0", 57),
        ("status=4&region=Wales", 0),
        ("not-updated-since=2024-03-12", 56),
        ("not-updated-since=2024-03-13", 57),
    ],
)
def test_filters(as_unit, say, query, number):
    for code in ("P2-1", "P2-2"):
        say(("durham", code), status=Status.IN_PLACE, at=MARCH)
    html = page(as_unit, f"/national/?{query}")
    assert len(rows(html)) == number
    assert ("No organisation fits" in html) == (number == 0)


def test_a_chosen_filter_can_be_taken_away(as_unit):
    html = page(as_unit, "/national/?cohort=pathfinder&region=Wales&as-at=2024-04-30&not-updated-since=2024-01-01")
    assert "Cohort: Pathfinder" in html
    assert "No update since: 1 January 2024" in html
    without = "/national/?region=Wales&amp;not-updated-since=2024-01-01&amp;as-at=2024-04-30"
    assert f'class="moj-filter__tag" href="{without}"' in html


@pytest.mark.parametrize(
    "query",
    ["cohort=first", "across=theme-P9", "status=9", "not-updated-since=2024-02-30", "not-updated-since=1999-01-01"],
)
def test_what_is_not_understood_is_said_and_left_out(as_unit, query):
    html = page(as_unit, f"/national/?{query}")
    assert "left out" in html or "The date must be between" in html
    assert len(rows(html)) == 57


def test_text_in_the_address_is_escaped(as_unit):
    assert "<script>x" not in page(as_unit, "/national/?cohort=<script>x")


def test_the_observer_sees_the_grid(client, observer):
    client.force_login(observer)
    assert len(rows(page(client))) == 57


def test_a_new_update_is_seen_at_once(as_unit, say):
    assert "14 CPS Areas: 0 (0.0%)" in page(as_unit)
    say(("durham", "P1-1"), status=Status.IN_PLACE)
    assert "14 CPS Areas: 1 (0.1%)" in page(as_unit)


def test_a_page_seen_before_asks_the_database_little(as_unit, django_assert_max_num_queries):
    page(as_unit)
    with django_assert_max_num_queries(4):
        page(as_unit)


@pytest.mark.parametrize(
    "address", ["/national/", "/national/?compare=2024-04-30", "/national/?across=model-investigation"]
)
def test_queries_do_not_grow_with_organisations(as_unit, say, django_assert_num_queries, address):
    number = 9
    few = Organisation.objects.filter(slug__in=["durham", "kent", "gwent"])
    Organisation.objects.exclude(pk__in=few).update(active_to=dt.date(2023, 8, 1))
    for slug in ("durham", "kent", "gwent"):
        say((slug, "P1-1"), at=MARCH)
    with django_assert_num_queries(number):
        assert len(rows(page(as_unit, address))) == 3
    Organisation.objects.update(active_to=None)
    cache.clear()
    for commitment in Commitment.objects.filter(standard__code="P1-2"):
        say(commitment, at=MAY)
    with django_assert_num_queries(number):
        assert len(rows(page(as_unit, address))) >= 43
