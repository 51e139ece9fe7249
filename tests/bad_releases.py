"""Files that cannot be brought in, and why: whole ones, and those that are wrong in one cell."""

# ruff: noqa: E501 - a case a line

from tests.release_files import (
    CLOSED,
    HEAD,
    JUSTICE,
    MAIN,
    OFFENCES,
    OTHER_BASIS,
    OUTCOMES,
    PARTNERSHIPS,
    PLAIN,
    SPACES,
    metric,
    ods,
    ods_content,
    offence,
    outcome,
    published,
    sheet_xml,
    table,
    xlsx,
    xlsx_parts,
    zipped,
)  # fmt: skip

BLANK = []


def odd(row, cell):
    """A plain table with one row, wrong in one cell."""
    return table([PLAIN, row]), cell


TRUNCATED = xlsx(Data=[OUTCOMES, *[outcome(number, kind=str(number)) for number in range(2, 60)]])
NESTED = "<table:table-row><table:table-cell><text:p>" * 3
BOMB = zipped({**xlsx_parts({"Data": [OUTCOMES]}), "xl/worksheets/sheet1.xml": b" " * 30_000_000})
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
BROKEN_PARTS = xlsx_parts({"Data": [OUTCOMES, outcome(1)]})


def without(*parts):
    return zipped({name: content for name, content in BROKEN_PARTS.items() if name not in parts})


def changed(name, content):
    return zipped(BROKEN_PARTS | {name: content})


def lying(parts):
    """A part that unpacks to more than it says."""
    content = bytearray(zipped(parts))
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = (5).to_bytes(4, "little")
    return bytes(content)


REFUSED = {
    "nothing": (b"", "empty"),
    "spaces": (b"   \n", "No sheet has the headings"),
    "a PDF": (b"%PDF-1.7\n", "neither a workbook nor a table"),
    "a web page": (b"<!DOCTYPE html><html></html>", "neither a workbook nor a table"),
    "JSON": (b'{"a": 1}', "neither a workbook nor a table"),
    "bytes": (bytes(range(256)) * 20, "neither a workbook nor a table"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "neither a workbook nor a table"),
    "a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "protected by a password"),
    "a zip cut short": (TRUNCATED[:-200], "cut short"),
    "a zip cut in half": (TRUNCATED[: len(TRUNCATED) // 2], "cut short"),
    "only a zip's start": (b"PK\x03\x04" + b"\0" * 20, "cut short"),
    "a flipped bit": (TRUNCATED[:400] + bytes([TRUNCATED[400] ^ 255]) + TRUNCATED[401:], "."),
    "a zip of something else": (zipped({"words.txt": "words"}), "without a workbook"),
    "an empty zip": (zipped({}), "without a workbook"),
    "a zip bomb": (BOMB, "unpacks to far more"),
    "a bomb of another part": (zipped(BROKEN_PARTS | {"xl/media/a.bin": b"\0" * 21_000_000}), "unpacks to far more"),
    "a part that lies about its size": (lying({"content.xml": "x" * 4000}), "cut short"),
    "too many parts": (zipped({f"a{number}": "" for number in range(2_100)}), "cut short"),
    "entities in xlsx": (changed("xl/workbook.xml", HEAD + DOCTYPE + "<a>&a;</a>"), "declares entities"),
    "entities in ods": (zipped({"content.xml": HEAD + DOCTYPE + "<a>&a;</a>"}), "declares entities"),
    "an ods under a password": (
        zipped({"content.xml": "x", "META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}),
        "protected by a password",
    ),
    "ods that is no XML": (zipped({"content.xml": "not XML"}), "damaged"),
    "ods that stops": (zipped({"content.xml": ods_content({"A": [OFFENCES]})[:900]}), "No sheet"),
    "ods with tags that cross": (zipped({"content.xml": f"{HEAD}<a {SPACES}><b></a>"}), "damaged"),
    "ods with nothing in it": (zipped({"content.xml": f"{HEAD}<a/>"}), "No sheet"),
    "xlsx without its list of sheets": (without("xl/_rels/workbook.xml.rels"), "do not fit together"),
    "xlsx without its sheet": (without("xl/worksheets/sheet1.xml"), "No sheet|fit together"),
    "xlsx without content types": (without("[Content_Types].xml"), "do not fit together"),
    "xlsx whose workbook is no XML": (changed("xl/workbook.xml", "<workbook"), "do not fit together"),
    "xlsx whose sheet is no XML": (changed("xl/worksheets/sheet1.xml", "<worksheet"), "cannot be read"),
    "xlsx whose sheet stops": (changed("xl/worksheets/sheet1.xml", sheet_xml([OUTCOMES])[:-40]), "cannot be read"),
    "xlsx with a shared string too far": (
        changed(
            "xl/worksheets/sheet1.xml",
            f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData></worksheet>',
        ),
        "cannot be read",
    ),
    "alternate offences by name": (xlsx(Data=[OUTCOMES, outcome(1)]), "alternate offences", "prc-outcomes-alternative.xlsx"),
    "alternate offences by content": (xlsx(Data=[OUTCOMES, outcome(1, kind="1a"), outcome(2, kind="2A")]), "alternate"),
    "no known headings": (xlsx(Data=[["a", "b"], [1, 2]]), "No sheet has the headings"),
    "blank sheets only": (xlsx(Data=BLANK, More=BLANK), "No sheet has the headings"),
    "a heading missing": (xlsx(Data=[[each for each in OUTCOMES if each != "Force Name"]]), "has no column “force”"),
    "two headings missing in ods": (ods(A=[OFFENCES[:-1]]), "has no column"),
    "headings too far down": (xlsx(Data=[*[["x"]] * 60, OUTCOMES, outcome(1)]), "No sheet has the headings"),
    "headings and nothing of ours": (xlsx(Data=[OUTCOMES, outcome(1, code="8N")]), "no row about adult rape"),
    "a quote that never ends": (b'organisation,measure,quarter,value\n"durham,charged,2024-04,1\n', "cannot be read"),
    "a quote in the middle": (b'organisation,measure,quarter,value\ndurham,"charged"x,2024-04,1\n', "cannot be read"),
    # Neighbours, by the names under which they are published
    "by name: alternate offences": (ods(Data=[OUTCOMES, outcome(1)]), "alternate offences", "prc-outcomes-alternate-open-data-mar2017-to-mar2026-tables-230726.ods"),
    "by name: firearms": (ods(Data=[OUTCOMES, outcome(1)]), "involve firearms", "prc-firearms-outcomes-open-data-apr2024-to-mar2026-tables-230726.ods"),
    "by name: knives": (ods(Data=[OUTCOMES, outcome(1)]), "involve knives", "prc-knives_or_sharps-outcomes-open-data-apr2024-to-mar2026-tables-230726.ods"),
    "by name: subcodes": (ods(Data=[OFFENCES, offence(1)]), "offence subcodes", "prc-subcodes-vawg-offences-mar2021-mar2026-230726.ods"),
    "by name: partnerships": (ods(Data=[OFFENCES, offence(1)]), "Community Safety Partnership", "prc-csp-mar2021-to-mar2026-tables-230726.ods"),
    "by name, with headings of its own": (ods(Data=[["Outcome", "Number"], [1, 2]]), "alternate offences", "prc-outcomes-alternate.ods"),
    # and by what is in them, whatever they are called
    "knives by its sheet": (published([outcome(1)], sheet="Knife_outcomes_2024_25"), "involve knives"),
    "firearms by its sheet": (published([outcome(1)], sheet="Firearms outcomes 2024_25"), "involve firearms"),
    "knives by its cover": (published([outcome(1)], title="Crime outcomes for offences involving knives or sharp instruments, April 2024 to March 2026"), "involve knives"),
    "firearms by its cover": (published([outcome(1)], title="Crime outcomes for offences involving firearms in England and Wales"), "involve firearms"),
    "alternate offences by its cover": (published([outcome(1)], title="Outcomes for alternate offences open data"), "alternate offences"),
    "knives by the line above its headings": (xlsx(Data=[["Offences involving a knife"], OUTCOMES, outcome(1)]), "involve knives"),
    "knives by a column": (xlsx(Data=[[*OUTCOMES, "Knife or sharp instrument"], [*outcome(1), "Knife"]]), "involve knives"),
    "firearms by a column": (xlsx(Data=[[*OUTCOMES, "Firearm type"], [*outcome(1), "Shotgun"]]), "involve firearms"),
    "subcodes of outcomes": (xlsx(Data=[[*OUTCOMES, "Offence Subcode"], [*outcome(1), "19/8"], [*outcome(2), "19/16"]]), "offence subcodes"),
    "subcodes of offences": (ods(**{"2024_25": [[*OFFENCES, "Subcode Description"], [*offence(1), "Attempted"]]}), "offence subcodes"),
    "partnerships by a column": (ods(**{"2024_25": [PARTNERSHIPS, ["2024/25", 1, "Durham", "Hartlepool", "Rape", "Sexual offences", "Rape", "19C", 4]]}), "Community Safety Partnership"),
    "alternate offences by a column": (xlsx(Data=[[*OUTCOMES, "Alternate offence code"], [*outcome(1), "8N"]]), "alternate offences"),
    "alternate offences of other codes": (xlsx(Data=[OUTCOMES, outcome(1, kind="1a", code="8N"), outcome(2, kind="3a"), outcome(1, kind=0, code="8N")]), "alternate offences"),
    # Headings
    "only the other basis": (xlsx(Data=[[*OUTCOMES[:11], OTHER_BASIS], outcome(1)[:12]]), "another count, never taken for it"),
    "only the other basis, in other words": (xlsx(Data=[[*OUTCOMES[:11], "Number of Outcomes for offences that were recorded in the quarter"], outcome(1)[:12]]), "another count"),
    "a count that does not say which": (xlsx(Data=[[*OUTCOMES[:11], "Outcomes recorded in the quarter"], outcome(1)[:12]]), "never taken for it"),
    "a count that nobody knows": (xlsx(Data=[[*OUTCOMES[:11], "Disposals"], outcome(1)[:12]]), "that we do not know: .*“Disposals”"),
    "two counts that say the same": (xlsx(Data=[[*OUTCOMES, CLOSED], [*outcome(1), 2]]), "headings that say the same"),
    "two names of a force": (ods(A=[[*OFFENCES, "Police Force"], [*offence(1), "Kent"]]), "headings that say the same"),
    # Nothing of ours
    "nothing but offences without an outcome": (xlsx(Data=[OUTCOMES, outcome(20, kind=0)]), "Left out: outcome type 0"),
    "nothing but not applicable": (xlsx(Data=[OUTCOMES, outcome("N/A")]), "Left out: not applicable"),
    "nothing but other bodies": (ods(A=[OFFENCES, offence(1, force="Action Fraud")]), "Action Fraud: not one of the 43 forces"),
    "nothing but expired codes": (ods(A=[OFFENCES, offence("N/A - offence code expired")]), "expired"),
    "the dashboard's without adult rape": (table([JUSTICE, metric(1, offence="All crime"), metric(1, offence="Child rape")]), "Offence types in the file: “All crime”, “Child rape”"),
    "the dashboard's by year only": (table([JUSTICE, metric(1, granularity="Rolling annual")]), "Rolling annual figures"),
}  # fmt: skip


def o(row, cell):
    return ods(**{"2024_25": [OFFENCES, row]}), cell


WRONG = {
    "an unknown force": o(offence(1, force="Narnia"), "C2"),
    "no force": o(offence(1, force=None), "C2"),
    "a year that is none": o(offence(1, year="2024"), "A2"),
    "a year that does not follow": o(offence(1, year="2024/26"), "A2"),
    "a fifth quarter": o(offence(1, quarter=5), "B2"),
    "no quarter": o(offence(1, quarter=None), "B2"),
    "half an offence": o(offence(1.5), "H2"),
    "fewer than none": o(offence(-1), "H2"),
    "words for a number": o(offence("many"), "H2"),
    "a formula's error": o(offence("#REF!"), "H2"),
    "a comma in the wrong place": o(offence("12,34"), "H2"),
    "more than there can be": o(offence(10**9), "H2"),
    "the same row again": (ods(**{"2024_25": [OFFENCES, offence(1), offence(1)]}), "H3"),
    "the same quarter in two sheets": (ods(**{"2023_24": [OFFENCES, offence(1)], "2024_25": [OFFENCES, offence(2)]}), "H2"),
    "a year's sheet that is blank": (ods(**{"2023_24": BLANK, "2024_25": [OFFENCES, offence(1)]}), ""),
    "a year's sheet of headings": (ods(**{"2023_24": [OFFENCES], "2024_25": [OFFENCES, offence(1)]}), ""),
    "a year's sheet without one heading": (ods(**{"2023_24": [OFFENCES[:-1]], "2024_25": [OFFENCES, offence(1)]}), "1"),
    "an odd type of outcome": (xlsx(Data=[OUTCOMES, outcome(1, kind="charged?")]), "I2"),
    "no type of outcome": (xlsx(Data=[OUTCOMES, outcome(1, kind=None), outcome(1)]), "I2"),
    "an outcome twice": (xlsx(Data=[OUTCOMES, outcome(1), outcome(2)]), "M3"),
    "words for outcomes": (xlsx(Data=[OUTCOMES, outcome("x")]), "M2"),
    "a row cut short": (xlsx(Data=[OUTCOMES, outcome(1, force=None)[:5]]), "C2"),
    "an odd period": (table([JUSTICE, metric(1, period="Summer 2024")]), "F2"),
    "odd days": (table([JUSTICE, metric("x", name="Average days to charge")]), "G2"),
    "a metric twice": (table([JUSTICE, metric(1), metric(2)]), "G3"),
    "half a referral": (table([JUSTICE, metric(1.5)]), "G2"),
    "a short line": (table([JUSTICE, metric(1)[:5], metric(2)]), "2"),
    "plain: an odd organisation": odd(["Narnia", "charged", "2024-04", 1, "", ""], "A2"),
    "plain: an odd measure": odd(["durham", "arrests", "2024-04", 1, "", ""], "B2"),
    "plain: an odd quarter": odd(["durham", "charged", "2024-05", 1, "", ""], "C2"),
    "plain: words": odd(["durham", "charged", "2024-04", "one", "", ""], "D2"),
    "plain: over 100 per cent": odd(["durham", "charged_pct", "2024-04", 101, "", ""], "D2"),
    "plain: half a pair": odd(["durham", "charged_pct", "2024-04", 10, 1, ""], "F2"),
    "plain: more than all": odd(["durham", "charged_pct", "2024-04", 10, 3, 2], "F2"),
    "plain: of none": odd(["durham", "charged_pct", "2024-04", 0, 0, 0], "F2"),
    "plain: another share": odd(["durham", "charged_pct", "2024-04", 50, 1, 10], "D2"),
    "plain: not finite": odd(["durham", "days_to_charge", "2024-04", "NaN", "", ""], "D2"),
    "plain: infinite": odd(["durham", "days_to_charge", "2024-04", "Infinity", "", ""], "D2"),
    "plain: nothing": odd(["", "charged", "2024-04", 1, "", ""], "A2"),
    "plain: twice": (table([PLAIN, *[["durham", "charged", "2024-04", 1, "", ""]] * 2]), "D3"),
    # Types of outcome
    "an outcome type of tomorrow": (xlsx(Data=[OUTCOMES, outcome(1, kind=23)]), "I2"),
    "a part of a type that has none": (xlsx(Data=[OUTCOMES, outcome(1, kind="4A")]), "I2"),
    "a part without its whole": (xlsx(Data=[OUTCOMES, outcome(9, kind="1A"), outcome(9, kind="14"), outcome(1, kind="1", code="8N")]), "I2"),
    # Counts
    "a total below 0": (xlsx(Data=[OUTCOMES, outcome(2), outcome(-5, kind="18")]), "M3"),
    "charges below 0": (xlsx(Data=[OUTCOMES, outcome(9, kind="18"), outcome(-1)]), "M3"),
    "offences below 0": (ods(A=[OFFENCES, offence(3), offence(-4, code="19F")]), "H3"),
    "a marker that nobody knows": (xlsx(Data=[OUTCOMES, outcome("N/A - lost in the post")]), "M2"),
    "half an outcome": (xlsx(Data=[OUTCOMES, outcome(0.5)]), "M2"),
    "an outcome as a percentage": (xlsx(Data=[OUTCOMES, outcome("13%")]), "M2"),
    "an error of a spreadsheet": (xlsx(Data=[OUTCOMES, outcome("#N/A")]), "M2"),
    "no-break spaces in the wrong place": (xlsx(Data=[OUTCOMES, outcome("12\u00a034")]), "M2"),
    "commas as abroad": (o(offence("1.234,5"), "H2")[0], "H2"),
    "two signs": (xlsx(Data=[OUTCOMES, outcome("--3")]), "M2"),
    "a cell that is no number, whatever it says": (changed("xl/worksheets/sheet1.xml", sheet_xml([OUTCOMES, outcome(7)]).replace("<v>7</v>", "<v>seven</v>")), "M2"),
    "an ods cell that is no number": (zipped({"content.xml": ods_content({"A": [OFFENCES, offence(7)]}).replace('office:value="7"', 'office:value="seven"').replace(">7<", ">seven<")}), "H2"),
    # Names
    "an unknown force with footnotes": o(offence(1, force="Narnia2,3"), "C2"),
    "a merged name": (ods(A=[OFFENCES, offence(1), offence(1, force=None, code="19F")]), "C3"),
    "an area that nobody knows, and nothing else": (table([JUSTICE, metric(1, area="Narnia")]), "D2"),
    "a metric that nobody knows, and nothing else": (table([JUSTICE, metric(1, name="Median days")]), "B2"),
    # Times
    "a quarter in words": o(offence(1, quarter="spring"), "B2"),
    "a year of three": o(offence(1, year="2024/2027"), "A2"),
    "plain: a day in its middle": odd(["durham", "charged", "15/04/2024", 1, "", ""], "C2"),
    "plain: a month that begins no quarter": odd(["durham", "charged", "May-24", 1, "", ""], "C2"),
    "plain: a count as a percentage": odd(["durham", "charged", "2024-04", "13%", "", ""], "D2"),
    "plain: below 0": odd(["durham", "charged", "2024-04", -1, "", ""], "D2"),
    "days below 0": (table([JUSTICE, metric(-1, name="Average days to charge")]), "G2"),
    "referrals below 0": (table([JUSTICE, metric(-1)]), "G2"),
    "a line of adult rape cut short": (table([JUSTICE, metric(1)[:6], metric(2)]), "2"),
    "a year's sheet with two names of a force": (ods(**{"2023_24": [[*OFFENCES, "Police Force"], [*offence(1), "Kent"]], "2024_25": [OFFENCES, offence(1)]}), "1"),
}  # fmt: skip
