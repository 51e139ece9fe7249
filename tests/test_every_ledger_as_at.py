"""What is recorded today changes no page as at yesterday: every ledger table, every page of access_table.txt.

`tests/ledger_rows.py` has a row of today for each ledger, and says how to add one for a new table.
"""

import datetime as dt
import re
import uuid
from decimal import Decimal
from html import unescape
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from forces.actions import extend, set_owed_from
from forces.models import ReportingPeriod
from funding.actions import record_forecast, set_plan, sign_statement, vary
from inspections.actions import name_inspected, record_comments
from inspections.queries import comments_owed
from ledger.as_at import AsAt
from measures.actions import rebase, set_target
from measures.models import Measure
from reminders.actions import hold, take_up
from reminders.planning import everything_due
from rollout.actions import Position, correct_statement, open_correction, set_rule_start
from rollout.models import Return, Review
from rollout.scales import Confidence, Status
from soteria_tracker import health
from tests.ledger_rows import BEFORE, NOW, ROWS, YESTERDAY
from tests.plugins.addresses import HEADER
from tests.plugins.addresses import ROWS as TABLE
from tests.plugins.funding import Q1
from tests.plugins.reference import ledgers
from training.actions import record_headcount, record_workforce

PEOPLE = ("unit_manager", "lead")
# What takes no day: a calendar is subscribed to, and is always about now.
OF_NOW = {"healthz", "calendar"}
ANEW = re.compile(rb'name="(csrfmiddlewaretoken|opened_by|token)" value="[^"]*"')  # each time a form is shown


@pytest.fixture(autouse=True)
def clock():
    """Everything is recorded two days ago, until a test moves on to today."""
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def people(unit, unit_manager, lead, chief_officer, finance_officer, inspector):
    return SimpleNamespace(**{name: person for name, person in locals().items() if name != "people"})


@pytest.fixture
def populated(people, objects, published, commitment, force, complete, share, allocation, report, r3, judge):
    """A service in which every ledger has a row about Avon and Somerset."""
    by = {"by": people.unit_manager, "now": BEFORE}
    by_lead = {"by": people.lead, "today": BEFORE.date(), "now": BEFORE}
    extend(period=ReportingPeriod.objects.get(starts=dt.date(2024, 4, 1)), organisation=force,
           due=dt.date(2025, 5, 30), reason="A flood.", **by)  # fmt: skip
    hold(organisation=force, until=dt.date(2025, 5, 1), reason="A flood.", today=BEFORE.date(), **by)
    accepted = Return.objects.get(period__starts=dt.date(2024, 1, 1))
    Review.objects.create(of_return=accepted, update=commitment.updates.latest("number"), commitment=commitment,
                          verdict="differ", status=2, comment="We think otherwise.", recorded_at=BEFORE,
                          recorded_by=people.unit)  # fmt: skip
    set_owed_from(obligation="everything", day=dt.date(2023, 7, 1), reason="As agreed.", **by)
    month = f"training-month-{force.pk}-2023-08"
    chased = next(each for each in everything_due(AsAt(BEFORE.date())) if each.key == month)
    take_up(deadline=chased, decision="note", note="Rang them.", base=0, by=people.unit, now=BEFORE)
    of = {"organisation": force, "period": accepted.period, "reason": "A figure was wrong."}
    corrected = open_correction(**of, **by_lead).found
    said = Position(Status.PLANNED, Confidence.GREEN, note="It was planned then.")
    correct_statement(of_return=corrected, commitment=commitment, base=0, position=said, why="A slip.",
                      by=people.lead, now=BEFORE)  # fmt: skip
    set_rule_start(rule="evidence-in-place", stops_from=dt.date(2025, 7, 1), reason="As agreed.", **by)
    complete({dt.date(2024, 2, 1): 12}, at=BEFORE)
    posts = {"established": 60, "filled": 50, "qualified": 40, "in_training": 5, "abstracted": 1}
    record_workforce(organisation=force, day=dt.date(2024, 9, 30), posts=posts, **by_lead)
    record_headcount(organisation=force, kind="officers", day=dt.date(2024, 9, 30), number=3000, **by_lead)
    vary(allocation=allocation, change=Decimal("100.00"), reason="More.", base=0, token=uuid.uuid4(), **by)
    set_plan(allocation=allocation, boxes={(Q1, "pay"): Decimal("5100.00")}, base=0, **by)
    record_forecast(allocation=allocation, amount=Decimal("4000.00"), by=people.lead, now=BEFORE)
    sign_statement(allocation=allocation, spent=Decimal("3500.00"), base=0, **by_lead | {"by": people.finance_officer})
    name_inspected(inspection=report, organisations=[force], source="The report", **by)
    (owed,) = comments_owed(type(force).objects.filter(pk=force.pk), AsAt(BEFORE.date()))
    record_comments(owed=owed, published=dt.date(2024, 10, 10), where="https://example.org/comments", base=0, **by_lead)
    judge(r3.addressees.get(organisation=force), at=BEFORE)
    charged = Measure.objects.get(code="charged_pct")
    rebase(organisation=force, measure=charged, quarter=dt.date(2022, 4, 1), event="joined", reason="New ways.", **by)
    set_target(measure=charged, organisation=None, starts_on=dt.date(2024, 1, 1), value=Decimal(5),
               reason="A letter.", **by)  # fmt: skip
    return objects


def test_every_ledger_has_a_row(db):
    labels = {model._meta.db_table: model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert {labels[table] for table in ledgers()} == set(ROWS), "tests/ledger_rows.py says how to add one"


@pytest.mark.walks
def test_a_row_of_today_shows_today_and_changes_no_page_as_at_yesterday(populated, people, clock, monkeypatch):
    monkeypatch.setattr(health, "SECONDS", 0.05)
    clock.move_to(NOW, tick=False)
    see = Pages(populated, people)
    unseen = [table for table, row in ROWS.items() if not _shows(table, row, people, see)]
    assert not unseen, f"a row of today shows nowhere, so it proves nothing: {unseen}"
    before = {(who, address): see.yesterday(who, address) for who in PEOPLE for address in see.addresses(who)}
    before |= {of: see.yesterday(*of) for of, page in list(before.items()) for of in see.downloads(*of, page)}
    for row in {row.add: row for row in ROWS.values()}.values():
        row.add(people)
    cache.clear()
    changed = [of for of, page in before.items() if see.yesterday(*of) != page]
    assert not changed, "\n".join(f"{address} as {who} changed as at yesterday" for who, address in changed)


def _shows(table, row, people, see) -> bool:
    """Added for a moment."""
    model = apps.get_model(table)
    before, number = row.shown and see.today(row.shown), model.objects.count()
    with transaction.atomic():
        row.add(people)
        assert model.objects.count() > number, f"no row of {table}"
        cache.clear()
        shown = not row.shown or see.today(row.shown) != before
        transaction.set_rollback(True)
    cache.clear()
    return shown


class Pages:
    """What somebody gets at an address, but for what each showing of a form has anew."""

    def __init__(self, names, people):
        self.names, self.clients = names, {name: Client() for name in PEOPLE}
        for name, client in self.clients.items():
            client.force_login(getattr(people, name))

    def addresses(self, who) -> list[str]:
        """Those of the table that are not refused."""
        rows = [row for row in TABLE if row[1] == "GET" and row[0] not in OF_NOW and row[HEADER.index(who)] < "4"]
        return [row[2].format(**self.names) for row in rows]

    def downloads(self, who, address, page):
        """Those that it offers, each in one format: what is in it is the same."""
        links = map(unescape, re.findall(r'href="([^"]*_export=csv[^"]*)"', page[2].decode(errors="replace")))
        return {(who, urljoin(address, link)) for link in links}

    def today(self, address):
        return self._said(self._get("unit_manager", address.format(**self.names)))

    def yesterday(self, who, address):
        return self._said(self._get(who, AsAt(YESTERDAY, NOW).link(address)))

    def _get(self, who, address):
        return self.clients[who].get(address)

    def _said(self, page):
        content = b"".join(page.streaming_content) if page.streaming else page.content
        return page.status_code, page.headers.get("Location"), ANEW.sub(b"", content)
