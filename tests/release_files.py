"""Releases as bytes, made by code: workbooks and tables in every documented shape, and what is wrong with others."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"

OFFENCES = [
    "Financial Year", "Financial Quarter", "Force Name", "Offence Description", "Offence Group", "Offence Subgroup",
    "Offence Code", "Number of Offences",
]  # fmt: skip
OUTCOMES = [
    "Financial Year", "Financial Quarter", "Force Name", "Offence Code", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code Expired", "Outcome Type", "Outcome Description", "Outcome Group",
    "Force outcomes for offences recorded in quarter", "Force outcomes recorded in quarter",
]  # fmt: skip
# As the outcomes workbooks of 2014/15 to 2025/26 are headed; that of the drug subcodes is headed as OUTCOMES.
OTHER_BASIS, CLOSED = (
    "Outcomes for offences recorded in the quarter",
    "Outcomes for investigations closed in the quarter",
)
LONG = [
    "Number of Outcomes for offences that were recorded in the quarter",
    "Number of Outcomes for investigations that were closed in the quarter",
]
PARTNERSHIPS = [
    "Financial Year", "Financial Quarter", "Police Force", "CSP Name", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code", "Offence Count",
]  # fmt: skip
JUSTICE = "stage metric_name offence_type geographic_area_name date_granularity time_period value".split()
PLAIN = "organisation measure quarter value numerator denominator".split()


def offence(number, *, force="Durham", year="2024/25", quarter=1, code="19C"):
    return [year, quarter, force, "Rape", "Sexual offences", "Rape", code, number]


def outcome(number, *, kind="1", force="Durham", year="2024/25", quarter=1, code="19C", expired=None, recorded=0):
    told = [code, "Rape", "Sexual offences", "Rape", expired, kind, "words", "group"]
    return [year, quarter, force, *told, recorded, number]


def metric(value, *, name="Number of police referrals to the CPS", area="Durham", period="Apr - Jun 2024", **more):
    return [
        "Police", name, more.get("offence", "Adult rape"), area, more.get("granularity", "Quarterly"), period, value,
    ]  # fmt: skip


def zipped(parts, compression=zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def column(at):
    return chr(65 + at) if at < 26 else chr(64 + at // 26) + chr(65 + at % 26)


def cell(at, row, value):
    place = f"{column(at)}{row}"
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def sheet_xml(rows) -> str:
    body = "".join(
        f'<row r="{row}">' + "".join(cell(at, row, value) for at, value in enumerate(values)) + "</row>"
        for row, values in enumerate(rows, start=1)
    )
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def xlsx_parts(sheets) -> dict:
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{SHEETML}.worksheet+xml"/>' for at in numbers
    )
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(sheets, start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/relationships/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in numbers
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{SHEETML}.sheet.main+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        **{f"xl/worksheets/sheet{at}.xml": sheet_xml(rows) for at, rows in enumerate(sheets.values(), start=1)},
    }


def xlsx(**sheets) -> bytes:
    return zipped(xlsx_parts(sheets))


def published(
    rows,
    *,
    counts=(OTHER_BASIS, CLOSED),
    sheet="Outcomes open data 2024_25",
    title="Police recorded crime outcomes open data",
    **more,
) -> bytes:
    """An outcomes workbook in the shape that those who read all of them report."""
    sheets = {
        "Cover_sheet": [[title], ["Published 24 October 2025"]],
        "Notes": [["Note", "Text"], [1, "Offences involving knives are published separately"]],
        "Pivot": [["Sum of outcomes", None, "Q1"]],
    }
    return xlsx(**sheets, **{sheet: [[*OUTCOMES[:11], *counts], *rows]}, **more)


SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def ods_cell(value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"
    words = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="string">{words}</table:table-cell>'


def ods_content(sheets, extra="") -> str:
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
        + f'{extra}<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    return (
        f"{HEAD}<office:document-content {SPACES}><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )


def ods(extra="", **sheets) -> bytes:
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ods_content(sheets, extra)}
    )


def table(rows, delimiter=",", encoding="utf-8") -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)
