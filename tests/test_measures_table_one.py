"""The announcement's Table 1: what it claims, what its shares are out of, and what two quarters can show."""

import csv
import io

import pytest

from measures.claims import check
from measures.models import PublishedPair
from measures.quarters import read_quarter
from measures.table_one import table_one

PAGE = "/measures/table-1/"


@pytest.fixture
def table(db):
    return table_one()


def test_every_claim_holds_and_the_others_are_named(table):
    found = {each.claim.code: (each.true, each.also) for each in table.claims}
    assert found == {
        "referrals_up": (True, []),
        "referrals_doubled": (True, []),
        "charges_tripled": (True, ["durham"]),
        "days_down": (True, []),
        "days_down_almost_300": (True, []),
    }


def test_a_claim_is_false_when_the_table_says_otherwise():
    found = {each.claim.code: each.true for each in check({"durham": {"days_to_charge": (100, 100)}})}
    assert not any(found.values())


def test_the_denominators_are_those_that_both_shares_imply(table):
    found = {
        row.force.slug: tuple(row.denominators[side].common for side in ("before", "latest")) for row in table.rows
    }
    assert found == {
        "avon-and-somerset": ((287, 287), (388, 388)),
        "metropolitan": ((1146, 1147), (963, 964)),
        "durham": ((117, 117), (103, 103)),
        "west-midlands": ((984, 984), (887, 887)),
        "south-wales": ((204, 204), None),
    }


def test_the_page_shows_every_cell_as_printed(see, lead):
    page = see(lead, PAGE)
    assert [row["latest"] for row in csv_of(see(lead, PAGE, _export="csv"))].count("10.1") == 1
    assert len(csv_of(see(lead, PAGE, _export="csv"))) == PublishedPair.objects.count() == 35
    assert page.words.count("✓ Holds") == 5
    assert "✗" not in page.words
    assert "The same holds of Durham" in page.words
    assert "Charged: 21 at 10.1% needs 207 or 208 outcomes" in page.words


def csv_of(answer):
    rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    return [{"before": row["The quarter before joining"], "latest": row["October to December 2022"]} for row in rows]


def test_west_midlands_charge_rate_shows_no_difference(see, observer):
    found = see(observer, PAGE).words
    before = found.partition("West Midlands Charged")[2]
    assert "20 of 984, 2.0% 19 of 887, 2.1%" in before[:60]
    assert "No difference is visible" in before.partition("West Midlands Victim")[0]


def test_small_numbers_are_said(see, unit):
    avon = see(unit, PAGE).words.partition("Avon and Somerset Charged")[2].partition("Avon and Somerset Victim")[0]
    assert "On the edge" in avon
    assert "Small numbers." in avon


def test_before_the_announcement_there_is_no_page(see, unit):
    assert see(unit, PAGE, **{"as-at": "2023-07-09"}).status_code == 404
    assert see(unit, PAGE, **{"as-at": "2023-07-10"}).status_code == 200


@pytest.mark.parametrize(
    ("text", "first_day"),
    [
        ("Oct - Dec 2022", "2022-10-01"),
        ("October to December 2022", "2022-10-01"),
        ("apr\u2013jun 2015", "2015-04-01"),
        ("2022/23 Q3", "2022-10-01"),
        ("2022/23 q4", "2023-01-01"),
        ("2022-10", "2022-10-01"),
        ("2022-10-01", "2022-10-01"),
    ],
)
def test_quarters_as_files_write_them(text, first_day):
    assert read_quarter(text).isoformat() == first_day


@pytest.mark.parametrize(
    "text",
    ["", "2022", "Oct - Nov 2022", "Feb - Apr 2022", "2022/24 Q1", "2022-11", "2022-10-02", "Q3", "Oct - Dec 1022"],
)
def test_what_is_no_quarter(text):
    with pytest.raises(ValueError, match="a quarter such as"):
        read_quarter(text)
