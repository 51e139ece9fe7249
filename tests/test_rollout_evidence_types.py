import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout.evidence_types import ENDINGS, ODF, OFFICE, NotAllowed, file_type

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40


def zipped(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, said in parts.items():
            file.writestr(name, said)
    return made.getvalue()


def office(main, kind, *more, said=".main+xml"):
    types = f'<Override ContentType="{OFFICE}{kind}{said}"/>'
    return zipped(**{"[Content_Types].xml": types, main: "<x/>"}, **dict.fromkeys(more, "x"))


DOCX = office("word/document.xml", "wordprocessingml.document")
XLSX = office("xl/workbook.xml", "spreadsheetml.sheet")
ODT = zipped(**{"mimetype": f"{ODF}text", "content.xml": "<x/>"})
ODS = zipped(**{"mimetype": f"{ODF}spreadsheet", "content.xml": "<x/>"})


def read(content, name="file"):
    return file_type(io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("content", "name", "ending"),
    [
        (b"%PDF-1.7\n%abc", "plan.pdf", ".pdf"),
        (PNG, "chart.png", ".png"),
        (JPEG, "board.jpeg", ".jpg"),
        (DOCX, "plan.docx", ".docx"),
        (XLSX, "figures.xlsx", ".xlsx"),
        (ODT, "plan.odt", ".odt"),
        (ODS, "figures.ods", ".ods"),
        (b"\xef\xbb\xbfforce,posts\nDurham,4\n", "figures.csv", ".csv"),
        ("Spent £4".encode("cp1252"), "note.txt", ".txt"),
        ("Gwynedd, tŷ".encode(), "nodyn.txt", ".txt"),
    ],
)
def test_allowed_types_are_known_by_their_content(content, name, ending):
    assert ending in ENDINGS[read(content).content_type if ending != ".csv" else "text/csv"]
    assert read(content, name).name == name


@pytest.mark.parametrize(
    ("why", "content"),
    [
        ("empty", b""),
        ("empty", b" \r\n"),
        ("type", b"MZ\x90\0\3\0\0\0program"),
        ("type", b"<!DOCTYPE html><p>Hello"),
        ("type", b"  \n<html><script>alert(1)</script>"),
        ("type", b"Words first <script>alert(1)</script>"),
        ("type", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
        ("type", b"<?xml version='1.0'?><svg/>"),
        ("type", b"#!/bin/sh\nrm -r x"),
        ("type", b"{\\rtf1\\ansi}"),
        ("type", b"GIF89a\x01\x00"),
        ("type", bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600),
        ("type", b"caf\xe9 \x81\x8d"),
        ("type", zipped(**{"run.exe": "MZ"})),
        ("type", zipped(**{"mimetype": f"{ODF}presentation", "content.xml": "x"})),
        ("type", office("ppt/presentation.xml", "presentationml.presentation")),
        ("type", office("word/document.xml", "wordprocessingml.template")),
        ("macros", office("word/document.xml", "wordprocessingml.document", "word/vbaProject.bin")),
        ("macros", office("xl/workbook.xml", "spreadsheetml.sheet", "xl/macrosheets/sheet1.xml")),
        ("macros", zipped(**{"[Content_Types].xml": "sheet.macroEnabled.main+xml", "xl/workbook.xml": "x"})),
        ("macros", zipped(**{"mimetype": f"{ODF}text", "content.xml": "x", "Basic/script-lc.xml": "x"})),
        ("broken", b"PK\x03\x04 and nothing more"),
    ],
)
def test_everything_else_is_refused_whatever_its_name(why, content):
    with pytest.raises(NotAllowed) as refused:
        read(content, "plan.pdf")
    assert refused.value.why == why


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [
        (b"echo hello", "run.bat", "run.bat.txt"),
        (b"%PDF-1.7\n", "plan.exe", "plan.exe.pdf"),
        (PNG, "../../etc/passwd", "passwd.png"),
        (PNG, "C:\\Users\\jo\\chart.PNG", "chart.PNG"),
        (b"words", '..."\r\n;', "____.txt"),
        (b"words", "...", "evidence.txt"),
    ],
)
def test_the_name_kept_fits_the_content(content, name, kept):
    assert read(content, name).name == kept


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"<", DOCX[:200]]))
def test_no_content_breaks_it(content, start):
    try:
        found = read(start + content)
    except NotAllowed:
        return
    assert found.content_type in ENDINGS
    assert found.name.endswith(ENDINGS[found.content_type])
