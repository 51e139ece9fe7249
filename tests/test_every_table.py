"""Every table of the service and every file of one, on a populated database: no cell is empty or only a dash, and what
is a number in a file is one, in a column of its own."""

import csv
import datetime as dt
import re
from decimal import Decimal
from html import unescape
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from funding.actions import set_plan
from govuk.tables import Table
from measures.models import Spelling
from rollout.models import Return
from tests.plugins.addresses import OCTOBER, ROWS
from tests.plugins.funding import Q1
from tests.plugins.returns import NOW, sign
from training.actions import POSTS, record_headcount, record_workforce

CELL = re.compile(r"<(td|dd|th)\b[^>]*>(.*?)</\1>", re.DOTALL)
BOX = re.compile(r"<(input|select|textarea|button|meter)\b")
LINK = re.compile(r'href="(\?[^"]*_export=xlsx[^"]*|[^"]*/download\.xlsx[^"]*)"')
NOTHING = re.compile(r"'?[\s\-\u2010-\u2015\u2212]*")
# 20 of 307; 3.2% to 8.4%; £1,234.50; 12%; 1,234; 300 days. The name of a year is none.
NUMBERS = re.compile(r"'?[+\-\u2212]?£?\d[\d,]*(\.\d+)?%?( (?!to 20\d\d$)(of|to|/) \d.*| days| lost)?")
ALSO = (
    "/funding/claims/?state=all", "/funding/claims/?state=missing", "/inspections/?compare=2024-01-31",
    "/measures/days_to_charge/", "{own}measures/days_to_charge/",
    "/national/?across=theme-P1", "/national/?compare=2024-01-31", "/reminders/?since=ever",
    "/reminders/unanswered/?show=closed", "/returns/?period={period}", "/training/?as-at=2024-01-31",
)  # fmt: skip
OWN = (
    "/deadlines/", "/deadlines/?when=any", "/funding/", "/reminders/mine/", "/training/", "{own}", "{own}funding/",
    "{own}training/",
)  # fmt: skip


def tables(of=Table):
    for each in of.__subclasses__():
        if each.__module__.partition(".")[0] != "tests":
            yield each
            yield from tables(each)


@pytest.fixture
def exported(monkeypatch):
    """The tables of which a file with rows was made."""
    found, as_values = set(), Table.as_values

    def noted(self, *args):
        rows = list(as_values(self, *args))
        found.update({type(self)} if len(rows) > 1 else ())
        return iter(rows)

    monkeypatch.setattr(Table, "as_values", noted)
    return found


@pytest.fixture
def populated(objects, settings, complete, say, allocation, force, lead, unit_manager, chief_officer, mailed):
    """Of what the access table has no need: figures of training, posts, a plan, a return that waits, a mail, a
    spelling."""
    common = {"organisation": force, "by": lead, "today": NOW.date(), "now": NOW}
    complete({dt.date(2023, month, 1): number for month, number in zip(range(7, 13), (4, 0, 6, 6, 5, 5), strict=True)})
    record_workforce(day=dt.date(2024, 3, 31), posts=dict.fromkeys(POSTS, 0), **common)
    record_headcount(day=dt.date(2024, 3, 31), kind="learners", number=1_200, **common)
    boxes = {(Q1, "pay"): Decimal("5000.00"), (Q1, "training"): Decimal("0.00")}
    set_plan(allocation=allocation, boxes=boxes, by=unit_manager, base=0, now=NOW)
    say(("avon-and-somerset", "P1-2"), status=4, at=NOW)
    waits = Return.objects.get(organisation=force, period__starts=dt.date(2024, 7, 1))
    sign(waits, by=chief_officer, today=OCTOBER, now=NOW + dt.timedelta(days=171))
    spelling = {"written": "Constabulary of Avon", "plain": "constabulary of avon", "organisation": force}
    Spelling.objects.create(what="force", **spelling, recorded_at=NOW, recorded_by=unit_manager)
    settings.DEMO = True  # the outbox
    return objects


def shown(cell: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split())


def wrong_on(page: str):
    main = page.partition("<main")[2].partition("</main>")[0]
    for tag, cell in CELL.findall(main):
        if not BOX.search(cell) and NOTHING.fullmatch(shown(cell)):
            yield tag, cell


def wrong_in(content: bytes):
    headings, *rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    for row in rows:
        for heading, cell in zip(headings, row, strict=True):
            if cell is None or (isinstance(cell, str) and (NOTHING.fullmatch(cell) or NUMBERS.fullmatch(cell))):
                yield heading, cell
            if isinstance(cell, dt.datetime) and (cell.second or cell.microsecond):
                yield heading, cell


def wrong_in_csv(content: bytes):
    for row in csv.reader(StringIO(content.decode("utf-8-sig"))):
        yield from ((row[0], cell) for cell in row if NOTHING.fullmatch(cell))


@pytest.mark.parametrize("cell", ["", "-", "\u2013", "\u2014 ", "20 of 307", "20 of 984, 2.0%", "12.5%", "3% to 8.4%"])
def test_what_is_no_cell_of_a_file(cell):
    assert NOTHING.fullmatch(cell) or NUMBERS.fullmatch(cell)


@pytest.mark.walks
def test_no_cell_is_empty_and_numbers_are_numbers(populated, client, unit_manager, lead, exported):
    asked = [row[2] for row in ROWS if row[1] == "GET"]
    wrong = walk(client, unit_manager, dict.fromkeys([*asked, *ALSO]), populated)
    wrong |= walk(client, lead, OWN, populated)
    assert not wrong, "\n".join(map(str, sorted(wrong, key=str)))
    never = {each for each in tables() if not each.__subclasses__()} - exported
    assert not never, sorted(str(each) for each in never)


def walk(client, person, addresses, objects):
    """What is wrong on these pages and in the files that they offer."""
    client.force_login(person)
    wrong, files = set(), set()
    for address in (each.format(**objects) for each in addresses):
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        if answer["Content-Type"].startswith("text/csv"):
            wrong |= {(address, row, cell) for row, cell in wrong_in_csv(answer.content)}
        if not answer["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        wrong |= {(address, *each) for each in wrong_on(page)}
        path = address.partition("?")[0]
        for link in map(unescape, LINK.findall(page)):
            files.add(path + link if link.startswith("?") else link)
    for address in sorted(files):
        wrong |= {(address, *each) for each in wrong_in(client.get(address).content)}
    return wrong
