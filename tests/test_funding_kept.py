"""The funding page is kept until something behind it is written; what was kept for one right is nobody else's."""

import datetime as dt
import uuid
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from forces.models import Organisation
from forces.reference import load_organisations
from funding import actions
from funding.reference import load_funding
from funding.scales import State
from tests.plugins.funding import NOW, Q1, Q3, allocate, go

PAGE = "/funding/"


@pytest.fixture(autouse=True)
def _in_november(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def three(allocation, fund_year, unit_manager):
    for slug, amount in (("durham", "8000.00"), ("essex", "7000.00")):
        allocate(fund_year, Organisation.objects.get(slug=slug), amount, by=unit_manager)
    return allocation


@pytest.mark.parametrize("who", ["unit", "unit_manager", "lead", "observer"])
def test_a_page_seen_before_asks_only_what_the_frame_asks(three, client, request, who, django_assert_num_queries):
    """Session, person, memberships, the ledger's head."""
    client.force_login(request.getfixturevalue(who))
    client.get(PAGE)
    with django_assert_num_queries(4):
        assert "allocated for 2024 to 2025" in client.get(PAGE).content.decode()


def test_every_step_of_the_money_is_seen_at_once(three, fill, lead, finance_officer, unit, unit_manager, see):
    def says(words):
        page = see(unit, PAGE).words
        assert words in page, page
        return True

    assert says("Of £20,000 allocated for 2024 to 2025, nothing is claimed yet. 0 of 3 recipients that claim here have")
    claim = fill(Q1, pay="100.05")
    go(claim, State.READY, by=lead)
    go(claim, State.CERTIFIED, by=finance_officer)
    assert says("£100.05 is claimed and £0 paid")
    go(claim, State.APPROVED, by=unit)
    go(claim, State.PAID, by=unit_manager)
    assert says("£100.05 is claimed and £100.05 paid")
    actions.record_forecast(allocation=three, amount=Decimal("4000.00"), by=lead, now=NOW)
    assert says("1 of 3 recipients forecasts to spend £1,000 less")
    of = {"allocation": three, "by": unit_manager, "base": 0, "now": NOW}
    actions.vary(change=Decimal("-500.00"), reason="Less.", token=uuid.uuid4(), **of)
    assert says("Of £19,500 allocated")
    actions.set_plan(boxes={(Q1, "pay"): Decimal("70.00"), (Q3, "pay"): Decimal("4430.00")}, **of)
    assert says("£70 was planned")


def test_funds_and_what_was_published_are_seen_at_once(three, fund, unit, unit_manager, see):
    see(unit, PAGE)
    words = {"purpose": "To test.", "legal_power": "", "source": "A test"}
    actions.set_fund(code="local", name="Grant of another name", by=unit_manager, new=False, now=NOW, **words)
    assert "Grant of another name" in see(unit, PAGE).words
    said = {"amount": Decimal("5.00"), "wording": "exactly £5", "scope": "A test", "source": "A test", "period": ""}
    said |= {"starts": None, "ends": None, "known_from": NOW.date()}
    actions.set_published_total(code="five", by=unit_manager, new=True, now=NOW, **said)
    assert "exactly £5" in see(unit, PAGE).words


def test_other_reference_data_is_seen_at_once(three, unit, see, tmp_path):
    assert "up to £2.5 million" in see(unit, PAGE).words
    _copy(tmp_path, "published_totals.csv", "up to £2.5 million", "at most £2.5 million")
    load_funding(directory=tmp_path)
    assert "at most £2.5 million" in see(unit, PAGE).words
    assert "Durham" in see(unit, PAGE).words
    _copy(tmp_path, "police_forces.csv", "Constabulary,Durham,", "Constabulary,Durham City,")
    load_organisations(tmp_path, now=NOW)
    assert "Durham City" in see(unit, PAGE).words


def _copy(directory: Path, name: str, old: str, new: str):
    for file in (settings.BASE_DIR / "reference").glob("*.csv"):
        if not (directory / file.name).exists():
            (directory / file.name).write_text(file.read_text())
    text = (directory / name).read_text()
    assert old in text
    (directory / name).write_text(text.replace(old, new))


def test_what_was_kept_is_nobody_else_s(three, unit, unit_manager, lead, outsider, observer, see):
    for person, sees in ((unit, "Essex"), (lead, "£5,000.00"), (outsider, "£8,000.00"), (observer, "Essex")) * 2:
        page = see(person, PAGE).words
        assert sees in page
        assert ("Essex" in page) is (person in (unit, observer))
    buttons = {person: see(person, PAGE).words for person in (unit_manager, unit, observer)}
    assert ["Funds and allocations" in words for words in buttons.values()] == [True, False, False]
    assert ["Claims" in words.split("Of £")[0] for words in buttons.values()] == [True, True, False]


def test_each_day_and_each_order_has_its_own(three, unit, see, time_machine):
    assert "nothing is claimed yet" in see(unit, PAGE).words
    assert "Nothing was allocated" in see(unit, f"{PAGE}?as-at=2024-02-01").words
    assert "nothing is claimed yet" in see(unit, PAGE).words
    up, down = (see(unit, f"{PAGE}?sort={order}allocated").words for order in ("", "-"))
    assert up.index("Essex") > up.index("Avon")
    assert down.index("Durham") < down.index("Essex") < down.index("Avon")
    time_machine.move_to(dt.datetime(2025, 4, 1, 9, tzinfo=dt.UTC))
    assert "It does not carry over, so it is lost." in see(unit, PAGE).words


def test_a_year_that_is_refused_is_not_kept(three, unit, fund, unit_manager, see):
    address = f"{PAGE}?year=2025"
    assert see(unit, address).status_code == 404
    terms = {"months": 3, "due_after": 20, "statement_due": dt.date(2026, 6, 30), "source": "A test"}
    actions.set_fund_year(fund=fund, year=2025, amount=Decimal(1), by=unit_manager, base=0, now=timezone.now(), **terms)
    assert see(unit, address).status_code == 200
