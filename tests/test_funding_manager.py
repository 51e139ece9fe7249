"""The Unit manager's pages: funds, years, allocations, variations, plans and published totals."""

import re
import uuid
from decimal import Decimal

import pytest

from funding.models import Allocation, Fund, FundYear, Plan, PublishedTotal, Recipient, Variation
from funding.scales import State
from ledger.models import AuditEvent
from tests.plugins.funding import Q1

ROW = "/funding/funds/local/2024/to/policing-body-avon-and-somerset/"
TERMS = {"amount": "£2,000,000", "months": "3", "due_after": "20", "statement_due_day": "30",
         "statement_due_month": "6", "statement_due_year": "2025", "source": "A letter", "base": "0"}  # fmt: skip


def test_from_a_fund_to_an_allocation(unit_manager, send, see):
    words = {"name": "Local grant", "purpose": "To put the model in place.", "legal_power": "", "source": "A letter"}
    page = send(unit_manager, "/funding/funds/add/", words)
    assert "“Local grant” is recorded" in page.words
    assert "Legal power not known" in page.words
    assert "There is a fund of this name already" in send(unit_manager, "/funding/funds/add/", words).words
    assert "Terms for 2024 to 2025" in send(unit_manager, "/funding/funds/local-grant/", {"year": "2024"}).words
    page = send(unit_manager, "/funding/funds/local-grant/2024/set/", TERMS)
    assert "£0.00 of £2,000,000.00 is allocated" in page.words
    durham = Recipient.objects.get(code="policing-body-durham").pk
    form = {"recipient": durham, "amount": "125,000.50", "source": "A letter"}
    page = send(unit_manager, "/funding/funds/local-grant/2024/allocate/", form)
    assert "Allocated to Local policing body for Durham" in page.words
    assert Allocation.objects.get().amount == Decimal("125000.50")
    again = send(unit_manager, "/funding/funds/local-grant/2024/allocate/", form | {"amount": "1"})
    assert "has an allocation of £125,000.50. To change it, vary it" in again.words
    too_much = form | {"recipient": Recipient.objects.get(code="mopac").pk, "amount": "1,874,999.51"}
    page = send(unit_manager, "/funding/funds/local-grant/2024/allocate/", too_much)
    assert "£1,874,999.50 is left to allocate" in page.words
    assert 'value="1,874,999.51"' in page.content.decode()
    assert "£125,000.50" in see(unit_manager, "/funding/funds/local-grant/2024/").words


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("amount", "8m", "Write it in full"),
        ("amount", "0", "must be more than 0"),
        ("months", "5", "Select how often it is claimed"),
        ("due_after", "soon", "Enter working days from 1 to 200"),
        ("statement_due_year", "2024", "after the year&#x27;s last day"),
        ("source", "", "Say who said it"),
    ],
)
def test_terms_typed_wrong(fund, unit_manager, send, field, typed, told):
    page = send(unit_manager, "/funding/funds/local/2024/set/", TERMS | {field: typed})
    assert told in page.content.decode()
    assert not FundYear.objects.exists()


def test_a_year_s_terms_change_with_a_reason_and_on_what_is_there(fund_year, allocation, unit_manager, send):
    address, form = "/funding/funds/local/2024/set/", TERMS | {"base": "1"}
    assert "Say why it changes" in send(unit_manager, address, form | {"reason": ""}).words
    less = send(unit_manager, address, form | {"amount": "4,999.99", "reason": "Less."})
    assert "£5,000.00 of it is allocated already" in less.words
    page = send(unit_manager, address, form | {"reason": "More came."})
    assert "of £2,000,000.00 is allocated" in page.words
    late = send(unit_manager, address, form | {"amount": "7,000", "reason": "Mine."})
    assert "Unit manager changed this first" in late.words
    assert FundYear.objects.count() == 2


def test_the_periods_stay_once_there_are_claims(bring, unit_manager, send):
    bring(State.CERTIFIED, Q1)
    form = TERMS | {"base": "1", "reason": "Monthly is better.", "months": "1"}
    assert (
        "Claims have been made by the present periods"
        in send(unit_manager, "/funding/funds/local/2024/set/", form).words
    )


def test_a_variation(bring, allocation, unit_manager, send):
    bring(State.CERTIFIED, Q1, pay="3000.00")
    form = {"base": "0", "token": str(uuid.uuid4()), "change": "-2,000.01", "reason": "Less was needed."}
    assert "£3,000.00 of it is claimed already" in send(unit_manager, ROW, form).words
    assert "Enter by how much it changes" in send(unit_manager, ROW, form | {"change": "0"}).words
    assert "Say why the allocation changes" in send(unit_manager, ROW, form | {"reason": ""}).words
    assert "is left to allocate" in send(unit_manager, ROW, form | {"change": "95,000.01"}).words
    for _time in range(2):  # the same form twice
        assert "£3,000.00 is allocated" in send(unit_manager, ROW, form | {"change": "-2,000"}).words
    assert Variation.objects.get().change == Decimal("-2000.00")
    late = send(unit_manager, ROW, form | {"token": str(uuid.uuid4()), "change": "1"})
    assert "changed this first" in late.words
    assert AuditEvent.objects.get(action="allocation.varied").organisation == "avon-and-somerset"


def plan_form(**boxes):
    return {"base": "0", "reason": ""} | boxes


def test_a_plan_adds_up_to_the_penny(allocation, unit_manager, lead, send, see):
    boxes = {"n-2024-04-pay": "1,000.01", "n-2024-07-training": "3,999.98"}
    page = send(unit_manager, f"{ROW}plan/", plan_form(**boxes))
    assert "add up to £4,999.99, £0.01 off the allocation of £5,000.00" in page.words
    assert 'value="3,999.98"' in page.content.decode()
    assert "is short for an amount" in send(unit_manager, f"{ROW}plan/", plan_form(**{"n-2024-04-pay": "5k"})).words
    page = send(unit_manager, f"{ROW}plan/", plan_form(**boxes, add_up="1"))
    assert "The boxes add up to £4,999.99 of £5,000.00" in page.words
    page = send(unit_manager, f"{ROW}plan/", plan_form(**boxes | {"n-2024-04-pay": "1,000.02"}))
    assert "The plan is recorded" in page.words
    assert sum(line.amount for line in Plan.objects.get().lines.all()) == allocation.amount
    claim = see(lead, "/organisations/avon-and-somerset/funding/local/2024/2024-04-01/claim/")
    assert "Pay and on-costs nothing entered £1,000.02" in re.sub(r"\s+", " ", claim.words)
    for who, address in ((unit_manager, ROW), (lead, "/organisations/avon-and-somerset/funding/local/2024/")):
        assert "Planned spend, recorded by Unit manager" in see(who, address).words
        rows = see(who, address, list="plan", _export="csv").content.decode("utf-8-sig").split("\r\n")
        assert rows[0] == "Category,from April 2024,from July 2024,from October 2024,from January 2025,Year"
        assert rows[1] == "Pay and on-costs,1000.02,0.00,0.00,0.00,1000.02"


def test_published_totals(unit_manager, unit, send, see):
    form = {"amount": "1,000,000", "wording": "£1 million", "period": "", "scope": "A pilot", "source": "Hansard",
            "known_from_day": "", "known_from_month": "", "known_from_year": ""}  # fmt: skip
    assert "Published totals" in send(unit_manager, "/funding/published/add/", form).words
    row = PublishedTotal.objects.get(scope="A pilot")
    assert "A pilot" in see(unit, "/funding/").words
    page = send(unit_manager, f"/funding/published/{row.code}/", form | {"wording": "£1.0 million"})
    assert "£1.0 million" in page.words
    assert AuditEvent.objects.filter(action="publishedtotal.set").latest("pk").before["wording"] == "£1 million"
    wrong = send(unit_manager, "/funding/published/add/", form | {"amount": "1m", "scope": ""})
    assert "Write it in full" in wrong.words
    assert "Say what it covers" in wrong.words


@pytest.mark.parametrize("address", ["/funding/funds/add/", "/funding/funds/local/2024/set/", f"{ROW}plan/",
                                     "/funding/funds/local/2024/allocate/", "/funding/published/add/"])  # fmt: skip
def test_in_the_past_nothing_is_set(allocation, unit_manager, client, address):
    client.force_login(unit_manager)
    answer = client.get(address, {"as-at": "2024-06-01"})
    assert answer.status_code == 302
    assert "as-at=2024-06-01" in answer.url
    assert client.post(f"{address}?as-at=2024-06-01", {}).status_code == 403
    assert Fund.objects.count() == 1


def test_the_unit_s_list_of_claims(bring, fill, lead, unit, see):
    bring(State.CERTIFIED, Q1)
    assert "1 claim is with the Joint Unit" in see(unit, "/funding/claims/").words
    assert "No claim is as you chose" in see(unit, "/funding/claims/", state="paid").words
    late = see(unit, "/funding/claims/", state="missing", year="2024")
    assert "3 claims" in late.words
    assert "Not claimed, late" in late.words
    assert "4 claims" in see(unit, "/funding/claims/", state="all").words
