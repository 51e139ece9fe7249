"""What a person types or pastes never makes a list's workbook unreadable, nor runs in the program that opens it."""

import datetime as dt
from io import BytesIO

import pytest
from django.http import QueryDict
from tablib import Dataset

from govuk.exports import FORMATS, file_of, safe_cell
from govuk.forms import GovukForm, LongTextField
from govuk.plain_text import plain_text

UNFIT = [*map(chr, (*range(9), *range(14, 32))), "\ud800", "\udfff", "\ufffe", "\uffff"]
INVISIBLE = [*map(chr, (0xA0, 0xAD, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202E, 0x2066, 0x3000, 0xFEFF)), *"\t\r\n"]


class Note(GovukForm):
    note = LongTextField()


@pytest.mark.parametrize("letter", UNFIT)
def test_what_xml_cannot_hold_is_left_out_when_it_is_typed_and_when_it_is_written(letter):
    data = QueryDict(mutable=True)
    data["note"] = f"Dur{letter}ham"
    form = Note(data)
    assert form.is_valid()
    assert form.cleaned_data["note"] == "Durham"
    for file_format in ("xlsx", "ods"):
        file = file_of([["Note"], [f"Dur{letter}ham"]], file_format, "notes")
        assert Dataset().load(BytesIO(file.content), format=file_format)["Note"] == ["Durham"]


def test_a_vertical_tab_becomes_a_space():
    assert plain_text("one\x0btwo\x0cthree\nfour\tfive") == "one two three\nfour\tfive"


@pytest.mark.parametrize("before", INVISIBLE)
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d"])
def test_a_formula_behind_what_nobody_sees_is_text(before, sign):
    assert safe_cell(f"{before}{sign}1+1").startswith("'")


@pytest.mark.parametrize("file_format", FORMATS)
def test_no_format_holds_a_formula(file_format):
    file = file_of([["Note"], ["\u200b=1+1"]], file_format, "notes")
    content = file.content.decode("utf-8-sig") if file_format == "csv" else BytesIO(file.content)
    assert Dataset().load(content, format=file_format)["Note"] == ["'\u200b=1+1"]


def test_a_csv_begins_with_a_byte_order_mark_and_times_have_minutes():
    at = dt.datetime(2026, 7, 1, 9, 5, 7, 123456, dt.UTC)
    assert file_of([["At"], [at]], "csv", "times").content == "\ufeffAt\r\n2026-07-01 10:05\r\n".encode()
