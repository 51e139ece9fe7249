"""Good files in every documented shape, and bad ones: right numbers, or words that say where and what."""

# ruff: noqa: E501 - a case a line

import csv
import datetime as dt
import tracemalloc
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from measures.importing import BadRelease, Names, read_release
from measures.messages import Message
from tests.bad_releases import REFUSED, WRONG, changed
from tests.release_files import (
    JUSTICE,
    OFFENCES,
    OUTCOMES,
    PLAIN,
    metric,
    ods,
    offence,
    outcome,
    sheet_xml,
    table,
    xlsx,
)  # fmt: skip

REFERENCE = Path(__file__).parent.parent / "reference" / "police_forces.csv"
FORCES = list(csv.DictReader(REFERENCE.read_text().splitlines()))
NAMES = Names(FORCES)
APRIL = dt.date(2024, 4, 1)
COVER = [["Police recorded crime open data"], ["Published 24 July 2024"]]


@pytest.fixture
def read(tmp_path):
    def read(content, name="release.xlsx"):
        path = tmp_path / "file"
        path.write_bytes(content)
        return read_release(path, name, NAMES)

    return read


def figure(found, measure="recorded_offences", force="durham", quarter=APRIL):
    return found.figures[force, measure, quarter].value


OLD = ["Financial year", "Quarter", "Police Force [Note 1]", "Offence  code", "Offence Count"]
GOOD_OFFENCES = {
    "ods": ods(Cover=COVER, **{"2024_25": [OFFENCES, offence(10), offence(3, code="19F"), offence(9, code="8N")]}),
    "xlsx": xlsx(**{"2024_25": [OFFENCES, offence(10), offence(3, code="19F")]}),
    "csv": table([OFFENCES, offence(10), offence(3, code="19F")]),
    "old headings": ods(
        **{"2024_25": [OLD, ["2024/25", 1, "Durham", "19C", 10], ["2024/25", "1", "Durham", "19f", 3]]}
    ),
    "quarter with a letter": ods(**{"2024_25": [OFFENCES, offence(13, quarter="Q1")]}),
    "title above the headings": ods(**{"2024_25": [["Table 1"], [None], OFFENCES, offence(13)]}),
    "footnote in the name": ods(
        **{"2024_25": [OFFENCES, offence(10, force="Durham [Note 6]"), offence(3, code="19F")]}
    ),
    "full name and spaces": ods(**{"2024_25": [OFFENCES, offence(13, force=" Durham  Constabulary ")]}),
    "numbers as text": ods(**{"2024_25": [OFFENCES, offence("13")]}),
    "semicolons": table([OFFENCES, offence(13)], delimiter=";"),
    "byte order mark": table([OFFENCES, offence(13)], encoding="utf-8-sig"),
    "utf-16": table([OFFENCES, offence(13)], encoding="utf-16"),
    "columns in another order": xlsx(**{"2024_25": [OFFENCES[::-1], offence(13)[::-1]]}),
    "another sheet of the year's notes": ods(Notes=[["Note 1", "Words"]], **{"2024_25": [OFFENCES, offence(13)]}),
}


@pytest.mark.parametrize("content", GOOD_OFFENCES.values(), ids=GOOD_OFFENCES)
def test_offences_in_every_shape(read, content):
    found = read(content)
    assert (found.kind, found.problems, figure(found)) == ("offences", [], 13)


NAMED = {
    "London, City of": "city-of-london", "City of London Police": "city-of-london", "Devon & Cornwall": "devon-and-cornwall",
    "Metropolitan Police [Note 6]": "metropolitan", "Metropolitan Police Service": "metropolitan",
    "Avon & Somerset ": "avon-and-somerset", "Dyfed-Powys": "dyfed-powys", "Durham3": "durham", "Durham*": "durham",
    "Durham (note 2)": "durham", "WEST MIDLANDS": "west-midlands", "E23000013": "cleveland", "Greater Manchester": "greater-manchester",
    # as people who read all twelve workbooks met them, and their kind
    "Cumbria2,3": "cumbria", "Cumbria 2, 3": "cumbria", "Cumbria2 and 3": "cumbria", "Cumbria (2)": "cumbria", "Cumbria(2,3)": "cumbria",
    "Cumbria\u00b2\u2074": "cumbria", "Cumbria [Note 2] [Note 3]": "cumbria", "Cumbria Constabulary2,3": "cumbria", "Greater Manchester12": "greater-manchester",
    "Hampshire and the Isle of Wight": "hampshire", "Hampshire & Isle of Wight": "hampshire", "Hampshire and Isle of Wight Constabulary": "hampshire",
    "Devon\u00a0and\u00a0Cornwall": "devon-and-cornwall", "London, City of [Note 6]": "city-of-london", "Metropolitan Police4": "metropolitan",
    "Yorkshire, North": "north-yorkshire", "Wales, South": "south-wales", "Avon and Somerset5, 6": "avon-and-somerset", "Dyfed Powys": "dyfed-powys",
}  # fmt: skip


@pytest.mark.parametrize(("name", "slug"), NAMED.items())
def test_names_of_forces(name, slug):
    assert NAMES.slug(name) == slug


def test_every_force_is_known_by_each_of_its_names():
    for force in FORCES:
        assert {NAMES.slug(force[key]) for key in ("name", "short_name", "slug", "code")} == {force["slug"]}


def test_other_bodies_and_expired_codes_are_left_out_and_counted(read):
    rows = [offence(7, force=name) for name in ("British Transport Police", "Action Fraud", "CIFAS", "UK Finance")]
    rows += [offence("N/A - Offence code expired", quarter=2), offence(13), offence("..", quarter=3)]
    found = read(ods(**{"2024_25": [OFFENCES, *rows]}))
    reasons = {reason: number for (_sheet, reason), number in found.left_out.items()}
    assert reasons["British Transport Police: not one of the 43 forces"] == 1
    assert reasons["the offence code has expired"] == 1
    assert reasons["withheld by the publisher"] == 1
    assert (len(reasons), found.problems, figure(found)) == (6, [], 13)
    assert figure(found, quarter=dt.date(2024, 10, 1)) is None
    assert str(found.examples["2024_25", "the offence code has expired"]) == "H6"


def test_thousands_separators(read):
    assert (
        figure(
            read(ods(**{"2024_25": [OFFENCES, offence("1,234", force="Metropolitan Police")]})), force="metropolitan"
        )
        == 1234
    )


def test_a_year_s_sheet_that_is_missing_is_said(read):
    found = read(ods(**{"2022_23": [OFFENCES, offence(1, year="2022/23")], "2024_25": [OFFENCES, offence(2)]}))
    assert ("2023_24", "there is no sheet for this year") in found.left_out


def test_outcomes(read):
    rows = [
        outcome(2),
        outcome(1, kind="1A"),
        outcome(5, kind=14),
        outcome(7, kind=16.0),
        outcome(10, kind="18", code="19F"),
    ]
    rows += [outcome(4, kind="9", code="8N"), outcome(0, kind="Not yet assigned")]
    found = read(xlsx(Data=[OUTCOMES, *rows]))
    assert [figure(found, name) for name in ("outcomes_assigned", "charged", "victim_withdrawal")] == [24, 2, 12]
    share = found.figures["durham", "charged_pct", APRIL]
    assert (share.value, share.numerator, share.denominator) == (Decimal("8.333"), 2, 24)


def test_a_withheld_outcome_withholds_what_it_is_part_of(read):
    found = read(xlsx(Data=[OUTCOMES, outcome(".."), outcome(5, kind="14")]))
    names = ("outcomes_assigned", "charged", "charged_pct", "victim_withdrawal", "victim_withdrawal_pct")
    assert [figure(found, name) for name in names] == [None, None, None, 5, None]


def test_the_dashboard_s_file(read):
    rows = [metric(48), metric("381.5", name="Average days to charge"), metric(50, period="Jul - Sep 2024")]
    rows += [metric(1, granularity="Rolling annual"), metric(1, offence="All crime"), metric(1, area="Cymru-Wales")]
    found = read(
        table([JUSTICE, *rows, metric(1, name="Court backlog")]), "criminal_justice_delivery_data_q3_2024_v1.csv"
    )
    assert (figure(found, "cps_referrals"), figure(found, "days_to_charge")) == (48, Decimal("381.500"))
    assert (sum(found.left_out.values()), len(found.figures), found.problems) == (4, 3, [])


def test_a_plain_table(read):
    rows = [
        ["durham", "charged_pct", "Apr - Jun 2024", "12.0", 3, 25],
        ["Durham", "cps-referrals", "2024/25 Q1", "1,004", "", ""],
    ]
    found = read(table([PLAIN, *rows]))
    assert (figure(found, "charged_pct"), figure(found, "cps_referrals"), found.problems) == (12, 1004, [])


@pytest.mark.parametrize("bad", REFUSED.values(), ids=list(REFUSED))
def test_a_file_that_cannot_be_brought_in_says_why(read, bad):
    content, words, name = (*bad, "release.xlsx")[:3]
    with pytest.raises(BadRelease, match=words) as refused:
        read(content, name)
    assert isinstance(refused.value.said, Message)


@pytest.mark.parametrize(("content", "cell"), WRONG.values(), ids=WRONG)
def test_a_wrong_cell_is_named_as_the_person_sees_it(read, content, cell):
    (problem, *_rest) = read(content).problems
    assert str(problem.place) == cell
    assert problem.place.sheet
    assert problem.found
    assert problem.expected
    assert isinstance(problem.expected, Message) or "heading" in problem.found  # the names of headings stay as they are


def test_there_are_at_least_a_hundred_and_twenty_bad_files():
    assert len({*REFUSED, *WRONG}) >= 120


def test_a_great_many_wrong_cells_are_counted_and_not_all_listed(read):
    rows = [offence("x", force=force, quarter=quarter) for quarter in range(1, 5) for force in NAMED]
    found = read(ods(**{"2024_25": [OFFENCES, *rows, *rows]}))
    assert len(found.problems) + found.more_problems == len(rows) * 2


def test_repeated_cells_of_ods_cost_no_memory(read):
    """A few bytes can declare 17 billion cells: only as many columns are kept as are looked at, and no row beyond."""
    wide = '<table:table-row><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
    tracemalloc.start()
    found = read(ods(extra=wide, **{"2024_25": [OFFENCES, offence(13)]}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert figure(found) == 13
    assert peak < 20_000_000
    tall = wide.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="99999999">')
    with pytest.raises(BadRelease, match="more than 1,048,576 rows"):
        read(ods(extra=tall, **{"2024_25": [OFFENCES, offence(13)]}))


def test_a_cell_far_to_the_right_costs_no_memory(read):
    far = sheet_xml([OUTCOMES, outcome(1)]).replace("</row></sheetData>", '<c r="ZZZ2"><v>1</v></c></row></sheetData>')
    found = read(changed("xl/worksheets/sheet1.xml", far))
    assert figure(found, "charged") == 1


def test_a_sheet_that_claims_a_row_without_end_is_refused(read):
    far = sheet_xml([OUTCOMES, outcome(1)]).replace(
        "</sheetData>", '<row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData>'
    )
    with pytest.raises(BadRelease, match="more than 1,048,576 rows"):
        read(changed("xl/worksheets/sheet1.xml", far))


def test_the_last_row_a_sheet_can_have(read):
    far = sheet_xml([OUTCOMES, outcome(1)]).replace(
        "</sheetData>", '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    )
    assert figure(read(changed("xl/worksheets/sheet1.xml", far)), "charged") == 1


def test_a_full_sheet_of_ods_streams(tmp_path):
    """1,048,576 rows, of which a hundred are written out and the others repeat."""
    row = "<table:table-row>" + "<table:table-cell><text:p>x</text:p></table:table-cell>" * 8 + "</table:table-row>"
    many = row.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="100000">') * 10
    path = tmp_path / "file"
    path.write_bytes(ods(extra=many, **{"2024_25": [OFFENCES, offence(13)]}))
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo("content.xml").file_size < 100_000
    found = read_release(path, "release.ods", NAMES)
    assert (figure(found), found.sheets["2024_25"]) == (13, 1_000_001)
