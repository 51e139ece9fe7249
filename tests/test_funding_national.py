"""The funding page: sums, 1 April, as at a day, who sees what, and its cost."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forces.deadlines import feed
from forces.models import Organisation
from funding import actions
from funding.models import Recipient
from funding.national.page import funding_page
from funding.queries import ALLOCATIONS, positions
from funding.scales import State
from ledger.as_at import as_at
from tests.plugins.funding import NOW, Q1, Q2, SET, TERMS, TODAY, allocate, go

LAST, APRIL = dt.date(2025, 3, 31), dt.date(2025, 4, 1)
LATER = dt.date(2026, 11, 25)


@pytest.fixture
def three(allocation, fund_year, unit_manager):
    """The force, Durham and Essex have an allocation each."""
    for slug, amount in (("durham", "8000.00"), ("essex", "7000.00")):
        allocate(fund_year, Organisation.objects.get(slug=slug), amount, by=unit_manager)


def page_on(day, *, everything=True):
    return funding_page(2024, as_at(day, today=LATER), everything=everything)


def test_announced_allocated_claimed_approved_paid(three, bring, fill, lead, finance_officer):
    bring(State.PAID, Q1, forecast="4000.00")
    go(claim := fill(Q2, pay="100.05"), State.READY, by=lead)
    go(claim, State.CERTIFIED, by=finance_officer)
    page = page_on(TODAY)
    of = page.totals
    assert (page.announced, of.allocated) == (Decimal("100000.00"), Decimal("20000.00"))
    assert (of.claimed, of.approved, of.paid) == (Decimal("1300.65"), Decimal("1200.60"), Decimal("1200.60"))
    assert (of.forecast, of.forecasts, of.number) == (Decimal("4000.00"), 1, 3)
    assert (of.underspend, of.available, of.lost) == (Decimal("1000.00"), Decimal("18699.35"), 0)


def test_on_1_april_what_is_unclaimed_is_lost_and_a_late_claim_wins_it_back(three, bring, unit_manager):
    bring(State.PAID, Q1)
    before, after = page_on(LAST), page_on(APRIL)
    assert (before.totals.available, before.totals.lost) == (Decimal("18799.40"), 0)
    assert (after.totals.available, after.totals.lost) == (0, Decimal("18799.40"))
    bring(State.CERTIFIED, Q2, pay="100.00", at=dt.datetime(2025, 4, 10, 9, tzinfo=dt.UTC), today=dt.date(2025, 4, 10))
    assert page_on(APRIL).totals.lost == Decimal("18799.40")  # as known on that day
    assert page_on(dt.date(2025, 4, 10)).totals.lost == Decimal("18699.40")


def test_every_number_is_as_known_on_the_day(allocation, bring, unit_manager):
    bring(State.PAID, Q1, forecast="4000.00")
    actions.vary(allocation=allocation, change=Decimal("-500.00"), reason="Less.", by=unit_manager, base=0,
                 token="6f2ad5a2-6c41-4d3f-9d43-5e1f0c1d9a57", now=NOW)  # fmt: skip
    yesterday = page_on(NOW.date() - dt.timedelta(days=1)).totals
    assert (yesterday.allocated, yesterday.claimed, yesterday.forecasts) == (Decimal("5000.00"), 0, 0)
    today = page_on(NOW.date()).totals
    assert (today.allocated, today.claimed, today.forecasts) == (Decimal("4500.00"), Decimal("1200.60"), 1)
    assert page_on(SET.date() - dt.timedelta(days=1)).totals.number == 0


@pytest.mark.parametrize(
    ("day", "warned"), [(dt.date(2024, 9, 30), 0), (dt.date(2024, 10, 1), 1), (LAST, 1), (APRIL, 0)]
)
def test_an_underspend_is_warned_of_from_the_third_quarter(allocation, lead, day, warned):
    early = dt.datetime(2024, 7, 1, tzinfo=dt.UTC)
    actions.record_forecast(allocation=allocation, amount=Decimal("4999.99"), by=lead, now=early)
    page = page_on(day)
    assert (len(page.warned), page.warned_short) == (warned, Decimal("0.01") * warned)


def test_no_forecast_is_warned_of_too_and_a_full_one_is_not(allocation, lead):
    assert page_on(TODAY).unforeseen == 1
    actions.record_forecast(allocation=allocation, amount=Decimal("5000.00"), by=lead, now=NOW)
    assert page_on(TODAY).warned == []


def test_the_page_says_it(three, bring, unit, see, time_machine):
    time_machine.move_to(NOW)
    bring(State.PAID, Q1, forecast="4000.00")
    page = see(unit, "/funding/")
    assert "Of £20,000 allocated for 2024 to 2025, £1,200.60 is claimed and £1,200.60 paid so far" in page.words
    assert "paid so far. 1 of 3 recipients that claim here have a certified claim." in page.words
    assert "1 of 3 recipients forecasts to spend £1,000 less than it has" in page.words
    assert "2 of 3 recipients have made no forecast" in page.words
    assert "do not reconcile, because their scopes differ" in page.words
    assert "up to £2.5 million" in page.words
    assert "over £8 million" in page.words


def test_the_year_that_is_over_says_lost_and_whose_statement_is_due(three, unit, see, time_machine):
    time_machine.move_to(dt.datetime(2025, 7, 1, 12, tzinfo=dt.UTC))
    page = see(unit, "/funding/")
    assert "£20,000 was not claimed. It does not carry over, so it is lost." in page.words
    assert "3 year-end statements for 2024 to 2025 were due on 30 June 2025 and are not signed" in page.words
    assert "Avon and Somerset, Durham, Essex" in page.words
    assert "£8,000.00 lost" in page.words


def test_the_new_year_s_page_says_what_of_the_old_is_lost(three, fund, unit_manager, unit, see, time_machine):
    common = {"fund": fund, "year": 2025, "by": unit_manager, "base": 0, "now": SET}
    actions.set_fund_year(amount=Decimal("9000.00"), **common, **TERMS)
    time_machine.move_to(dt.datetime(2025, 4, 1, 12, tzinfo=dt.UTC))
    page = see(unit, "/funding/")
    assert "Funding, 2025 to 2026" in page.words
    assert "£20,000 of 2024 to 2025 is unclaimed. It is lost, and not available in 2025 to 2026." in page.words
    assert "lost" not in see(unit, "/funding/", **{"as-at": "2025-03-31"}).words.replace("is lost.", "")


def test_a_published_total_without_a_day_stands_on_today_s_page_only(unit, see):
    assert "£9.4 million" in see(unit, "/funding/").words
    past = see(unit, "/funding/", **{"as-at": "2024-04-30"}).words
    assert "£9.4 million" not in past
    assert "£2.45 million" in past
    assert "£13.1 million" not in past


def test_a_force_sees_totals_and_its_own(three, lead, outsider, area_lead, see, time_machine):
    time_machine.move_to(NOW)
    page = see(lead, "/funding/")
    assert "£20,000.00" in page.words
    assert "Essex" not in page.words
    assert "£8,000.00" not in page.words
    assert "£8,000.00" in see(outsider, "/funding/").words
    assert "has no allocation for this year. That is normal" in see(area_lead, "/funding/").words
    csv = see(lead, "/funding/", _export="csv").content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in csv.split("\r\n")[1:] if line] == ["Avon and Somerset"]


def test_a_fund_of_few_recipients_is_in_nobody_else_s_totals(allocation, fund_year, foreign, lead, unit, unit_manager,
                                                            see, time_machine):  # fmt: skip
    time_machine.move_to(NOW)
    allocate(fund_year, foreign, "8000.00", by=unit_manager)
    page = see(lead, "/funding/")
    assert "1 fund has fewer than three recipients" in page.words
    assert "£13,000.00" not in page.words
    assert "£8,000.00" not in page.words
    assert "£5,000.00" in page.words  # their own
    assert "£13,000.00" in see(unit, "/funding/").words


def test_a_national_body_is_allocated_money_and_claims_nothing(three, fund_year, unit_manager, unit, see, time_machine):
    time_machine.move_to(NOW)
    body = Recipient.objects.get(code="npcc")
    common = {"source": "A test", "by": unit_manager, "now": SET}
    actions.allocate(fund=fund_year.fund, year=2024, recipient=body, amount=Decimal("7.00"), **common)
    assert "Council (NPCC) £7.00 not here" in see(unit, "/funding/").words
    assert page_on(TODAY).totals.available == Decimal("20000.00")


@pytest.mark.parametrize("address", ["/funding/?year=2099", "/funding/?year=x", "/funding/chart.svg?year=99999999999"])
def test_a_year_that_no_fund_has_is_not_there(allocation, unit, client, address):
    client.force_login(unit)
    assert client.get(address).status_code == 404


def test_the_chart_says_the_same_as_its_table(three, bring, unit, see, client, time_machine):
    time_machine.move_to(NOW)
    bring(State.PAID, Q1, pay="1000.00")
    page = see(unit, "/funding/")
    assert "£1,000 is claimed for spend up to 30 September 2024" in page.words
    chart = client.get("/funding/chart.svg")
    assert (chart.status_code, chart["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    numbers = see(unit, "/funding/", _export="csv", list="profile").content.decode("utf-8-sig")
    assert "2024-06-30,1000.00,1,3,no plan,20000.00" in numbers
    assert "2024-12-31,not over yet,not over yet,not over yet,no plan,20000.00" in numbers
    for name in ("funds", "published", "recipients"):
        assert see(unit, "/funding/", _export="csv", list=name).status_code == 200


def deadlines(day, slug="avon-and-somerset"):
    kinds = {"funding_claim", "funding_statement"}
    found = feed(lambda _permission: Organisation.objects.filter(slug=slug), as_at=as_at(day, today=LATER), kinds=kinds)
    return [(deadline.kind, deadline.due) for deadline in found]


def test_what_is_due(allocation, bring, finance_officer):
    claims = [("funding_claim", dt.date(2024, 7, 26)), ("funding_claim", dt.date(2024, 10, 28)),
              ("funding_claim", dt.date(2025, 1, 29)), ("funding_claim", dt.date(2025, 4, 30))]  # fmt: skip
    statement = ("funding_statement", dt.date(2025, 6, 30))
    assert deadlines(TODAY) == [*claims, statement]
    bring(State.CERTIFIED, Q1)
    assert deadlines(TODAY) == [*claims[1:], statement]
    assert deadlines(TODAY - dt.timedelta(days=1)) == [*claims, statement]  # as known then
    signed = dt.datetime(2025, 5, 1, tzinfo=dt.UTC)
    actions.sign_statement(allocation=allocation, spent=Decimal("1200.60"), by=finance_officer, base=0,
                           today=signed.date(), now=signed)  # fmt: skip
    assert deadlines(dt.date(2025, 5, 1)) == []
    assert deadlines(dt.date(2025, 4, 30)) == [*claims[1:], statement]
    assert deadlines(TODAY, "essex") == []


def test_every_deadline_leads_to_a_page(allocation, lead, client):
    found = feed(lambda _permission: Organisation.objects.filter(slug="avon-and-somerset"),
                 as_at=as_at(TODAY, today=LATER), kinds={"funding_claim", "funding_statement"})  # fmt: skip
    client.force_login(lead)
    assert {client.get(deadline.url).status_code for deadline in found} == {200}
    assert found[0].title == "Claim for April to June 2024: Local grant"


LISTS = ("/funding/", "/funding/claims/?state=all", "/funding/funds/local/", "/funding/funds/local/2024/")


@pytest.mark.parametrize("address", LISTS)
def test_the_cost_does_not_grow_with_the_recipients(allocation, fund_year, bring, unit_manager, client, address):
    """With one recipient and with forty-three."""
    bring(State.PAID, Q1, forecast="4000.00")
    client.force_login(unit_manager)
    few = queries(client, address)
    for force in Organisation.objects.filter(kind="force").exclude(slug="avon-and-somerset"):
        allocate(fund_year, force, "100.00", by=unit_manager)
    assert queries(client, address) == few


def queries(client, address) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("address", ["/funding/", "/funding/claims/"])
def test_the_cost_is_the_same_for_3_and_for_57_organisations(unit, client, queries_with_all_and_with_three, address):
    client.force_login(unit)
    everyone, three = queries_with_all_and_with_three(address)
    assert everyone == three


def test_positions_take_eight_queries(three, bring, django_assert_num_queries):
    bring(State.PAID, Q1)
    with django_assert_num_queries(8):
        assert len(positions(ALLOCATIONS, as_at(TODAY, today=LATER))) == 3
