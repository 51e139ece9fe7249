"""A claim as its people make it: filled in, certified, queried, approved, paid; and what goes wrong on the way."""

import datetime as dt
import re
import uuid
from decimal import Decimal

import pytest

from funding import actions
from funding.models import Claim, ClaimEvidence, ClaimVersion, Forecast, Statement
from funding.scales import State
from tests.plugins.funding import NOW, Q1, Q2, SPENT, go

PAGE = "/organisations/avon-and-somerset/funding/local/2024/"
FIRST, SECOND = f"{PAGE}2024-04-01/claim/", f"{PAGE}2024-07-01/claim/"


def figures(*, base=0, forecast="4,000", note="", **lines):
    said = {name: str(amount) for name, amount in SPENT.items()} | lines
    return said | {"base": base, "token": str(uuid.uuid4()), "forecast": forecast, "note": note}


def test_the_whole_way_on_the_pages(allocation, lead, contributor, finance_officer, unit, unit_manager, see, send):
    assert "Nothing is claimed" in see(contributor, FIRST).words
    saved = send(contributor, f"{FIRST}fill/", figures(pay="£1,000.10"))
    assert "Saved. Nothing is claimed yet" in saved.words
    assert "£1,200.60 so far, in draft with Avon and Somerset" in saved.words
    assert Forecast.objects.get().amount == Decimal("4000.00")
    sent = send(contributor, f"{FIRST}send/", {"seen": 1})
    assert "Your chief finance officer certifies it next" in sent.words
    refused = send(finance_officer, f"{FIRST}certify/", {"seen": 2})
    assert "Tick to say that the declaration is yours" in refused.words
    certified = send(finance_officer, f"{FIRST}certify/", {"seen": 2, "declared": "on"})
    assert "£1,200.60, certified, and now with the Joint Unit" in certified.words
    assert "Say why" in send(unit, f"{FIRST}query/", {"seen": 3, "comment": " "}).words
    send(unit, f"{FIRST}query/", {"seen": 3, "comment": "What is the £0.30 for?"})
    asked = see(lead, FIRST)
    assert "What is the £0.30 for?" in asked.words
    assert "Send the answer" in asked.words
    send(lead, f"{FIRST}answer/", {"seen": 4, "comment": "A stamp."})
    send(unit, f"{FIRST}approve/", {"seen": 5})
    paid = send(unit_manager, f"{FIRST}pay/", {"seen": 6})
    assert "£1,200.60, paid." in paid.words
    assert "Certified by Finance officer" in paid.words
    moves = Claim.objects.get().events.order_by("number").values_list("state", flat=True)
    assert list(moves) == ["draft", "ready", "certified", "queried", "certified", "approved", "paid"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("8m", "“8m” is short for an amount. Write it in full, like 8,000,000"),
        ("1.005", "“1.005” has more than two decimals"),
        ("-5", "only a recovery may be below 0"),
        ("N/A", "“N/A” is not an amount"),
        ("", "Enter what was spent on “Pay and on-costs”, or 0"),
        ("99999999999", "“99999999999” is too large"),
    ],
)
def test_what_is_typed_wrong_is_told_and_kept(allocation, lead, send, typed, told):
    page = send(lead, f"{FIRST}fill/", figures(pay=typed, training="12.34", note="Keep me."))
    assert told in page.words
    assert "There is a problem" in page.words
    text = page.content.decode()
    assert 'value="12.34"' in text
    assert "Keep me." in text
    assert not ClaimVersion.objects.exists()


def test_past_the_allocation_it_is_told_by_how_much_and_nothing_is_lost(allocation, lead, send):
    page = send(lead, f"{FIRST}fill/", figures(pay="5,000.00", forecast="6,000"))
    assert "£5,200.50, which is £200.50 more than the allocation of £5,000.00" in page.words
    assert 'value="5,000.00"' in page.content.decode()
    assert not Claim.objects.exists()


def test_at_certifying_the_database_s_refusal_is_told(fill, lead, finance_officer, send, see):
    for quarter in (Q1, Q2):
        go(fill(quarter, pay="3000.00"), State.READY, by=lead)
    send(finance_officer, f"{FIRST}certify/", {"seen": 2, "declared": "on"})
    warned = see(finance_officer, f"{SECOND}certify/")
    assert "£2,000.00 of the allocation is unclaimed, £1,000.00 less than this" in warned.words
    page = send(finance_officer, f"{SECOND}certify/", {"seen": 2, "declared": "on"})
    assert "£1,000.00 more than the allocation of £5,000.00. Nothing was recorded" in page.words
    assert Claim.objects.get(starts=Q2).state == State.READY


def test_who_saves_second_sees_the_first_s_figures_and_keeps_their_own(allocation, lead, contributor, send):
    send(lead, f"{FIRST}fill/", figures(pay="11.00"))
    mine = figures(pay="22.00")
    page = send(contributor, f"{FIRST}fill/", mine)
    assert "Somebody saved this claim while you were writing" in page.words
    assert "Theirs: £11.00." in page.words
    assert 'value="22.00"' in page.content.decode()
    base = re.search(r'name="base" value="(\d+)"', page.content.decode())
    again = send(contributor, f"{FIRST}fill/", mine | {"base": base[1]})
    assert "Saved" in again.words
    assert ClaimVersion.objects.count() == 2


def test_who_decides_second_is_told_who_came_first(bring, unit, unit_manager, send):
    bring(State.CERTIFIED)
    send(unit, f"{FIRST}approve/", {"seen": 3, "comment": "Fine."})
    page = send(unit_manager, f"{FIRST}return/", {"seen": 3, "comment": "Take the VAT out."})
    assert "Unit came first: the claim is now approved" in page.words
    assert "Take the VAT out." in page.content.decode()
    assert Claim.objects.get().state == State.APPROVED


def test_in_the_past_nothing_can_be_recorded(bring, lead, unit, see, client):
    bring(State.CERTIFIED)
    past = {"as-at": "2024-11-19"}
    page = see(unit, FIRST, **past)
    assert "Nothing is claimed yet" in page.words
    assert "Approve" not in page.words
    for who, step in ((lead, "fill"), (lead, "evidence"), (unit, "approve")):
        moved = see(who, f"{FIRST}{step}/", **past)
        assert (moved.status_code, moved.url) == (302, f"{FIRST}?as-at=2024-11-19")
    client.force_login(unit)
    assert client.post(f"{FIRST}approve/?as-at=2024-11-19", {"seen": 3}).status_code == 403


def test_an_observer_reads_amounts_but_no_words(bring, fill, unit, observer, see, lead):
    claim = bring(State.CERTIFIED, note="Between us.")
    go(claim, State.QUERIED, by=unit, comment="A word to the force.")
    page = see(observer, FIRST)
    assert "£1,200.60" in page.words
    assert "Between us." not in page.words
    assert "A word to the force." not in page.words
    assert "Between us." in see(lead, FIRST).words


def test_evidence_once_and_never_for_others(fill, lead, send, see):
    fill()
    form = {"token": str(uuid.uuid4()), "title": "Invoice", "link": "https://example.org/1", "speaks_for_day": "1",
            "speaks_for_month": "5", "speaks_for_year": "2024"}  # fmt: skip
    for _time in range(2):
        assert "Invoice" in send(lead, f"{FIRST}evidence/", form).words
    assert ClaimEvidence.objects.count() == 1
    assert "Enter a title for the evidence" in send(lead, f"{FIRST}evidence/", form | {"title": ""}).words


def test_a_recovery_is_offered_once_money_counts(bring, lead, finance_officer, see, send):
    bring(State.PAID)
    assert "Give money of it back" in see(lead, FIRST).words
    address = f"{PAGE}2024-04-01/recovery/"
    wrong = send(lead, f"{address}fill/", figures(pay="-10", training="5", technology="", services="", other=""))
    assert "A recovery gives money back" in wrong.words or "Say why the money is given back" in wrong.words
    lines = {"pay": "-10.50", "training": "", "technology": "", "services": "", "other": ""}
    saved = send(lead, f"{address}fill/", figures(note="Paid twice.", **lines))
    assert "Recovery for April to June 2024" in saved.words
    send(lead, f"{address}send/", {"seen": 1})
    send(finance_officer, f"{address}certify/", {"seen": 2, "declared": "on"})
    assert Claim.objects.get(kind="recovery").amount == Decimal("-10.50")


def test_a_forecast_by_itself(allocation, lead, send, time_machine):
    time_machine.move_to(NOW)
    form = {"amount": "4,500.50", "note": "", "token": str(uuid.uuid4())}
    assert "Your forecast is recorded" in send(lead, f"{PAGE}forecast/", form).words
    assert "is short for an amount" in send(lead, f"{PAGE}forecast/", form | {"amount": "4k"}).words
    assert Forecast.objects.get().amount == Decimal("4500.50")


def test_the_statement_is_the_finance_officer_s_once_the_year_is_over(bring, finance_officer, lead, send, see):
    bring(State.PAID)
    assert "Sign the statement" not in see(lead, f"{PAGE}statement/").words
    assert "Sign the statement" in see(finance_officer, f"{PAGE}statement/").words
    form = {"base": 0, "spent": "1,200.60", "note": "", "declared": "on"}
    page = send(finance_officer, f"{PAGE}statement/", form)
    assert "£1,200.60 was spent, says Finance officer" in page.words
    assert "That is what is claimed" in page.words
    again = send(finance_officer, f"{PAGE}statement/", form | {"spent": "1,000.00", "base": 1, "reason": ""})
    assert "Say why the statement is corrected" in again.words
    page = send(finance_officer, f"{PAGE}statement/", form | {"spent": "1,000.00", "base": 1, "reason": "A slip."})
    assert "£200.60 more than was spent. It has to be given back" in page.words
    assert Statement.objects.count() == 2


def test_a_statement_waits_for_the_year_to_end(allocation, finance_officer):
    common = {"allocation": allocation, "spent": Decimal("1.00"), "by": finance_officer, "base": 0}
    with pytest.raises(actions.RuleBroken, match="from 1 April on"):
        actions.sign_statement(today=dt.date(2025, 3, 31), **common)
    assert actions.sign_statement(today=dt.date(2025, 4, 1), **common).version == 1


def test_a_force_with_no_grant_is_told_that_this_is_normal(force, lead, see):
    page = see(lead, "/organisations/avon-and-somerset/funding/")
    assert "has no allocation on record. That is normal" in page.words


def test_the_force_s_own_page_and_its_downloads(bring, fill, lead, see, client, time_machine):
    time_machine.move_to(NOW)
    bring(State.PAID)
    fill(Q2, pay="10.00")
    page = see(lead, "/organisations/avon-and-somerset/funding/")
    assert "£1,200.60 of the £5,000 that Avon and Somerset's policing body has for 2024 to 2025" in page.words
    assert "£3,799.40 can still be claimed for spend up to 31 March 2025" in page.words
    csv = see(lead, "/organisations/avon-and-somerset/funding/", _export="csv").content.decode("utf-8-sig")
    assert "April to June 2024,Claim,Paid,1200.60," in csv
    assert "October to December 2024,Claim,Not claimed yet,nothing claimed," in csv
    for file_format in ("csv", "xlsx", "ods"):
        for address in (PAGE, FIRST, "/organisations/avon-and-somerset/funding/"):
            assert client.get(address, {"_export": file_format})["Content-Disposition"].endswith(f'.{file_format}"')


def test_each_is_told_what_waits_for_them(fill, lead, finance_officer, unit, see, time_machine):
    time_machine.move_to(NOW + dt.timedelta(days=7))
    page, claim = "/organisations/avon-and-somerset/funding/", fill(Q1)
    assert "April to June 2024: Check before the finance officer certifies" in see(lead, page).words
    go(claim, State.READY, by=lead)
    assert "Waiting for you" not in see(lead, page).words
    assert "April to June 2024: Certify the claim" in see(finance_officer, page).words
    go(claim, State.CERTIFIED, by=finance_officer)
    assert "Waiting for you" not in see(finance_officer, page).words
    assert "April to June 2024: Approve the claim" in see(unit, page).words
    assert "Waiting for you" not in see(unit, page, **{"as-at": "2024-11-25"}).words


def test_a_statement_waits_once_the_year_is_over(allocation, finance_officer, lead, see, time_machine):
    page, words = "/organisations/avon-and-somerset/funding/", "2024 to 2025: Sign the year-end statement"
    time_machine.move_to(dt.datetime(2025, 3, 31, 12, tzinfo=dt.UTC))
    assert words not in see(finance_officer, page).words
    time_machine.move_to(dt.datetime(2025, 4, 1, 12, tzinfo=dt.UTC))
    assert words in see(finance_officer, page).words
    assert words not in see(lead, page).words
