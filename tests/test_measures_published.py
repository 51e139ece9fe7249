"""The shapes in which releases are really published, and what must never pass for them, each made by code."""

import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest

from measures.importing import BadRelease, Names, read_release
from tests.bad_releases import changed
from tests.release_files import (
    CLOSED,
    JUSTICE,
    LONG,
    OFFENCES,
    OTHER_BASIS,
    OUTCOMES,
    PLAIN,
    metric,
    ods,
    ods_content,
    offence,
    outcome,
    published,
    sheet_xml,
    table,
    xlsx,
    zipped,
)  # fmt: skip

FORCES = list(
    csv.DictReader((Path(__file__).parent.parent / "reference" / "police_forces.csv").read_text().splitlines())
)
APRIL, JULY = dt.date(2024, 4, 1), dt.date(2024, 7, 1)
BASE = [outcome(4, recorded=3), outcome(6, kind=14, recorded=5), outcome(2, kind=15), outcome(8, kind=16, recorded=8)]
COUNTS = ("outcomes_assigned", "charged", "victim_withdrawal")
NOT_PROVIDED = "N/A - data not provided"


@pytest.fixture
def read(tmp_path):
    def read(content, name="release.xlsx", **mapped):
        path = tmp_path / "file"
        path.write_bytes(content)
        return read_release(path, name, Names(FORCES, {tuple(key): ours for key, ours in mapped.get("mapped", ())}))

    return read


def counts(found, force="durham", quarter=APRIL):
    return [found.figures[force, measure, quarter].value for measure in COUNTS]


def reasons(found):
    return {str(reason): rows for (_sheet, reason), rows in found.left_out.items()}


HEADED = {
    "as in 2024/25": (OTHER_BASIS, CLOSED),
    "longer": LONG,
    "longer on one side": ("Outcomes for offences that were recorded in the quarter", CLOSED),
    "without an article": (OTHER_BASIS, "Outcomes for investigations closed in quarter"),
    "of the drug subcodes": OUTCOMES[11:],
    "closed first": (CLOSED, OTHER_BASIS),
    "with a footnote": (OTHER_BASIS, f"{CLOSED} [Note 4]"),
    "with glued figures": (OTHER_BASIS, f"{CLOSED}4,5"),
    "in capitals and no-break spaces": (OTHER_BASIS, CLOSED.upper().replace(" ", "\u00a0")),
    "over two lines": (OTHER_BASIS, CLOSED.replace(" closed", "\nclosed")),
}


@pytest.mark.parametrize("headings", HEADED.values(), ids=list(HEADED))
def test_the_closed_basis_is_taken_under_every_heading(read, headings):
    rows = [row if headings[0] != CLOSED else [*row[:11], row[12], row[11]] for row in BASE]
    found = read(published(rows, counts=headings))
    assert (counts(found), found.problems) == ([20, 4, 14], [])
    share = found.figures["durham", "charged_pct", APRIL]
    assert (share.value, share.numerator, share.denominator) == (20, 4, 20)


@pytest.mark.parametrize("kind", [0, 0.0, "0", "00", "Not yet assigned an outcome"])
@pytest.mark.parametrize("number", ["N/A", "NA", 20, "x", None])
def test_type_0_is_no_outcome_and_in_no_denominator(read, kind, number):
    found = read(published([*BASE, outcome(number, kind=kind, recorded=20)]))
    assert (counts(found), found.problems) == ([20, 4, 14], [])
    assert reasons(found)["outcome type 0: no outcome yet, so in no count"] == 1


@pytest.mark.parametrize(
    ("marker", "why"),
    [
        ("NA", "not applicable, says the publisher"),
        ("N/A", "not applicable, says the publisher"),
        ("n/a ", "not applicable, says the publisher"),
        ("N/A - Offence code expired", "the offence code has expired"),
        ("N/A - offence code expired", "the offence code has expired"),
        ("N/A \u2013 Offence\u00a0code expired", "the offence code has expired"),
    ],
)
def test_not_applicable_is_no_figure_and_withholds_nothing(read, marker, why):
    found = read(published([*BASE, outcome(marker, kind=9, recorded=marker)]))
    assert (counts(found), found.problems, reasons(found)[why]) == ([20, 4, 14], [], 1)


@pytest.mark.parametrize(
    "marker", [NOT_PROVIDED, NOT_PROVIDED.upper(), "N/A \u2013 data not provided", "Data not provided"]
)
def test_data_not_provided_withholds_that_force_s_quarter_and_says_so(read, marker):
    rows = [outcome(marker, force="Cumbria2,3"), outcome(marker, force="Cumbria2,3", kind=14)]
    rows += [outcome(3, force="Cumbria", quarter=2), outcome(7, force="Cumbria", kind=18)]
    found = read(published([*BASE, *rows]))
    assert counts(found) == [20, 4, 14]
    assert counts(found, "cumbria") == [None, None, None]
    assert counts(found, "cumbria", JULY) == [3, 3, 0]
    assert found.figures["cumbria", "charged_pct", APRIL].value is None
    assert reasons(found)["Cumbria sent no data, so its quarters are withheld: 2024/25 Q1"] == 2
    assert not found.problems


def test_data_not_provided_beside_type_0_withholds_too(read):
    found = read(published([*BASE, outcome(NOT_PROVIDED, kind=0, force="Kent")]))
    assert counts(found, "kent") == [None, None, None]


def test_data_not_provided_withholds_offences_too(read):
    rows = [offence(NOT_PROVIDED, force="Kent"), offence(3, force="Kent", code="19F"), offence(9)]
    found = read(ods(**{"2024_25": [OFFENCES, *rows]}))
    assert found.figures["kent", "recorded_offences", APRIL].value is None
    assert found.figures["durham", "recorded_offences", APRIL].value == 9


@pytest.mark.parametrize("correction", [-2, "-2", "\u22122", -2.0])
def test_a_count_below_0_is_a_correction_and_counts(read, correction):
    found = read(published([*BASE, outcome(correction, kind=18)]))
    assert (counts(found), found.problems) == ([18, 4, 14], [])
    assert found.taken["of them corrections below 0, which count"] == 1


def test_a_total_below_0_is_named(read):
    (problem,) = read(published([outcome(3, kind=18), outcome(-1, kind=14)])).problems
    assert (str(problem.place), problem.found) == ("M3", "-1 in all: victim_withdrawal, Durham, 2024/25 Q1")


def test_after_corrections_there_is_no_share_of_more_than_all(read):
    found = read(published([outcome(3), outcome(-2, kind=18)]))
    assert (counts(found), found.problems) == ([1, 3, 0], [])
    share = found.figures["durham", "charged_pct", APRIL]
    assert (share.value, share.numerator, share.denominator) == (None, None, None)


@pytest.mark.parametrize("part", ["1A", "1a"])
def test_type_1a_is_part_of_1_and_never_added(read, part):
    found = read(published([outcome(1, kind=part), *BASE, outcome(2, kind="2A"), outcome(5, kind=2)]))
    assert (counts(found), found.problems) == ([25, 4, 14], [])
    assert reasons(found)["outcome type 1A: a part of 1, which counts it"] == 1


def test_what_does_not_touch_our_codes_is_counted_and_never_fatal(read):
    others = [
        outcome("seven", code="8N"),
        outcome(1, code="8N", force="Narnia"),
        outcome(1, code="8N", kind="charged?"),
        outcome(1, code=None, force=None, year=None),
        outcome(1, code="8N", year="soon", quarter=9),
        outcome("N/A", code="8N", kind=0),
    ]
    found = read(published([*BASE, *others]))
    assert (counts(found), found.problems) == ([20, 4, 14], [])
    told = reasons(found)
    assert told["other offences than adult rape"] == 6
    assert told["other offences, and a number that cannot be read, such as “seven”"] == 1
    assert told["other offences, and “Narnia” is no force we know"] == 1
    assert told["other offences, and “charged?” is no outcome type we know"] == 1


@pytest.mark.parametrize("found_as", ["n", "b", "d"])
def test_a_cell_that_openpyxl_cannot_read_stops_nothing_else(read, found_as):
    sheet = sheet_xml([OUTCOMES, outcome(3), outcome(7, code="8N")])
    odd = sheet.replace('<c r="M3"><v>7</v></c>', f'<c r="M3" t="{found_as}"><v>1.2.3</v></c>')
    found = read(changed("xl/worksheets/sheet1.xml", odd))
    assert (counts(found), found.problems) == ([3, 3, 0], [])


def test_an_ods_cell_that_is_no_number_stops_nothing_else(read):
    content = ods_content({"2024_25": [OFFENCES, offence(3), offence(7, code="8N")]})
    odd = content.replace('office:value="7"', 'office:value="seven"')
    assert read(zipped({"content.xml": odd})).figures["durham", "recorded_offences", APRIL].value == 3


def test_a_pivot_of_the_year_is_no_sheet_without_headings(read):
    found = read(published(BASE, **{"Pivot 2024_25": [["Sum of outcomes"]], "Notes_2024-25": [["Note 1"]]}))
    assert (counts(found), found.problems) == ([20, 4, 14], [])


def test_bodies_that_are_no_force_are_left_out_and_counted(read):
    bodies = [
        "British Transport Police", "British Transport Police (BTP)", "Action Fraud", "CIFAS", "UK Finance",
        "Fraud: CIFAS", "Financial Fraud Action UK", "Action Fraud (NFIB)2", "England and Wales",
        "Total England and Wales",
    ]  # fmt: skip
    found = read(published([*BASE, *(outcome(100, force=body) for body in bodies)]))
    assert (counts(found), found.problems) == ([20, 4, 14], [])
    assert {f"{body}: not one of the 43 forces" for body in bodies} <= reasons(found).keys()


@pytest.mark.parametrize("code", ["19C", " 19c ", "19C [Note 3]", "19C2,3", "19 C", "019C"])
def test_our_codes_however_they_are_written(read, code):
    assert counts(read(published([outcome(3, code=code), outcome(9, code="19CC"), outcome(9, code="119C")]))) == [
        3,
        3,
        0,
    ]


@pytest.mark.parametrize("count", ["13 [r]", "13[p]", "13 [Note 2]"])
def test_a_remark_behind_a_number_is_none_of_it(read, count):
    assert counts(read(published([outcome(count)]))) == [13, 13, 0]


# What we do not know


def test_an_unknown_metric_is_named_with_those_we_know(read):
    rows = [
        metric(400, name="Median days to a charge"),
        metric(150, name="Referrals and returns"),
        metric(1, name="Referrals and returns"),
    ]
    found = read(table([JUSTICE, *rows]), "criminal_justice_delivery_data_q1_2024_v1.csv")
    assert [(what, name, each.rows) for (what, name), each in found.unknown.items()] == [
        ("metric", "Median days to a charge", 1),
        ("metric", "Referrals and returns", 2),
    ]
    assert [problem.found for problem in found.problems] == ["Median days to a charge", "Referrals and returns"]
    assert "average days to charge" in found.unknown["metric", "Median days to a charge"].known


def test_a_mapped_metric_is_read_and_said(read):
    rows = [metric(400, name="Median days to a charge"), metric(150, name="Other")]
    mapped = [(("metric", "median days to a charge"), "days_to_charge")]
    found = read(table([JUSTICE, *rows]), mapped=mapped)
    assert found.figures["durham", "days_to_charge", APRIL].value == 400
    assert found.mapped == {("metric", "Median days to a charge"): "days_to_charge"}
    assert list(found.unknown) == [("metric", "Other")]
    assert not found.problems


def test_an_unknown_force_is_named_once_and_can_be_mapped(read):
    rows = [outcome(number, force="Avon Constabulary7", kind=number) for number in (1, 14, 16)]
    found = read(published([*BASE, *rows]))
    assert len(found.problems) == 1
    assert found.unknown["force", "Avon Constabulary7"].rows == 3
    assert "Durham" in found.unknown["force", "Avon Constabulary7"].known
    found = read(published([*BASE, *rows]), mapped=[(("force", "avon"), "avon-and-somerset")])
    assert counts(found, "avon-and-somerset") == [31, 1, 30]
    found = read(published([*BASE, *rows]), mapped=[(("force", "avon"), None)])
    assert reasons(found)["Avon Constabulary7: not one of the 43 forces"] == 3


# What a spreadsheet program makes of a column


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", " ", ","])
def test_thousands_however_they_are_spaced(read, space):
    rows = [["Durham", "recorded_offences", "2024-04-01", f"1{space}234", "", ""]]
    found = read(table([PLAIN, *rows]), "by hand.csv")
    assert found.figures["durham", "recorded_offences", APRIL].value == 1234
    assert found.places["durham", "recorded_offences", APRIL].sheet == "by hand.csv"


@pytest.mark.parametrize(
    "written",
    ["2024-04-01", "2024-04", "01/04/2024", "1/4/2024", "Apr-24", "April 2024", "Apr - Jun 2024", "2024/25 Q1"],
)
def test_a_quarter_however_a_program_shows_it(read, written):
    found = read(table([PLAIN, ["Durham", "charged", written, 13, "", ""]]))
    assert found.figures["durham", "charged", APRIL].value == 13


def saved(row, formats) -> bytes:
    """A plain table as a spreadsheet program saves it."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(PLAIN)
    book.active.append(row)
    for cell, number_format in zip(book.active[2], formats, strict=False):
        cell.number_format = number_format
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("number_format", ["0%", "0.0%", "0.00%", '0.0%;-0.0%;"none"'])
def test_a_percentage_means_what_the_person_saw(read, number_format):
    row = ["Durham", "charged_pct", dt.date(2024, 4, 1), 0.12, 3, 25]
    found = read(saved(row, ["@", "@", "mmm-yy", number_format]))
    share = found.figures["durham", "charged_pct", APRIL]
    assert (share.value, share.numerator, share.denominator) == (12, 3, 25)


def test_a_sign_that_is_only_written_beside_a_number_changes_nothing(read):
    found = read(saved(["Durham", "charged_pct", "2024-04", 12, 3, 25], ["@", "@", "@", '0"%"']))
    assert found.figures["durham", "charged_pct", APRIL].value == 12


def test_text_and_numbers_mean_the_same(read):
    for count in (13, 13.0, "13", " 13 ", "\u200b13"):
        assert counts(read(xlsx(Data=[OUTCOMES, outcome(count, quarter="Q1")]))) == [13, 13, 0]


def test_a_percentage_and_a_date_of_ods_mean_what_the_person_saw(read):
    content = ods_content({"A": [PLAIN, ["Durham", "charged_pct", "when", 0.12, 3, 25]]})
    shown = content.replace(
        'office:value-type="float" office:value="0.12"', 'office:value-type="percentage" office:value="0.12"'
    )
    dated = shown.replace(
        'office:value-type="string"><text:p>when',
        'office:value-type="date" office:date-value="2024-04-01"><text:p>1 Apr',
    )
    assert dated.count("percentage") == dated.count("date-value") == 1
    assert read(zipped({"content.xml": dated})).figures["durham", "charged_pct", APRIL].value == 12


# Neighbours: the others are in tests/bad_releases.py


@pytest.mark.parametrize("number", range(12))
def test_every_year_of_the_main_workbook_passes(read, number):
    """Whatever its notes say of firearms and knives."""
    year = 2014 + number
    name = f"{year}-{(year + 1) % 100}" if number < 8 else f"{year}_{(year + 1) % 100}"
    sheet = f"Outcomes_open_data_{name}" if number < 8 else f"Outcomes open data {name}"
    rows = [outcome(3, year=f"{year}/{(year + 1) % 100:02}"), outcome(2, code="10D", kind=1)]
    rows[1][4] = "Possession of other weapons, knives and firearms"
    found = read(published(rows, sheet=sheet), f"prc-outcomes-open-data-mar{year + 1}-tables-230726.xlsx")
    assert found.figures["durham", "charged", dt.date(year, 4, 1)].value == 3


def test_two_subcodes_for_each_code_are_said_to_be_subcodes(read):
    with pytest.raises(BadRelease, match="offence subcodes"):
        read(xlsx(Data=[[*OUTCOMES[:8], "Subcode Description", "Offence Subcode", *OUTCOMES[8:]], ["x"] * 15]))
