"""Small made-up releases that were refused or read wrongly, as a new user brings them in: by command and by page.

Their figures are invented; their shapes are those that public projects report of the real files.
"""

import io
import uuid

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from measures import actions
from measures.models import Release, Stage
from tests.plugins.measures import AT, PUBLISHED
from tests.release_files import CLOSED, JUSTICE, LONG, OTHER_BASIS, OUTCOMES, metric, outcome, table, xlsx

BASE = [
    outcome(4, recorded=3),
    outcome(6, recorded=5, kind=14),
    outcome(2, recorded=1, kind=15),
    outcome(8, recorded=8, kind=16),
]
KNOWN = OUTCOMES[11:]


def book(counts, rows, sheet="Outcomes open data 2024_25"):
    """As openpyxl writes it, with a cover, notes and a pivot before the data."""
    made, file = openpyxl.Workbook(), io.BytesIO()
    made.active.title = "Cover_sheet"
    made.active.append(["Police recorded crime outcomes open data"])
    made.create_sheet("Notes").append(["Note", "Text"])
    made.create_sheet("Pivot").append(["Sum of outcomes", None, "Q1"])
    data = made.create_sheet(sheet)
    for row in [[*OUTCOMES[:11], *counts], *rows]:
        data.append(row)
    made.save(file)
    return file.getvalue()


def subcodes():
    head = [*OUTCOMES[:8], "Subcode Description", "Offence Subcode", *OUTCOMES[8:]]
    rows = [[*outcome(n, kind=kind)[:8], "Rape", code, *outcome(n, kind=kind)[8:]]
            for kind, n in ((1, 3), (16, 5)) for code in ("19/8", "19/16")]  # fmt: skip
    return xlsx(Data=[head, *rows])


def merged():
    made, file = openpyxl.Workbook(), io.BytesIO()
    for row in [["Financial Year", "Financial Quarter", "Force Name", "Offence Code", "Number of Offences"],
                ["2024/25", 1, "Durham", "19C", 12], ["2024/25", 1, None, "19F", 3]]:  # fmt: skip
        made.active.append(row)
    made.active.merge_cells("C2:C3")
    made.save(file)
    return file.getvalue()


MEDIAN, MEAN = "Median days until a successful outcome (invented)", "Mean days between referral and charge (invented)"
INPUTS = {
    "01-real-headings.xlsx": book([OTHER_BASIS, CLOSED], BASE),
    "02-real-headings-long.xlsx": book(LONG, BASE),
    "03-type-0-na.xlsx": book(KNOWN, [*BASE, outcome("N/A", kind=0, recorded=20)]),
    "04-type-0-number.xlsx": book(KNOWN, [*BASE, outcome(20, kind=0, recorded=20)]),
    "06-data-not-provided.xlsx": book(KNOWN, [*BASE, outcome("N/A - data not provided", force="Cumbria")]),
    "07-knives-subset.xlsx": book(KNOWN, [outcome(1), outcome(1, kind=16)], sheet="Knife_outcomes_2024_25"),
    "08-subcodes.xlsx": subcodes(),
    "10-nbsp-thousands.csv": table(
        [["organisation", "measure", "quarter", "value"], ["Durham", "recorded_offences", "2024-04-01", "1\u00a0234"]]
    ),
    "11-merged-cells.xlsx": merged(),
    "12-justice-metric-names.csv": table([JUSTICE, metric(400, name=MEDIAN), metric(150, name=MEAN)]),
}
READ = {
    "01-real-headings.xlsx": [20, 4, 14, 20, 70],
    "02-real-headings-long.xlsx": [20, 4, 14, 20, 70],
    "03-type-0-na.xlsx": [20, 4, 14, 20, 70],
    "04-type-0-number.xlsx": [20, 4, 14, 20, 70],
    "06-data-not-provided.xlsx": [20, 4, 14, 20, 70],
}
SAID = {
    "01-real-headings.xlsx": [
        "5 figures: 5 added",
        "took: 4 rows about adult rape",
        "Cover_sheet, Notes, Pivot: a sheet without figures",
    ],
    "02-real-headings-long.xlsx": ["5 figures: 5 added"],
    "03-type-0-na.xlsx": ["1 rows, outcome type 0: no outcome yet, so in no count"],
    "04-type-0-number.xlsx": ["1 rows, outcome type 0: no outcome yet, so in no count"],
    "06-data-not-provided.xlsx": ["Cumbria sent no data, so its quarters are withheld: 2024/25 Q1"],
    "07-knives-subset.xlsx": ["involve knives"],
    "08-subcodes.xlsx": ["offence subcodes"],
    "10-nbsp-thousands.csv": ["1 figures: 1 added"],
    "11-merged-cells.xlsx": ["wrong: Sheet C3: found an empty cell, expected the name of a police force"],
    "12-justice-metric-names.csv": [
        f"“{MEDIAN}”: 1 rows (first 12-justice-metric-names.csv B2)",
        f"“{MEAN}”",
        "known:",
    ],
}


@pytest.fixture
def command(tmp_path, db):
    """command(name, content): what it says, refusal included."""

    def run(name, content, *more):
        path, out = tmp_path / name, io.StringIO()
        path.write_bytes(content)
        try:
            call_command("import_release", str(path), "--published", PUBLISHED.isoformat(), *more, stdout=out)
        except CommandError as error:
            return f"{out.getvalue()}{error}"
        return out.getvalue()

    return run


@pytest.mark.parametrize("name", INPUTS)
def test_by_command_it_is_read_or_told_why_not_on_one_screen(command, name):
    said = command(name, INPUTS[name], "--commit")
    for words in SAID[name]:
        assert words in said
    assert len(said.splitlines()) <= 24
    if name not in READ:
        return
    figures = Release.objects.get().observations.filter(organisation__slug="durham").order_by("measure__position")
    counts = dict(figures.values_list("measure__code", "value"))
    codes = ("outcomes_assigned", "charged", "victim_withdrawal", "charged_pct", "victim_withdrawal_pct")
    assert [counts[code] for code in codes] == READ[name]


@pytest.mark.parametrize("name", INPUTS)
def test_by_the_page_it_says_the_same(see, unit_manager, settings, tmp_path, name):
    settings.MEDIA_ROOT = tmp_path
    said = {"name": name, "published_on": PUBLISHED, "token": uuid.uuid4(), "by": unit_manager, "now": AT}
    upload = actions.start(file=ContentFile(INPUTS[name], name=name), **said)
    actions.read_upload(upload.pk)
    upload.refresh_from_db()
    page = see(unit_manager, f"/measures/releases/files/{upload.pk}/").words
    assert (upload.stage == Stage.READ) == (name in READ or name.startswith("10"))
    expected = {
        "07-knives-subset.xlsx": ["involve knives"],
        "08-subcodes.xlsx": ["offence subcodes"],
        "11-merged-cells.xlsx": ["Sheet C3 an empty cell the name of a police force"],
        "12-justice-metric-names.csv": [f"“{MEDIAN}”: 1 row", f"“{MEAN}”: 1 row", "The metrics that we know"],
        "06-data-not-provided.xlsx": ["Cumbria sent no data", "10 would be added"],
    }
    for words in expected.get(name, ["would be added"]):
        assert words in page
