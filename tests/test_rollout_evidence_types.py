import io
import random
import time
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout.evidence_types import ENDINGS, ODF, NotAllowed, file_type
from rollout.forms.evidence import WRONG_FILE
from tests.evidence_files import (
    MESSAGE,
    docx,
    message,
    office,
    ole,
    opendocument,
    packed,
    pdf,
    relations,
    xlsx,
    zipped,
)

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40
DOCX, XLSX, ODT, ODS = docx(), xlsx(), opendocument("text"), opendocument()
WORDS = "Gwynedd, tŷ: £4\r\n"


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
        (WORDS.encode("utf-16"), "nodyn.txt", ".txt"),
        (WORDS.encode("utf-16-le"), "nodyn.txt", ".txt"),
        (WORDS.encode("utf-16-be"), "nodyn.txt", ".txt"),
        ("force\tposts\r\nDurham\t4\r\n".encode("utf-16"), "figures.csv", ".csv"),
        (message(), "Re_ pillar one.msg", ".msg"),
        (message(("plan.docx", DOCX), ("image001.png", PNG), ("board.ics", b"BEGIN:VCALENDAR\r\n")), "a.msg", ".msg"),
        (message(("logo.gif", b"GIF89a\x01\0"), ("Inner", MESSAGE), ("empty.txt", b"")), "b.msg", ".msg"),
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
        ("type", ole({"WordDocument": b"words"})),
        ("locked", ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})),
        ("broken", bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600),
        ("broken", message()[:1100]),
        ("type", "<html><script>".encode("utf-16")),
        ("type", "#!/bin/sh\nrm -r x".encode("utf-16-le")),
        ("type", "words\0and\x01 more".encode("utf-16")),
        ("type", b"\xff\xfew\0o\0r"),
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


INSIDE = b"<< /S /JavaScript /JS (app.alert) >>"
OBJECTS = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"
ACTIVE_PDF = {
    "script": [
        pdf(b"/OpenAction << /S /JavaScript /JS (app.alert) >>"),
        pdf(b"/OpenAction << /S /J#61va#53cript /JS (x) >>"),
        pdf(b"/Names << /JavaScript 5 0 R >>"),
        pdf(b"/AA << /O << /S /Launch /F (cmd.exe) >> >>"),
        pdf(b"/AA << /O << /S/Lau#6ech/F(cmd.exe) >> >>"),
        pdf(b"/A << /S /SubmitForm /F (https://example.org) >>"),
        pdf(b"/A << /URI (javascript:alert) >>"),
        pdf(b"/AcroForm << /XFA 7 0 R >>"),
        pdf(b"", (OBJECTS, packed(b"5 0 " + INSIDE))),
        pdf(b"", (OBJECTS, packed(b"5 0 " + INSIDE.replace(b"Java", b"#4a#61va")))),
        pdf(b"", (b"/Type /Obj#53tm /N 1 /First 4 /Fi#6cter /FlateDecode", packed(b"5 0 " + INSIDE))),
        pdf(b"", (OBJECTS, packed(b"% endstream\n5 0 " + INSIDE, level=0))),
        pdf(b"", (b"/Length 9", b"words"), (b"/Filter /FlateDecode", packed(INSIDE))),  # said to be something else
        pdf() + b"9 0 obj " + INSIDE + b" endobj",  # where no table leads
    ],
    "attached": [
        pdf(b"/Names << /EmbeddedFiles 5 0 R >>"),
        pdf(b"/Names << /Embedded#46iles 5 0 R >>"),
        pdf(b"/FS << /Type /Filespec /EF << /F 5 0 R >> >>"),
        pdf(b"", (OBJECTS, packed(b"5 0 << /EF 6 0 R >>"))),
    ],
    "links": [pdf(b"/A << /S /GoToR /F (//server/plan.pdf) >>"), pdf(b"/A << /S /GoToE >>")],
    "locked": [
        pdf() + b"trailer << /Encrypt 5 0 R >>",
        pdf(b"", (b"/Type /ObjStm /First 4 /Filter [/ASCIIHexDecode /FlateDecode]", b"789c>")),
        pdf(b"", (OBJECTS + b" /DecodeParms << /Predictor 12 >>", packed(b"5 0 x"))),
        pdf(b"", (OBJECTS.replace(b"FlateDecode", b"LZWDecode"), b"abc")),
    ],
    "bomb": [pdf(b"", *[(OBJECTS, packed(b"0" * 51_000_000))] * 2)],
}
FETCHES = "<w:instrText>{}</w:instrText>"
SHEET = "<worksheet><f>{}</f></worksheet>"
ACTIVE_OFFICE = {
    "macros": [
        docx(**{"word/_rels/document.xml.rels": relations("vbaProject", "innocent.bin", "Internal")}),
        docx(**{"word/_rels/document.xml.rels": relations("control", "innocent.bin", "Internal")}),
        xlsx(**{"xl/_rels/workbook.xml.rels": relations("xlMacrosheet", "sheet9.xml", "Internal")}),
        opendocument(content='<script:event-listener xlink:href="vnd.sun.star.script:Standard.Module1.Main"/>'),
        opendocument(content='<script:script script:language="JavaScript" x="y">alert</script:script>'),
    ],
    "objects": [
        docx(**{"word/embeddings/oleObject1.bin": ole({"Package": b"x"})}),
        xlsx(**{"xl/embeddings/renamed.dat": ole({"Package": b"x"})}),
        opendocument(**{"Object 1": ole({"Package": b"x"})}),
        docx(**{"word/_rels/document.xml.rels": relations("oleObject", "https://example.org/x.html")}),
        docx(**{"word/_rels/document.xml.rels": relations("aFChunk", "afchunk.html", "Internal")}),
        docx(**{"word/media/image1.png": b"MZ" + b"\0" * 70}),
        docx(**{"word/embeddings/Package.zip": zipped(**{"run.exe": "x"})}),
        docx(**{"word/embeddings/a.xlsx": xlsx(**{"xl/embeddings/b.xlsx": XLSX})}),
    ],
    "links": [
        xlsx(
            **{"xl/_rels/workbook.xml.rels": relations("externalLink", "externalLinks/externalLink1.xml", "Internal")}
        ),
        xlsx(**{"xl/externalLinks/_rels/externalLink1.xml.rels": relations("externalLinkPath", "//server/other.xlsx")}),
        xlsx(**{"xl/_rels/workbook.xml.rels": relations("connections", "connections.xml", "Internal")}),
        xlsx(**{"xl/worksheets/sheet1.xml": SHEET.format("cmd|'/c calc'!A0")}),
        xlsx(**{"xl/worksheets/sheet1.xml": SHEET.format('_xlfn.WEBSERVICE("https://example.org")')}),
        xlsx(**{"xl/worksheets/_rels/sheet1.xml.rels": relations("hyperlink", "file:///c:/windows/system32/calc.exe")}),
        docx(**{"word/_rels/document.xml.rels": relations("hyperlink", "\\\\server\\share\\plan.docx")}),
        docx(**{"word/_rels/settings.xml.rels": relations("attachedTemplate", "https://example.org/remote.dotm")}),
        docx(**{"word/_rels/document.xml.rels": relations("image", "https://example.org/pixel.png")}),
        docx(**{"word/header1.xml": FETCHES.format("DDE") + FETCHES.format("AUTO c:\\\\calc.exe")}),
        docx(**{"word/header1.xml": FETCHES.format(" D&#68;<!-- -->E ")}),
        docx(**{"word/header1.xml": '<w:fldSimple w:instr=" INCLUDETEXT &quot;//server/x&quot; "/>'}),
        opendocument(content="<office:dde-source office:dde-item='x'/>"),
        opendocument(content='<table:table-source xlink:href="file:///server/other.ods"/>'),
        opendocument("text", '<text:section-source xlink:href="../other.odt"/>'),
        opendocument("text", '<draw:image xlink:href="https://example.org/pixel.png"/>'),
        opendocument("text", '<text:a xlink:href="f&#105;le:///c:/calc.exe">here</text:a>'),
    ],
    "locked": [opendocument(**{"META-INF/manifest.xml": "<manifest:encryption-data/>"})],
    "broken": [
        docx(**{"word/_rels/document.xml.rels": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}),
        docx(**{"word/header1.xml": "<x/>".encode("utf-16")}),
        docx(**{"word/header1.xml": "<w:instrText>D<![CDATA[DE]]></w:instrText>"}),
        docx(**{"WORD/document.xml": "<x/>"}),
    ],
    "bomb": [
        docx(**{"word/media/image1.bmp": b"\0" * 3_000_000}),
        xlsx(**{"xl/worksheets/sheet1.xml": b" " * 50_000_000}),
        opendocument(**{"Pictures/1.bmp": b"\0" * 310_000_000}),
        docx(**{"word/embeddings/a.xlsx": xlsx(**{"xl/worksheets/sheet1.xml": b" " * 50_000_000})}),
    ],
}
ACTIVE_OTHERS = {
    "attachment": [
        message(("plan.docx", DOCX), ("run.exe", b"MZ" + b"\0" * 70)),
        message(("run.bat", b"echo hello")),
        message(("plan.docx.js", b"words")),
        message(("plan.pdf", ACTIVE_PDF["script"][0])),
        message(("figures.xlsx", ACTIVE_OFFICE["links"][0])),
        message(("object", {"CONTENTS": b"x"})),
        message(("Inner", MESSAGE | {"__attach_version1.0_#00000000": {"__substg1.0_37010102": b"MZ\0\0\0"}})),
    ],
    "links": [message(**{"__substg1.0_8001001F": "\\\\server\\sound.wav".encode("utf-16-le")})],
    "command": [b"name,posts\n=cmd|'/c calc'!A1,4\n", '"Durham"\t"+cmd|calc!A1"\n'.encode("utf-16")],
}
ACTIVE = [
    (why, content) for found in (ACTIVE_PDF, ACTIVE_OFFICE, ACTIVE_OTHERS) for why in found for content in found[why]
]


@pytest.mark.parametrize(("why", "content"), ACTIVE, ids=[f"{why}-{n}" for n, (why, _content) in enumerate(ACTIVE)])
def test_what_acts_by_itself_or_fetches_is_refused(why, content):
    with pytest.raises(NotAllowed) as refused:
        read(content)
    assert refused.value.why == why
    assert WRONG_FILE[why]


@pytest.mark.parametrize(
    "content",
    [
        pdf(b"/OpenAction [2 0 R /Fit] /A << /S /URI /URI (https://example.org) >>", (b"/Filter /FlateDecode", b"x")),
        pdf(b"/AcroForm << /Fields [] >>", (OBJECTS, packed(b"5 0 << /Type /Page /Title (JavaScript for all) >>"))),
        pdf(b"/JavaScripting /Launched /EmbeddedFilesList"),
        docx(**{"word/_rels/document.xml.rels": relations("hyperlink", "https://example.org/plan|a!b")}),
        docx(**{"word/_rels/document.xml.rels": relations("hyperlink", "Annex A.docx")}),
        docx(**{"word/_rels/settings.xml.rels": relations("attachedTemplate", "file:///C:/Templates/Force.dotx")}),
        docx(**{"word/header1.xml": FETCHES.format(" PAGE ") + "<w:t>DDEAUTO and LINK are words</w:t>"}),
        docx(**{"word/embeddings/Microsoft_Excel_Sheet.xlsx": XLSX}),  # the figures behind a chart
        docx(**{"customXml/item1.xml": "<x/>".encode("utf-16")}),
        xlsx(**{"xl/worksheets/sheet1.xml": SHEET.format("A1&amp;&quot; | &quot;&amp;Sheet2!B2")}),
        xlsx(**{"xl/printerSettings/printerSettings1.bin": "HP".encode("utf-16-le")}),
        opendocument("text", '<office:scripts/><text:a xlink:href="https://example.org">x</text:a>'),
        opendocument("text", '<draw:image xlink:href="Pictures/1.png"/><draw:object xlink:href="./Object 1"/>'),
        b"=SUM(A1:A4)|-5,+44 20,@home,a|b!\n",
    ],
)
def test_what_only_looks_like_it_is_allowed(content):
    assert read(content)


def test_a_workbook_as_a_program_writes_it_is_allowed():
    made, book = io.BytesIO(), openpyxl.Workbook()
    for row in range(3_000):
        book.active.append([f"Force {row}", row, "=B1+1"])
    book.active["D1"].hyperlink = "https://example.org/"
    book.save(made)
    assert read(made.getvalue())


SLOW = {
    "streams": b"%PDF-1.7\n" + b"stream\nx\x9c\x03\0\0\0\0\1" * 200_000,
    "names": b"%PDF-1.7\n" + b"#2f#4a" * 500_000,
    "cells": b"'=" * 1_000_000 + b"|",
    "quotes": b"\n=a|'" * 500_000,
    "lines": b"a" + b"\n" * 2_000_000 + b"b",
    "comments": docx(**{"word/a.xml": b"<!--" * 250_000}, packed_worse=random.Random(2).randbytes(9_000)),  # noqa: S311
    "scripts": opendocument(content=b"<script a" * 200_000, **{"a.png": random.Random(3).randbytes(50_000)}),  # noqa: S311
    "tags": opendocument(content=b"<" + b"a-" * 500_000, **{"a.png": random.Random(3).randbytes(50_000)}),  # noqa: S311
    "formulas": xlsx(**{"xl/a.xml": b"<f>" + b"a|'" * 400_000}, packed_worse=random.Random(4).randbytes(50_000)),  # noqa: S311
    "fields": docx(**{"word/a.xml": b"<fldChar/>" * 100_000}, packed_worse=random.Random(5).randbytes(50_000)),  # noqa: S311
}  # fmt: skip


@pytest.mark.parametrize("name", SLOW)
def test_no_file_takes_minutes_to_look_through(name):
    started = time.process_time()
    with suppress(NotAllowed):
        read(SLOW[name])
    assert time.process_time() - started < 30


def test_a_large_file_is_read_within_seconds():
    noise = random.Random(1).randbytes(3_000_000)  # noqa: S311
    large = pdf(b"", *[(b"/Filter /FlateDecode", noise[at : at + 3_000]) for at in range(0, 3_000_000, 3_000)])
    rows = "".join(f'<c r="A{n}" t="n"><f>B{n}*2</f><v>{n * 7919 % 100_003}</v></c>' for n in range(100_000))
    started = time.process_time()
    assert read(large)
    assert read(xlsx(**{"xl/worksheets/sheet1.xml": rows, "xl/media/a.png": noise}))
    assert time.process_time() - started < 20


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


STARTS = [b"", b"PK\x03\x04", b"%PDF-", b"<", DOCX[:200], b"\xff\xfe", message()[:600], message()[:1600]]


@given(st.binary(max_size=400), st.sampled_from(STARTS))
def test_no_content_breaks_it(content, start):
    try:
        found = read(start + content)
    except NotAllowed:
        return
    assert found.content_type in ENDINGS
    assert found.name.endswith(ENDINGS[found.content_type])
