"""A day is London's everywhere: what is recorded at 00:30 on 1 July, still 30 June in UTC, is of 1 July."""

import ast
import csv
import datetime as dt
import io
import random
import re
from pathlib import Path

import pytest

from demo.clock import office_hours
from govuk.tables import DateColumn
from ledger.as_at import LONDON, AsAt, end_of
from measures.figures.own import in_place
from measures.quarters import quarter_of
from rollout.queries.items import STALE, ReportingState, ReturnItem
from rollout.scales import Status

ROOT = Path(__file__).parent.parent
NIGHT = dt.datetime(2024, 6, 30, 23, 30, tzinfo=dt.UTC)
FIRST = dt.date(2024, 7, 1)
OURS = ("avon-and-somerset", "P1-1")
MOMENT = re.compile(r"(?!as_at$)(\w*_at|moment)$")
PARTS = {"year", "month", "day", "weekday", "isoweekday", "toordinal", "replace", "strftime", "date"}
IN_SQL = re.compile(r"_at(::date|\s+AS\s+date)|\b(date|date_trunc|strftime)\([^)]*_at\b", re.IGNORECASE)
MADE_UP = "demo"  # its moments are made in London: test_what_is_made_up_is_made_in_london
NOT_THE_SERVICE = {"bin", "benchmarks"}


def sources():
    left_out = {"node_modules", "tests", "migrations", "var", "docs", MADE_UP, *NOT_THE_SERVICE}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).parts
        if not left_out & set(parts) and not any(part.startswith(".") for part in parts):
            yield path


def name_of(node) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def own_days(source: str) -> list[tuple[int, str]]:
    """Where a source takes the day, or a part of it, of a moment as it comes, in whatever zone that is."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of, does = name_of(node.func.value), node.func.attr
            if does == "date" and not node.args:
                found.append((node.lineno, ".date() of a moment"))
            if does in ("today", "utcnow", "now") and of in ("date", "datetime"):
                found.append((node.lineno, "the machine's clock, not timezone.now() or localdate()"))
        if isinstance(node, ast.Attribute) and node.attr in PARTS and MOMENT.match(name_of(node.value)):
            found.append((node.lineno, f"{node.attr} of a moment"))
        if isinstance(node, ast.FormattedValue) and MOMENT.match(name_of(node.value)) and node.format_spec:
            found.append((node.lineno, "a moment formatted as it comes"))
        if isinstance(node, ast.Call) and name_of(node.func) == "date_format" and MOMENT.match(name_of(node.args[0])):
            found.append((node.lineno, "date_format of a moment as it comes"))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and IN_SQL.search(node.value):
            found.append((node.lineno, "the database's own day of a moment"))
    return found


def test_no_source_takes_the_day_of_a_moment_as_it_comes():
    found = {str(path.relative_to(ROOT)): own_days(path.read_text()) for path in sources()}
    assert len(found) > 300
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "bad",
    [
        "row.first.date()",
        "update.recorded_at.date()",
        "f'{there.recorded_at:%d %B %Y}'",
        "date_format(plan.recorded_at, 'j F Y')",
        "moment.replace(day=1)",
        "each.made_at.year",
        "dt.date.today()",
        "datetime.now()",
        "sql = 'SELECT recorded_at::date FROM rollout_update'",
    ],
)
def test_each_way_to_take_it_is_found(bad):
    assert own_days(bad)


@pytest.mark.parametrize(
    "good",
    [
        "localdate(update.recorded_at)",
        "date_format(localtime(row.recorded_at), 'j F Y')",
        "as_at.day",
        "request.as_at.day",
        "month.replace(day=1)",
        "timezone.now()",
        "dt.date(2024, 7, 1)",
    ],
)
def test_what_is_londons_is_left_alone(good):
    assert own_days(good) == []


def test_what_is_made_up_is_made_in_london():
    rng = random.Random(1)  # noqa: S311
    assert office_hours(rng, FIRST).tzinfo == end_of(FIRST).tzinfo == LONDON


@pytest.fixture
def at_night(say):
    return say(OURS, status=Status.IN_PLACE, at=NIGHT)


def test_it_counts_in_its_own_quarter_of_a_chart(at_night, force):
    (found,) = in_place(force, AsAt(FIRST, end_of(FIRST)))
    assert (found.day, quarter_of(found.day)) == (FIRST, FIRST)


def test_half_a_year_without_a_report_ends_on_londons_day(commitment, at_night):
    stale = [
        ReturnItem(
            commitment, at_night, ReportingState.REPORTED, FIRST + STALE + dt.timedelta(days=more), reported_at=NIGHT
        ).stale
        for more in (0, 1)
    ]
    assert stale == [False, True]


@pytest.mark.parametrize(
    "address",
    [
        "/organisations/",
        "/organisations/avon-and-somerset/",
        "/organisations/avon-and-somerset/commitments/",
        "/organisations/avon-and-somerset/commitments/P1-1/",
        "/standards/P1-1/",
        "/national/?across=theme-P1",
    ],
)
def test_pages_say_1_july(client, unit, at_night, address):
    client.force_login(unit)
    shown = client.get(f"{address}{'&' if '?' in address else '?'}as-at=2024-07-02").content.decode()
    shown = shown.replace('app-table__first">30 June 2024</th>', "")  # the month ends of the charts' tables
    assert "1 July 2024" in shown
    assert "30 June 2024" not in shown


@pytest.mark.parametrize(
    ("address", "column"),
    [
        ("/organisations/?_export=csv", "Last updated"),
        ("/organisations/avon-and-somerset/?_export=csv", "Last updated"),
        ("/standards/P1-1/?_export=csv", "Last updated"),
        ("/national/download.csv?across=theme-P1", "Last updated"),
    ],
)
def test_downloads_say_1_july(client, unit, at_night, address, column):
    client.force_login(unit)
    rows = csv.DictReader(io.StringIO(client.get(f"{address}&as-at=2024-07-02").content.decode("utf-8-sig")))
    assert {row[column][:10] for row in rows} - {"never", "", "\u2014", "-", "\u2013"} == {"2024-07-01"}


def test_a_column_of_days_takes_moments_too():
    column = DateColumn()
    assert (column.render(NIGHT), column.value(NIGHT)) == ("1 July 2024", FIRST)
    assert (column.render(FIRST), column.value(FIRST)) == ("1 July 2024", FIRST)
