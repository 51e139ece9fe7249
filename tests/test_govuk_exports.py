from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import RequestFactory
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from django_tables2 import RequestConfig
from tablib import Dataset

from govuk.exports import file_of, safe_cell
from govuk.tables import export_or_none
from tests.force_table import ROWS, ForceTable


def listed(query="", rows=ROWS):
    request = RequestFactory().get(f"/forces/{query}")
    table = ForceTable(rows)
    RequestConfig(request).configure(table)
    return request, table


def exported(file_format):
    return export_or_none(*listed(f"?_export={file_format}"), "forces")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "  ="])
def test_text_that_would_run_as_a_formula_is_defused(start):
    assert safe_cell(f"{start}cmd") == f"'{start}cmd"


@pytest.mark.parametrize("value", ["Durham", "a=b", -3, Decimal("-1.50"), date(2024, 2, 29), True, ""])
def test_everything_else_stays_as_it_is(value):
    assert safe_cell(value) == value


def test_cells_that_files_cannot_hold_are_made_so():
    assert safe_cell(None) == ""
    assert safe_cell("bell\x07") == "bell"
    assert safe_cell(gettext_lazy("Yes")) == "Yes"
    assert safe_cell(format_html("<a href='/'>{}</a>", "Durham")) == "Durham"
    assert safe_cell(datetime(2024, 7, 1, 12, tzinfo=UTC)) == datetime(2024, 7, 1, 13)  # noqa: DTZ001 London's clock


def test_csv_holds_words_and_dates():
    response = exported("csv")
    assert response["Content-Disposition"] == 'attachment; filename="forces.csv"'
    assert response.content.decode("utf-8-sig").split("\r\n")[:3] == [
        "Name,Status,Count,Last seen", "'=1+1,No report,-3,2024-02-29", "Durham,In place,7,not seen",
    ]  # fmt: skip


@pytest.mark.parametrize("file_format", ["xlsx", "ods"])
def test_spreadsheets_hold_no_formula(file_format):
    data = Dataset().load(BytesIO(exported(file_format).content), format=file_format)
    assert data["Name"] == ["'=1+1", "Durham"]
    assert data["Count"] == [-3, 7]


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "ods"])
def test_times_have_minutes_and_what_is_there_is_of_its_kind(file_format):
    at = datetime(2024, 7, 1, 8, 30, 59, 5, tzinfo=UTC)
    content = file_of([["At", "Amount", "Day"], [at, Decimal("1.50"), date(2024, 7, 1)]], file_format, "x").content
    if file_format == "csv":
        assert content == b"\xef\xbb\xbfAt,Amount,Day\r\n2024-07-01 09:30,1.50,2024-07-01\r\n"
        return
    ((moment, amount, day),) = Dataset().load(BytesIO(content), format=file_format)
    assert (f"{moment:%Y-%m-%d %H:%M:%S}", amount, f"{day:%Y-%m-%d}") == ("2024-07-01 09:30:00", 1.5, "2024-07-01")


def test_a_download_holds_every_page():
    rows = [{"name": f"Force {n}", "status": 1, "count": n, "seen": None} for n in range(150)]
    response = export_or_none(*listed("?_export=csv", rows), "forces")
    assert len(response.content.splitlines()) == 151


@pytest.mark.parametrize("query", ["", "?_export=", "?_export=pdf", "?_export=yaml"])
def test_no_file_when_none_of_ours_is_asked_for(query):
    assert export_or_none(*listed(query), "forces") is None
