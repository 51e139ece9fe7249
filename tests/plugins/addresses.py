"""What the access table asks for: its rows, and an object of each kind for the addresses in them. Objects are Avon and
Somerset's; `theirs` are another force's."""

import datetime as dt
import uuid
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from forces.actions import plan_periods
from forces.models import ReportingPeriod
from forces.periods import schedule
from funding.actions import add_evidence, set_fund, set_fund_year
from funding.scales import State
from inspections.actions import issue
from inspections.scales import Stage
from ledger.evidence import NewEvidence
from measures.actions import write_note
from measures.models import Measure
from reminders.models import CalendarFeed, Message
from rollout.actions import write_log
from tests.plugins.funding import Q1, Q2, Q3, SET, TERMS, allocate
from tests.plugins.inspections import ISSUED
from tests.plugins.reminders import OUR_MAIL
from tests.plugins.returns import NOW, mark_ready

TABLE = Path(__file__).parent.parent / "access_table.txt"
HEADER, *ROWS = [line.split() for line in TABLE.read_text().splitlines()]
PEOPLE = HEADER[3:]
VISITOR = "visitor"  # not signed in
OCTOBER = dt.date(2024, 10, 1)


@pytest.fixture
def returns(accepted, unit_manager, lead, force):
    """January to March 2024 accepted, April to June in draft, July to September ready; from October on the Areas'."""
    for day, owed_by in ((dt.date(2024, 4, 1), "everyone"), (dt.date(2024, 7, 1), "everyone"), (OCTOBER, "cps_area")):
        (period,) = plan_periods(spans=list(schedule(day, number=1)), owed_by=owed_by, by=unit_manager, now=NOW)
        if day.month == 7:
            mark_ready(force, period, by=lead, today=OCTOBER, now=NOW + dt.timedelta(days=170))


@pytest.fixture
def receipts(bring, fill, fund_year, foreign, unit_manager, lead, outsider):
    """Of 2024 to 2025: the first claim certified, the second in draft, the third ready. Another force has a grant of a
    fund of its own."""
    bring(State.CERTIFIED, Q1)
    bring(State.READY, Q3, today=dt.date(2025, 2, 1))
    words = {"purpose": "To test.", "legal_power": "", "source": "A test"}
    fund = set_fund(code="elsewhere", name="Elsewhere", by=unit_manager, new=True, now=SET, **words)
    terms = set_fund_year(fund=fund, year=2024, amount=Decimal(9000), by=unit_manager, base=0, now=SET, **TERMS)
    theirs = allocate(terms, foreign, "9000.00", by=unit_manager)
    return {"receipt": receipt(fill(Q2), lead), "their_receipt": receipt(fill(Q2, of=theirs, by=outsider), outsider)}


def receipt(claim, by):
    return add_evidence(claim=claim, evidence=words("Invoice"), by=by, token=uuid.uuid4()).pk


def words(title):
    file = ContentFile(b"plain words", name="words.txt")
    return NewEvidence(title, dt.date(2024, 3, 1), file=file, content_type="text/plain")


@pytest.fixture
def answered(r3, unit_manager, outsider, unit, force, foreign, answer):
    """Recommendation 3: complete, the force says; in progress in another and in a national body. Each gave a file."""
    of = {"finding": r3, "by": unit_manager, "today": ISSUED.date(), "now": ISSUED}
    issued = issue(scope="named", named=[force, foreign], **of) + issue(scope="national", bodies=["npcc"], **of)
    addressed = {row.organisation: row for row in issued}
    ours = answer(addressed[force], Stage.COMPLETE, pieces=[words("Sample")])
    theirs = answer(addressed[foreign], by=outsider, pieces=[words("Sample")])
    body = answer(addressed[None], by=unit, pieces=[words("Circular")])
    named = {"proof": ours, "their_proof": theirs, "body_proof": body}
    return {name: said.pieces.get().pk for name, said in named.items()}


@pytest.fixture
def objects(
    commitment, foreign_commitment, lead, outsider, unit, unit_manager, force, say, returns, receipts, answered,
    published, uploaded,
):  # fmt: skip
    def with_file(where, by):
        return say(where, by=by, evidence=[words("Words")]).evidence.get().pk

    CalendarFeed.objects.create(user=lead, secret="of-the-lead", made_at=NOW)
    Message.objects.create(pk=OUR_MAIL, recipient=lead, day=NOW.date(), planned_at=NOW, next_try_at=NOW)
    said = {"what": "incomplete", "first": dt.date(2019, 7, 1), "last": dt.date(2019, 7, 1), "by": unit_manager}
    said |= {"measures": [Measure.objects.get(code="charged_pct")], "text": "Two weeks are missing.", "now": NOW}
    (noted,) = write_note(organisation=force, source="The force's letter", **said)
    entry = write_log(by=unit, organisation=force, kind="call", text="Spoke to them.", happened_on=dt.date(2024, 3, 1))
    return {
        "own": "/organisations/avon-and-somerset/",
        "ours": with_file(commitment, lead),
        "theirs": with_file(foreign_commitment, outsider),
        "entry": entry.pk,
        "period": ReportingPeriod.objects.earliest("pk").pk,
        "money": "/organisations/avon-and-somerset/funding/local/2024/",
        **receipts,
        **answered,
        "release": published.pk,
        "upload": uploaded.pk,
        "note": noted.pk,
        "chased": f"training-month-{force.pk}-2023-08",
    }
