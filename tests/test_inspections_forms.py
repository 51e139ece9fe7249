"""Answering, verifying and keeping inspections on the pages: what is asked, what is refused, and nothing is lost."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from inspections.models import Addressee, Finding, Inspection, Response, StatutoryResponse, Verification
from inspections.scales import Stage

OWN = "/organisations/avon-and-somerset/inspections/"
R3 = OWN + "hmicfrs-2024/findings/R3/"
PAGE = "/inspections/hmicfrs-2024/"
SAID = {"stage": "progress", "owner": "Head of learning", "note": "Half are trained."}


def filled(base=0, **said):
    return {"token": str(uuid.uuid4()), "base": str(base)} | said


def date(name, day):
    day = dt.date.fromisoformat(day)
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_a_lead_says_where_it_stands_and_the_page_says_what_happens_next(see, send, lead, ours):
    page = send(lead, f"{R3}respond/", filled(**SAID, **date("expected", "2026-12-31")))
    assert "Your answer is recorded. The Joint Unit and HMICFRS see it now." in page.words
    assert "Avon and Somerset says in progress" in page.words
    assert "Expected by 31 December 2026." in page.words
    assert "Half are trained." in page.words
    row = Response.objects.get()
    assert (row.stage, row.owner, row.on_behalf, row.recorded_by) == ("progress", "Head of learning", False, lead)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Select where it stands"),
        ({"stage": "verified"}, "Select where it stands"),
        ({"stage": "progress"}, "Say who in your organisation owns this."),
        ({"stage": "complete", "owner": "Me"}, "Say what shows that it is complete."),
        ({"stage": "not_ours"}, "Say why it is not yours."),
        ({"stage": "progress", "owner": "Me", **date("expected", "2025-02-28"), "expected_day": "30"}, "real date"),
        ({"stage": "progress", "owner": "x" * 121}, "120"),
        ({"stage": "progress", "owner": "Me", "note": "Crime 52/1234/24 is done."}, "looks as if it holds"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(send, lead, ours, said, why):
    page = send(lead, f"{R3}respond/", filled(**said))
    assert why in page.words
    assert said.get("note", "") in page.content.decode()
    assert not Response.objects.exists()


@pytest.mark.parametrize("broken", [{"base": ""}, {"base": "-1"}, {"base": "x"}, {"token": "x"}, {"base": "7"}])
def test_a_form_that_did_not_arrive_whole_records_nothing(send, lead, ours, broken):
    page = send(lead, f"{R3}respond/", filled() | SAID | broken)
    assert "did not arrive whole" in page.words
    assert not Response.objects.exists()


def test_of_two_at_once_the_second_reads_the_first_and_loses_nothing(send, lead, contributor, ours):
    send(contributor, f"{R3}respond/", filled(**SAID))
    page = send(lead, f"{R3}respond/", filled(**SAID | {"note": "All are trained."}))
    assert "This was recorded while you were writing." in page.words
    assert "Half are trained." in page.words
    assert "All are trained." in page.content.decode()
    assert Response.objects.count() == 1
    again = send(lead, f"{R3}respond/", filled(1, **SAID | {"note": "All are trained."}))
    assert "Your answer is recorded" in again.words
    assert [row.number for row in Response.objects.all()] == [1, 2]


def test_the_same_form_sent_twice_records_once(send, lead, ours):
    form = filled(**SAID)
    for _time in range(2):
        assert "Your answer is recorded" in send(lead, f"{R3}respond/", form).words
    assert Response.objects.count() == 1


def test_a_contributor_is_told_who_completes(send, contributor, ours):
    page = send(contributor, f"{R3}respond/", filled(stage="complete", owner="Me", evidence="Records."))
    assert "Only the lead says that a response is complete or not yours." in page.words


def test_the_unit_answers_on_behalf_and_for_national_bodies(see, send, unit, unit_manager, ours, r3):
    assert "recorded this on its behalf" in see(unit, f"{R3}respond/").words
    assert "Recorded by the Joint Unit on its behalf." in send(unit, f"{R3}respond/", filled(**SAID)).words
    send(unit_manager, f"{PAGE}findings/R3/issue/", {"scope": "national", "bodies": ["npcc"], "do": "issue"})
    body = f"{PAGE}findings/R3/bodies/npcc/"
    page = send(unit, f"{body}respond/", filled(stage="complete", owner="Lead for rape", evidence="A circular."))
    assert "National Police Chiefs' Council says complete, it says" in page.words
    assert "somebody else has to verify it" in see(unit, f"{body}verify/").words
    page = send(unit_manager, f"{body}verify/", filled(1, seen=0, verified="yes"))
    assert "Joint Unit says: verified." in page.words


def test_an_inspector_verifies_and_says_what_is_missing(see, send, inspector, ours, answer):
    answer(ours, Stage.COMPLETE)
    assert "Verify it" in see(inspector, R3).words
    page = send(inspector, f"{R3}verify/", filled(1, seen=0, verified="no"))
    assert "Say what is missing, so that they can act on it" in page.words
    assert "Select whether you have verified it" in send(inspector, f"{R3}verify/", filled(1, seen=0)).words
    page = send(inspector, f"{R3}verify/", filled(1, seen=0, verified="no", comment="One site is missing."))
    assert "HMICFRS says: not verified." in page.words
    assert Verification.objects.get().voice == "inspectorate"


def test_a_verdict_on_what_somebody_changed_is_asked_again(send, inspector, unit, ours, answer, judge):
    answer(ours, Stage.COMPLETE)
    judge(ours, by=unit)
    form = filled(1, seen=0, verified="no", comment="One site is missing.")
    page = send(inspector, f"{R3}verify/", form)
    assert "Unit recorded this first" in page.words
    assert "Joint Unit: verified" in page.words
    assert "One site is missing." in page.content.decode()
    seen = Verification.objects.get().pk
    assert "HMICFRS says: not verified." in send(inspector, f"{R3}verify/", form | {"seen": seen}).words


def test_an_open_response_and_another_inspectorate_s_cannot_be_verified(see, ours, inspector, hmcpsi_inspector, answer):
    assert see(inspector, f"{R3}verify/").url == R3
    answer(ours, Stage.COMPLETE)
    assert see(hmcpsi_inspector, f"{R3}verify/").status_code == 403
    assert "Verify it" not in see(hmcpsi_inspector, R3).words


def test_comments_are_recorded_and_corrected(see, send, lead, ours):
    address = f"{OWN}hmicfrs-2024/comments/"
    assert "due by the end of 16 October 2024" in see(lead, address).words
    where = "https://example.org/comments"
    page = send(lead, address, filled(where=where, **date("published", "2024-08-21")))
    assert "Comments cannot be published before the report was." in page.words
    assert "Enter where they are published" in send(lead, address, filled(**date("published", "2024-10-10"))).words
    send(lead, address, filled(where=where, **date("published", "2024-10-10")))
    changed = filled(1, where=where, **date("published", "2024-10-11"))
    assert "Say why what was recorded before is corrected." in send(lead, address, changed).words
    send(lead, address, changed | {"reason": "Read wrongly."})
    assert [str(row.published) for row in StatutoryResponse.objects.all()] == ["2024-10-10", "2024-10-11"]
    late = filled(where=where, **date("published", "2024-10-12"), reason="Late.")
    assert "recorded this first" in send(lead, address, late).words


def test_the_manager_adds_an_inspection_with_milestones_findings_and_addressees(see, send, unit_manager, force):
    add, said = "/inspections/add/", {"title": "Return to two forces", "inspectorate": "hmicfrs", "source": "Letter"}
    assert "Select a thematic or a force inspection" in send(unit_manager, add, said | {"kind": "area"}).words
    said["kind"] = "force"
    assert "The inspection is added." in send(unit_manager, add, said).words
    assert "There is an inspection of this name" in send(unit_manager, add, said).words
    here = "/inspections/return-to-two-forces/"
    page = send(unit_manager, f"{here}inspected/", {"organisations": [force.slug], "source": "Letter"})
    assert "Inspected Avon and Somerset" in page.words
    send(unit_manager, f"{here}add-finding/", {"label": "C1", "kind": "concern"})
    page = send(unit_manager, f"{here}add-finding/", {"label": "R1", "kind": "recommendation", "parent": "C1"})
    assert "Now enter what it asks for" in page.words
    asked = {"base": 0, "text": "Train everybody.", "standards": ["P4-5"], "source": "The report"}
    page = send(unit_manager, f"{here}findings/R1/terms/", asked | date("due", "2027-03-31"))
    assert "P4-5" in page.words
    assert "carried by C1" in page.words
    page = send(unit_manager, f"{here}findings/R1/issue/", {"scope": "inspected"})
    assert "This opens 1 response." in page.words
    assert not Addressee.objects.exists()
    page = send(unit_manager, f"{here}findings/R1/issue/", {"scope": "inspected", "do": "issue"})
    assert "It is issued, and 1 response is open." in page.words
    assert Addressee.objects.get().organisation == force
    again = {"scope": "named", "named": [force.slug]}
    assert "It is issued to all of them already." in send(unit_manager, f"{here}findings/R1/issue/", again).words
    page = send(unit_manager, f"{here}findings/R1/issue/", again | {"do": "issue"})
    assert "it was issued to them before" in page.words


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Select who it is addressed to"),
        ({"scope": "named"}, "Select at least one organisation"),
        ({"scope": "national"}, "Select at least one national body"),
        ({"scope": "inspected"}, "not recorded who was inspected"),
        ({"scope": "national", "bodies": "unknown"}, "Select only from the answers"),
        ({"scope": "named", "named": "unknown"}, "Select only organisations that are listed"),
    ],
)
def test_an_issue_to_nobody_is_refused_in_words(send, unit_manager, r3, said, why):
    assert why in send(unit_manager, f"{PAGE}findings/R3/issue/", said).words
    assert not Addressee.objects.exists()


def test_a_slot_is_filled_and_changed_with_a_reason(see, send, unit_manager, report):
    address = f"{PAGE}findings/R1/terms/"
    assert "Enter what it says" in send(unit_manager, address, {"base": 0, "text": "", "source": "HMICFRS"}).words
    send(unit_manager, address, {"base": 0, "text": "Do this.", "source": "HMICFRS"})
    change = {"base": 1, "text": "Do that.", "source": "HMICFRS"}
    assert "Say why it changes." in send(unit_manager, address, change).words
    assert "Do that." in send(unit_manager, address, change | {"reason": "Misread."}).words
    assert "Misread." in see(unit_manager, address).words
    page = send(unit_manager, address, change | {"text": "Do something else.", "reason": "Late."})
    assert "recorded this first" in page.words
    assert "Do something else." in page.content.decode()


def test_a_milestone_moves_on_the_page(see, send, unit_manager, report):
    address, today = f"{PAGE}milestones/debrief/", timezone.localdate()
    form = {"base": 0, "precision": "day"}
    assert "Enter at least one date, or what is known of it." in send(unit_manager, address, form).words
    send(unit_manager, address, form | date("planned", "2027-01-11"))
    moved = {"base": 1, "precision": "day", **date("planned", "2027-01-11"), **date("forecast", "2027-02-01")}
    send(unit_manager, address, moved)
    later = moved | {"base": 2} | date("forecast", "2027-03-01")
    assert "Say why the date moves." in send(unit_manager, address, later).words
    page = send(unit_manager, address, later | {"reason": "A team is ill."})
    assert "Forecast moved from 1 February 2027 to 1 March 2027: A team is ill." in page.words
    tomorrow = date("done", (today + dt.timedelta(days=1)).isoformat())
    assert "today or in the past" in send(unit_manager, address, later | tomorrow | {"base": 3}).words
    factual = f"{PAGE}milestones/factual/"
    assert "whole number of days" in send(unit_manager, factual, form | {"days": "ten"}).words
    assert "10 days allowed" in send(unit_manager, factual, form | {"days": "10"}).words


def test_a_number_must_look_like_one_and_be_new(send, unit_manager, report):
    address = f"{PAGE}add-finding/"
    for label, why in (("R 3", "only letters, numbers and hyphens"), ("R3", "already"), ("", "Enter its number")):
        assert why in send(unit_manager, address, {"label": label, "kind": "recommendation"}).words
    assert (
        "Select a cause of concern"
        in send(unit_manager, address, {"label": "X1", "kind": "recommendation", "parent": "R3"}).words
    )
    assert Finding.objects.count() == 14
    assert Inspection.objects.count() == 2
