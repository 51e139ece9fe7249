import csv
import datetime as dt
import io

import pytest

from rollout.models import Standard
from rollout.scales import Confidence, Status
from tests.layout import laid_out

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)


def words(page):
    return laid_out(page.content.decode())


def downloaded(page):
    return list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"))))


@pytest.fixture
def as_unit(client, unit):
    client.force_login(unit)
    return client


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


def test_every_standard_by_model_and_theme(as_unit):
    page = as_unit.get("/standards/")
    assert "53 standards" in words(page)
    assert [(model.code, len(themes)) for model, themes in page.context["models"]] == [
        ("investigation", 7),
        ("prosecution", 5),
    ]
    assert "Working list" in words(page)


def test_how_many_have_it_in_place(as_lead, say):
    say(("durham", "P1-1"), status=Status.IN_PLACE, at=NOON)
    rows = {row["Standard"][:4]: row for row in downloaded(as_lead.get("/standards/?_export=csv"))}
    assert (rows["P1-1"]["In place or better"], rows["P1-1"]["Organisations"]) == ("1", "43")
    assert rows["P1-1"]["Source"]
    assert "1 of 43" in words(as_lead.get("/standards/"))


def test_an_update_moves_the_count_at_once(as_unit, say):
    assert "1 of 43" not in words(as_unit.get("/standards/"))
    say(("durham", "P1-1"), status=Status.IN_PLACE)
    assert "1 of 43" in words(as_unit.get("/standards/"))


def test_a_standard_not_yet_known_is_left_out(as_unit):
    Standard.objects.filter(code="P1-1").update(known_from=dt.date(2024, 5, 1))
    assert as_unit.get("/standards/P1-1/?as-at=2024-05-01").status_code == 200
    assert as_unit.get("/standards/P1-1/?as-at=2024-04-30").status_code == 404
    assert "/standards/P1-1/" not in words(as_unit.get("/standards/?as-at=2024-04-30"))


def test_a_day_before_everything(as_unit):
    Standard.objects.update(known_from=dt.date(2024, 5, 1))
    assert "No standard was known on this day." in words(as_unit.get("/standards/?as-at=2024-04-30"))


@pytest.mark.parametrize("code", ["P9-9", "p1-1", "%00"])
def test_an_unknown_code_is_not_found(as_unit, code):
    assert as_unit.get(f"/standards/{code}/").status_code == 404


def test_nobody_sees_standards_without_totals(client, nobody, say):
    say(("durham", "P1-1"), status=Status.IN_PLACE, at=NOON)
    client.force_login(nobody)
    assert "In place or better" not in words(client.get("/standards/"))
    page = client.get("/standards/P1-1/")
    assert page.context["totals"] == []
    assert len(page.context["table"].rows) == 0


def test_one_standard_everywhere(as_unit, say):
    say(("durham", "P1-1"), status=Status.EMBEDDED, confidence=Confidence.RED, target_date=NOON.date(), at=NOON)
    rows = {row["Organisation"]: row for row in downloaded(as_unit.get("/standards/P1-1/?_export=csv"))}
    assert len(rows) == 43
    durham = rows["Durham"]
    assert (durham["Status"], durham["Confidence"], durham["Target date"]) == ("Embedded", "red", "2024-05-01")
    assert rows["Kent"]["Status"] == "No report"
    assert "/organisations/durham/commitments/P1-1/" in words(as_unit.get("/standards/P1-1/"))


def test_a_lead_sees_own_row_and_the_country_in_numbers(as_lead, say):
    say(("durham", "P1-1"), status=Status.EMBEDDED, at=NOON)
    page = as_lead.get("/standards/P1-1/")
    assert [row.record["organisation"] for row in page.context["table"].rows] == ["Avon and Somerset"]
    assert {share["status"]: share["number"] for share in page.context["totals"]} == {
        5: 1, 4: 0, 3: 0, 2: 0, 1: 0, None: 42,
    }  # fmt: skip
    assert "1 of 43 have it in place or better." in words(page)
    assert "Durham" not in words(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=5", 1),
        ("status=0", 42),
        ("status=3", 0),
        ("cohort=pathfinder", 5),
        ("region=Wales", 4),
        ("region=Wales&status=5", 0),
        ("status=99", 43),
    ],
)
def test_filters_leave_the_country_alone(as_unit, say, query, found):
    say(("durham", "P1-1"), status=Status.EMBEDDED, at=NOON)
    page = as_unit.get(f"/standards/P1-1/?{query}")
    assert len(page.context["table"].rows) == found
    assert page.context["in_place"] == 1


def test_as_at_before_the_update(as_unit, say):
    say(("durham", "P1-3"), status=Status.EMBEDDED, at=NOON)
    assert as_unit.get("/standards/P1-3/?as-at=2024-04-30").context["in_place"] == 0
    assert as_unit.get("/standards/P1-3/?as-at=2024-05-01").context["in_place"] == 1


@pytest.mark.parametrize("address", ["/standards/", "/standards/P1-1/"])
def test_queries_do_not_grow(as_unit, say, queries_with_all_and_with_three, address):
    say(("durham", "P1-1"), at=NOON)
    everything, three = queries_with_all_and_with_three(address)
    assert everything == three
