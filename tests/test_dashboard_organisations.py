import csv
import datetime as dt
import io

import pytest

from rollout.scales import Status

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def as_unit(client, unit):
    client.force_login(unit)
    return client


def names(page):
    return [row.get_cell_value("organisation") for row in page.context["table"].rows]


def downloaded(page):
    return list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"))))


def test_the_unit_sees_every_organisation(as_unit):
    page = as_unit.get("/organisations/")
    assert "57 organisations" in page.content.decode()
    assert len(names(page)) == 57


def test_a_lead_sees_own_and_partners_only(client, lead):
    client.force_login(lead)
    assert names(client.get("/organisations/")) == ["Avon and Somerset", "CPS South West"]


def test_regions_of_others_are_not_offered(client, lead):
    client.force_login(lead)
    choices = client.get("/organisations/").context["filter"].form.fields["region"].choices
    assert [value for value, _label in choices] == ["", "South West"]


def test_nobody_is_told_why_it_is_empty(client, nobody):
    client.force_login(nobody)
    page = client.get("/organisations/").content.decode()
    assert "0 organisations" in page
    assert "You have no role yet" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=cps_area", 14),
        ("cohort=pathfinder", 5),
        ("region=Wales", 4),
        ("q=constabulary", 12),
        ("q=durham&cohort=pathfinder", 1),
        ("q=nowhere", 0),
        ("cohort=nonsense", 57),
    ],
)
def test_filters(as_unit, query, found):
    assert len(names(as_unit.get(f"/organisations/?{query}"))) == found


def test_an_empty_list_says_what_to_do(as_unit):
    assert "Clear it to see them all" in as_unit.get("/organisations/?q=nowhere").content.decode()


def test_how_far_and_when(as_unit, say):
    say(("durham", "P1-1"), status=Status.IN_PLACE, at=NOON)
    say(("durham", "P1-2"), status=Status.PLANNED, at=NOON + dt.timedelta(days=1))
    row = downloaded(as_unit.get("/organisations/?q=durham&_export=csv"))[0]
    assert (row["In place or better"], row["Standards"], row["Never reported"]) == ("1", "30", "28")
    assert row["Last updated"].startswith("2024-05-02")
    assert "1 of 30" in as_unit.get("/organisations/?q=durham").content.decode()


def test_sorted_by_share_and_by_silence(as_unit, say):
    say(("durham", "P1-1"), status=Status.EMBEDDED, at=NOON)
    assert names(as_unit.get("/organisations/?sort=-in_place"))[0] == "Durham"
    assert names(as_unit.get("/organisations/?sort=-last_updated"))[0] == "Durham"


def test_as_at_before_the_update(as_unit, say):
    say(("durham", "P1-1"), status=Status.IN_PLACE, at=NOON)
    row = downloaded(as_unit.get("/organisations/?q=durham&as-at=2024-04-30&_export=csv"))[0]
    assert (row["In place or better"], row["Last updated"]) == ("0", "never")


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "ods"])
def test_downloads_keep_the_filter(as_unit, file_format):
    page = as_unit.get(f"/organisations/?cohort=pathfinder&_export={file_format}")
    assert page["Content-Disposition"].endswith(f'.{file_format}"')
    assert (
        f"cohort=pathfinder&amp;_export={file_format}"
        in as_unit.get("/organisations/?cohort=pathfinder").content.decode()
    )


def test_queries_do_not_grow(as_unit, say, queries_with_all_and_with_three):
    say(("durham", "P1-1"), at=NOON)
    everything, three = queries_with_all_and_with_three("/organisations/")
    assert everything == three
