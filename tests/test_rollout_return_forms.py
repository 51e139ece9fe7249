"""What people do with a return, and what they are told when it cannot be done."""

import datetime as dt

import pytest
import time_machine

from rollout import actions
from rollout.models import Omission, Return, Update
from rollout.scales import Confidence, State, Verdict
from tests.layout import laid_out
from tests.plugins.returns import NOW, TODAY, mark_ready, seen

PAGE = "/organisations/avon-and-somerset/returns/2024-01-01/"
TOKEN = "6f1c1bb4-7a0c-4ab7-9d55-0d9a3b1f5a11"
LAST_YEAR = dt.datetime(2023, 12, 1, 12, tzinfo=dt.UTC)
MARCH = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=4)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


@pytest.fixture
def reported_last_year(say):
    return [say(("avon-and-somerset", code), at=LAST_YEAR) for code in ("P1-1", "P1-2", "P3-1")]


def reasons(page, text="The lead was away."):
    return {field.html_name: text for _item, field in page.context["form"].rows}


def to_mark_ready(see, lead):
    return {"seen": "0", "token": TOKEN} | reasons(see(lead, f"{PAGE}ready/"))


# Confirming several


def test_what_is_ticked_is_confirmed_each_by_name(see, send, contributor, period, reported_last_year):
    page = see(contributor, f"{PAGE}confirm/")
    assert "3 standards were reported before and are missing from this return." in page.words
    assert " checked" not in laid_out(page.content.decode())
    answer = send(contributor, f"{PAGE}confirm/", {"token": TOKEN, "confirm": ["P1-1.1", "P3-1.1"]})
    assert "2 standards are confirmed unchanged." in answer.words
    confirmed = Update.objects.filter(kind="confirmed", recorded_by=contributor)
    assert sorted(confirmed.values_list("commitment__standard__code", flat=True)) == ["P1-1", "P3-1"]


def test_a_theme_stands_for_what_was_shown_of_it(send, lead, period, reported_last_year):
    send(lead, f"{PAGE}confirm/", {"token": TOKEN, "shown": ["P1-1.1", "P1-2.1", "P3-1.1"], "theme": ["P1"]})
    confirmed = Update.objects.filter(kind="confirmed").values_list("commitment__standard__code", flat=True)
    assert sorted(confirmed) == ["P1-1", "P1-2"]


def test_the_same_form_twice_confirms_once(send, lead, period, reported_last_year):
    for _twice in range(2):
        answer = send(lead, f"{PAGE}confirm/", {"token": TOKEN, "confirm": ["P1-1.1", "P1-2.1"]})
        assert "2 standards are confirmed unchanged." in answer.words
    assert Update.objects.filter(kind="confirmed").count() == 2


def test_all_or_nothing_when_somebody_recorded_in_between(send, lead, period, reported_last_year, say):
    say(("avon-and-somerset", "P1-2"), at=NOW)
    answer = send(lead, f"{PAGE}confirm/", {"token": TOKEN, "confirm": ["P1-1.1", "P1-2.1"], "theme": ["P3"]})
    assert "Nothing was recorded: somebody recorded an update while you had the page open." in answer.words
    assert "P1-2 " in answer.words
    assert "Recorder, 15 April 2024 at 10am" in answer.words
    text = laid_out(answer.content.decode())
    assert 'value="P1-1.1" aria-describedby="said-P1-1" checked' in text
    assert not Update.objects.filter(kind="confirmed").exists()


@pytest.mark.parametrize("data", [{}, {"confirm": "P9-9.1"}, {"confirm": "P1-1.x"}, {"theme": "P1"}])
def test_nothing_ticked_is_said(send, lead, period, reported_last_year, data):
    answer = send(lead, f"{PAGE}confirm/", {"token": TOKEN} | data)
    assert "Tick at least one standard that has not changed" in answer.words


def test_a_form_that_did_not_arrive_whole_confirms_nothing(send, lead, period, reported_last_year):
    answer = send(lead, f"{PAGE}confirm/", {"token": "x", "confirm": "P1-1.1"})
    assert "This form did not arrive whole." in answer.words
    assert not Update.objects.filter(kind="confirmed").exists()


def test_what_was_never_reported_is_not_offered(see, lead, period):
    assert "Nothing is left to confirm" in see(lead, f"{PAGE}confirm/").words


def test_after_the_sign_off_nothing_is_confirmed(see, send, lead, signed, reported_last_year):
    assert see(lead, f"{PAGE}confirm/").url == PAGE
    answer = send(lead, f"{PAGE}confirm/", {"token": TOKEN, "confirm": "P1-1.1"})
    assert "This return was signed off while you had the page open. Nothing was recorded." in answer.words


def test_the_unit_confirms_on_behalf(send, unit, period, reported_last_year):
    send(unit, f"{PAGE}confirm/", {"token": TOKEN, "confirm": "P1-1.1"})
    assert Update.objects.get(kind="confirmed").on_behalf


# Ready for sign-off


def test_ready_with_a_reason_for_each(see, send, lead, period):
    answer = send(lead, f"{PAGE}ready/", to_mark_ready(see, lead))
    assert "Marked ready for sign-off. A chief officer reads and signs it next." in answer.words
    assert Return.objects.get().state == State.READY
    assert Omission.objects.count() == 20


def test_the_form_that_opens_the_return_may_arrive_twice(see, send, lead, period):
    data = to_mark_ready(see, lead)
    for _twice in range(2):
        assert "Marked ready for sign-off." in send(lead, f"{PAGE}ready/", data).words
    assert seen(Return.objects.get()) == 2


def test_a_missing_reason_is_said_and_the_others_are_kept(see, send, lead, period, commitment):
    data = to_mark_ready(see, lead) | {f"reason_{commitment.pk}": ""}
    answer = send(lead, f"{PAGE}ready/", data)
    assert answer.words.count("Say why P1-1 is missing, or record where it stands") == 2  # in the summary and beside it
    assert answer.content.decode().count("The lead was away.</textarea>") == 19
    assert not Return.objects.exists()


def test_a_reason_that_looks_like_a_case_is_asked_about(see, send, lead, period, commitment):
    assert "I have checked" not in see(lead, f"{PAGE}ready/").words
    data = to_mark_ready(see, lead) | {f"reason_{commitment.pk}": "Call 07700 900123."}
    assert "a phone number (“07700 900123”)" in send(lead, f"{PAGE}ready/", data).words
    assert "Marked ready" in send(lead, f"{PAGE}ready/", data | {"checked": "on"}).words


def test_an_open_query_needs_an_answer_or_a_reason(see, lead, unit, chief_officer, say, force, period):
    update = say(("avon-and-somerset", "P1-1"), at=MARCH)
    found = mark_ready(force, period, by=lead)
    actions.sign(of_return=found, by=chief_officer, seen=seen(found), seen_update=update.pk, today=TODAY, now=NOW)
    actions.review(of_return=found, update=update, verdict=Verdict.QUERY, comment="Who?", by=unit, now=LATER)
    actions.ask_for_changes(of_return=found, by=unit, seen=seen(found), comment="See it.", now=LATER)
    page = see(lead, f"{PAGE}ready/").words
    assert "20 standards need a reason each." in page
    assert "Why is the query not answered yet?" in page


def test_a_rule_that_stops_is_said(see, send, lead, period, say, unit_manager):
    say(("avon-and-somerset", "P1-1"), status=4, at=MARCH)
    actions.set_rule_start(rule="evidence-in-place", stops_from=TODAY, reason="Agreed.", by=unit_manager, now=NOW)
    answer = send(lead, f"{PAGE}ready/", to_mark_ready(see, lead))
    assert "This is not so for P1-1." in answer.words
    assert not Return.objects.exists()


def test_a_stale_form_is_told_what_happened_and_keeps_what_was_typed(see, send, lead, period, force, chief_officer):
    data = to_mark_ready(see, lead)
    found = mark_ready(force, period, by=lead)
    actions.give_back(of_return=found, by=chief_officer, seen=seen(found), comment="Say more.", now=LATER)
    answer = send(lead, f"{PAGE}ready/", data)
    assert "Chief officer came first: the return is now in draft." in answer.words
    assert "Say more." in answer.words
    assert answer.content.decode().count("The lead was away.</textarea>") == 20
    assert answer.context["form"]["seen"].value() == "3"


def test_reasons_given_before_are_not_typed_again(see, lead, ready, chief_officer):
    actions.give_back(of_return=ready, by=chief_officer, seen=seen(ready), comment="Say more.", now=LATER)
    assert see(lead, f"{PAGE}ready/").content.decode().count("The lead was away.</textarea>") == 20


def test_a_period_that_has_not_begun_cannot_be_ready(see, send, lead, period, clock):
    clock.move_to(dt.datetime(2023, 12, 20, 9, tzinfo=dt.UTC))
    assert see(lead, f"{PAGE}ready/").url == PAGE
    answer = send(lead, f"{PAGE}ready/", {"seen": "0", "token": TOKEN})
    assert answer.status_code == 200
    assert not Return.objects.exists()


# Back


def test_the_lead_takes_back_with_one_click(send, lead, ready):
    assert "Taken back." in send(lead, f"{PAGE}back/", {"seen": "2"}).words
    ready.refresh_from_db()
    assert ready.state == State.DRAFT


def test_the_chief_officer_says_what_has_to_change(send, chief_officer, lead, ready, see):
    answer = send(chief_officer, f"{PAGE}back/", {"seen": "2", "token": TOKEN})
    assert "Say what has to change, so that the lead can act on it" in answer.words
    data = {"seen": "2", "token": TOKEN, "comment": "P1-1 is not so."}
    for _twice in range(2):
        assert "Handed back." in send(chief_officer, f"{PAGE}back/", data).words
    assert "Handed back , Chief officer, 15 April 2024 at 2pm P1-1 is not so." in see(lead, PAGE).words


def test_handing_back_what_was_taken_back_keeps_the_words(send, chief_officer, lead, ready):
    actions.give_back(of_return=ready, by=lead, seen=2, now=LATER)
    answer = send(chief_officer, f"{PAGE}back/", {"seen": "2", "token": TOKEN, "comment": "P1-1 is not so."})
    assert "Lead came first: the return is now in draft." in answer.words
    assert "What you wrote, not sent P1-1 is not so." in answer.words


# Sign-off


def test_signing_needs_the_declaration(send, chief_officer, ready):
    answer = send(chief_officer, f"{PAGE}sign/", {"seen": "2", "seen_update": "0"})
    assert "Tick to say that you have read the return" in answer.words
    ready.refresh_from_db()
    assert ready.state == State.READY


def test_signed_once_and_what_comes_next_is_said(send, chief_officer, ready):
    for _twice in range(2):
        answer = send(chief_officer, f"{PAGE}sign/", {"seen": "2", "seen_update": "0", "declared": "on"})
        assert "Signed off. The Joint Unit reviews it next." in answer.words
    assert seen(ready) == 3


def test_what_was_recorded_meanwhile_is_shown_and_nothing_signed(send, chief_officer, ready, say):
    update = say(("avon-and-somerset", "P1-1"), at=NOW)
    answer = send(chief_officer, f"{PAGE}sign/", {"seen": "2", "seen_update": "0", "declared": "on"})
    assert "Recorded after you opened the page. Nothing is signed yet." in answer.words
    form = answer.context["form"]
    assert (form["seen_update"].value(), form["declared"].value()) == (str(update.pk), False)
    ready.refresh_from_db()
    assert ready.state == State.READY
    assert 'name="declared" id="id_declared" checked' not in laid_out(answer.content.decode())


def test_what_was_taken_back_meanwhile_cannot_be_signed(send, chief_officer, lead, ready):
    actions.give_back(of_return=ready, by=lead, seen=2, now=LATER)
    answer = send(chief_officer, f"{PAGE}sign/", {"seen": "2", "seen_update": "0", "declared": "on"})
    assert "Lead came first: the return is now in draft." in answer.words
    assert ">Sign off</button>" not in laid_out(answer.content.decode())


def test_nothing_to_sign_before_it_is_ready(see, send, chief_officer, period):
    assert see(chief_officer, f"{PAGE}sign/").url == PAGE
    answer = send(chief_officer, f"{PAGE}sign/", {"seen": "0", "seen_update": "0", "declared": "on"})
    assert "This return is not ready for sign-off." in answer.words


def test_what_changed_since_the_last_accepted_comes_first(see, lead, chief_officer, accepted, force, following, say):
    update = say(("avon-and-somerset", "P1-1"), status=2, confidence=Confidence.RED, at=LATER)
    mark_ready(force, following, by=lead, now=LATER)
    page = see(chief_officer, "/organisations/avon-and-somerset/returns/2024-04-01/sign/")
    assert "1 of 20 standards changed since the return for January to March 2024, the last" in page.words
    assert [item.position for item, _update in page.context["changed"]] == [update]
    assert page.context["moved_up"] == 1
    assert "Two posts are vacant." in page.words


def test_a_chief_officer_is_taken_to_what_is_ready(see, chief_officer, lead, ready):
    owed = "/organisations/avon-and-somerset/commitments/"
    assert "is ready for you to sign off." in see(chief_officer, owed).words
    assert "is ready for you to sign off." in see(chief_officer, "/organisations/avon-and-somerset/").words
    assert "is ready for you to sign off." not in see(lead, owed).words


# Correction, and recording after the sign-off


def test_a_correction_is_a_new_revision_with_a_reason(send, lead, accepted):
    assert "Say why the accepted return has to be corrected" in send(lead, f"{PAGE}correct/", {"token": TOKEN}).words
    for _twice in range(2):
        answer = send(lead, f"{PAGE}correct/", {"token": TOKEN, "reason": "A date was wrong."})
        assert "Revision 2 is open: correct what was signed wrongly. What was accepted stays as it is." in answer.words
    assert list(Return.objects.values_list("revision", "state")) == [(1, "accepted"), (2, "draft")]


def test_a_second_correction_is_refused_and_its_words_kept(send, lead, unit_manager, accepted):
    send(unit_manager, f"{PAGE}correct/", {"token": TOKEN, "reason": "Ours."})
    answer = send(lead, f"{PAGE}correct/", {"token": TOKEN, "reason": "A date was wrong."})
    assert "This one is still open." in answer.words
    assert "A date was wrong.</textarea>" in laid_out(answer.content.decode())


def test_what_is_recorded_after_the_sign_off_is_said_not_to_be_part_of_it(send, lead, signed, say):
    say(("avon-and-somerset", "P1-1"), at=MARCH)
    confirm = "/organisations/avon-and-somerset/commitments/P1-1/confirm/"
    answer = send(lead, confirm, {"base": "1", "token": TOKEN})
    said = "It is not part of the return for January to March 2024, which was signed off on 15 April 2024."
    assert said in answer.words


def test_what_is_not_part_of_what_was_signed_is_said_to_readers(see, unit, contributor, area_lead, signed, say):
    say(("avon-and-somerset", "P1-1"), at=signed.signed_at)
    page = "/organisations/avon-and-somerset/commitments/P1-1/"
    assert "It is not part of the return for January to March 2024" in see(contributor, page).words
    assert "It is not part of the return for January to March 2024" in see(unit, page).words
    assert "not part of" not in see(unit, f"{page}?as-at=2024-04-14").words
    assert "not part of" not in see(unit, "/organisations/avon-and-somerset/commitments/P1-2/").words
    assert "not part of" not in see(area_lead, page).words


def test_nothing_is_said_of_a_return_long_accepted(send, lead, accepted, say, clock):
    say(("avon-and-somerset", "P1-1"), at=MARCH)
    confirm = "/organisations/avon-and-somerset/commitments/P1-1/confirm/"
    assert "not part of" not in send(lead, confirm, {"base": "1", "token": TOKEN}).words


@pytest.mark.parametrize("address", ["confirm/", "ready/", "back/", "sign/", "correct/"])
def test_nothing_is_done_in_the_past(client, accepted, lead, chief_officer, address):
    client.force_login(chief_officer if address == "sign/" else lead)
    assert client.post(f"{PAGE}{address}?as-at=2024-04-14", {}).status_code == 403
    assert client.get(f"{PAGE}{address}?as-at=2024-04-14").url == f"{PAGE}?as-at=2024-04-14"
