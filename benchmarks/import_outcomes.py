"""What reading an outcomes workbook of 8 million cells costs: peak memory, and time against just reading its cells.

Both in turn, each time in a process of its own, so that its memory is its own. Seconds are the processor's: what else
the machine does then adds nothing to them. `python -m benchmarks.import_outcomes` measures nothing but this.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.bounds import Check
from benchmarks.machine import peak_mb

HERE = Path(__file__).resolve().parent.parent
ROWS, QUICK_ROWS = 615_400, 30_000  # of 13 columns: 8 million cells, those that are empty with them
ROUNDS = 2  # the faster of each counts
MEGABYTES, TIMES = 500, 1.5
HEADINGS = (
    "Financial Year", "Financial Quarter", "Force Name", "Offence Code", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code Expired", "Outcome Type", "Outcome Description", "Outcome Group",
    "Outcomes for offences recorded in the quarter", "Outcomes for investigations closed in the quarter",
)  # fmt: skip
NOT_APPLICABLE = "N/A"
MARKERS = (
    NOT_APPLICABLE, "NA", "N/A - Offence code expired", "N/A - offence code expired", "N/A - data not provided",
)  # fmt: skip
BESIDE = {
    "Cover_sheet": [["Police recorded crime outcomes open data"], ["Year ending March 2024"]],
    "Notes": [["Note", "Text"], [1, "Counts below 0 are corrections"]],
    "Pivot": [["Sum of outcomes", None, "Q1"]],
}
DATA = "Outcomes_open_data_2023-24"


def write(path: Path, rows: int = ROWS) -> None:
    """In the shape that those who read all of them report: four sheets, both counts, a row of type 0 for each force,
    quarter and offence, all markers, corrections below 0; with shared strings. One row in 150 is about adult rape."""
    from tests.release_files import MAIN, OFFICE, SHEETML, xlsx_parts

    forces = [row["short_name"] for row in _forces()]
    codes = [f"{at}A" for at in range(150)]
    words = [*HEADINGS, *forces, *codes, "19C", "Words", "2023/24", "x", *MARKERS]
    number = {word: at for at, word in enumerate(words)}
    parts = xlsx_parts({**BESIDE, DATA: []})
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="s" Type="{OFFICE}/relationships/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "</Types>",
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEETML}.sharedStrings+xml"/></Types>',
    )
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{MAIN}">' + "".join(f"<si><t>{each}</t></si>" for each in words) + "</sst>"
    )
    name = f"xl/worksheets/sheet{len(BESIDE) + 1}.xml"
    head, tail = parts.pop(name).split("</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
        with archive.open(name, "w", force_zip64=True) as file:
            file.write(head.encode())
            for at in range(rows + 1):
                values = _values(at - 1, forces) if at else HEADINGS
                file.write(_row(at + 1, values, number).encode())
            file.write(f"</sheetData>{tail}".encode())


def _values(at, forces):
    """Types 0 to 22 of each offence of each force and quarter. A quarter of one force was not provided."""
    code, kind = at % 150, at // 150 % 23
    group = at // (150 * 23)
    force, quarter = forces[group % len(forces)], group // len(forces) % 4 + 1
    is_ours = code == 0 and group < 4 * len(forces)
    recorded, closed, expired = at % 7, at % 11, None
    if kind == 0:
        closed = NOT_APPLICABLE
    elif code == 7:
        recorded, expired = MARKERS[2 + kind % 2], "x"
    elif group % len(forces) == 5 and quarter == 1:
        recorded = closed = MARKERS[4]
    elif kind == 22:
        closed = MARKERS[at % 2]
    elif kind == 20:
        closed = -1
    named = "19C" if is_ours else f"{code}A"
    told = ("Words", "Words", "Words", expired, kind, "Words", "Words")
    return ("2023/24", quarter, force, named, *told, recorded, closed)


def _row(row, values, number) -> str:
    cells = "".join(
        f'<c r="{column}{row}"><v>{value}</v></c>'
        if isinstance(value, int)
        else f'<c r="{column}{row}" t="s"><v>{number[value]}</v></c>'
        for column, value in zip("ABCDEFGHIJKLM", values, strict=True)
        if value is not None
    )
    return f'<row r="{row}">{cells}</row>'


def _forces() -> list[dict]:
    with (HERE / "reference" / "police_forces.csv").open() as file:
        return list(csv.DictReader(file))


def cells(path: Path) -> int:
    """Just reading, with the same reader."""
    import openpyxl

    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(len(row) for sheet in workbook.worksheets for row in sheet.iter_rows(values_only=True))


def figures(path: Path) -> int:
    from measures.importing import Names, read_release

    names = Names(_forces())
    found = read_release(path, path.name, names)
    if found.problems:
        sys.exit(f"the workbook was read wrongly: {found.problems[:3]}")
    return len(found.figures)


KINDS = {"cells": cells, "figures": figures}


def run(rows: int = ROWS) -> dict[str, float]:
    """The size of the file in megabytes; of each kind of reading what it found, seconds and peak megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "prc-outcomes.xlsx"
        write(path, rows)
        found = {"file": path.stat().st_size / 1e6}
        rounds = [{kind: _alone(kind, path) for kind in KINDS} for _round in range(ROUNDS)]
    for kind in KINDS:
        found[kind] = rounds[0][kind]["number"]
        found[f"{kind}_seconds"] = min(each[kind]["seconds"] for each in rounds)
        found[f"{kind}_mb"] = max(each[kind]["mb"] for each in rounds)
    return found


def _alone(kind: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.import_outcomes", "--only", kind, str(path)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=HERE)
    return json.loads(said.stdout)


def _measure(kind: str, path: Path) -> None:
    number = KINDS[kind](path)
    print(json.dumps({"number": number, "seconds": time.process_time(), "mb": peak_mb()}))


def times(found: Mapping[str, float]) -> float:
    return found["figures_seconds"] / found["cells_seconds"]


def table(found: Mapping[str, float]) -> str:
    rows = [
        ("just reading its cells", f"{found['cells_seconds']:.1f}", f"{found['cells_mb']:.0f}"),
        (
            f"reading its {found['figures']:,} figures",
            f"{found['figures_seconds']:.1f} ({times(found):.2f} times)",
            f"{found['figures_mb']:.0f}",
        ),
    ]
    head = f"| a workbook of {found['cells']:,} cells, {found['file']:.0f} MB | seconds of the processor | peak MB |"
    return "\n".join([head, "| --- | ---: | ---: |", *(f"| {' | '.join(row)} |" for row in rows)])


def checks(found: Mapping[str, float]) -> Iterator[Check]:
    what = f"Reading a workbook of {found['cells']:,} cells"
    yield Check(f"{what}, MB at most", found["figures_mb"], MEGABYTES)
    yield Check(f"{what}, times just reading its cells", times(found), TIMES)


def main() -> None:
    words = argparse.ArgumentParser("benchmarks.import_outcomes", description=__doc__)
    words.add_argument("--rows", type=int, default=ROWS)
    words.add_argument("--only", nargs=2, metavar=("KIND", "FILE"), help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.only:
        _measure(asked.only[0], Path(asked.only[1]))
        return
    found = run(asked.rows)
    print(table(found))
    missed = [str(check) for check in checks(found) if not check.passed]
    if missed:
        sys.exit("\n".join(missed))


if __name__ == "__main__":
    main()
