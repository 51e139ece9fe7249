"""What the inspectorate found beside what the organisation says and what the Unit thinks."""

import csv
import io

import pytest

from inspections.actions import set_terms
from inspections.scales import Stage
from rollout.scales import Status
from tests.plugins.inspections import ANSWERED

PAGE, STANDARD = "/organisations/avon-and-somerset/", "/standards/P4-4/"
OURS = ("avon-and-somerset", "P4-4")


def three(see, person):
    answer = see(person, PAGE, list="three-views", _export="csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("status", "stage", "differs"),
    [
        (Status.IN_PROGRESS, Stage.PROGRESS, "nowhere"),
        (Status.IN_PLACE, Stage.PROGRESS, "says that this is in place, and its response to HMICFRS R3 is open."),
        (Status.IN_PROGRESS, Stage.COMPLETE, "says that HMICFRS R3 is complete, and this is not in place."),
        (Status.IN_PLACE, Stage.COMPLETE, "nowhere"),
    ],
)
def test_where_they_differ_is_said_in_words(see, unit, say, ours, answer, status, stage, differs):
    say(OURS, status=status, at=ANSWERED)
    answer(ours, stage)
    (row,) = three(see, unit)
    assert row["Standard"].startswith("P4-4")
    assert row["Where they differ"].endswith(differs)
    page, count = see(unit, STANDARD), int(differs != "nowhere")
    assert f"On {count} of 43 what is said" in page.words
    assert ("Says" in page.words) is bool(count)
    assert "HMICFRS R3 : Approved word-on-word case training for specialist staff." in page.words


def test_never_reported_and_complete_is_a_gap_that_is_counted(see, unit, ours, answer, judge):
    answer(ours, Stage.COMPLETE)
    says = "Avon and Somerset says that HMICFRS R3 is complete, and has not reported where this stands."
    assert three(see, unit)[0]["Where they differ"] == says
    judge(ours, True)
    met = "HMICFRS R3 is verified as complete, and Avon and Somerset has not reported where this stands."
    assert three(see, unit)[0]["Where they differ"] == met
    assert "The views do not go together on 1 of 1" in see(unit, PAGE).words
    assert "On 1 of 43 what is said" in see(unit, STANDARD).words
    assert "On 0 of 43 what is said" in see(unit, f"{STANDARD}?as-at=2024-09-30").words


def test_what_does_not_hold_stands_beside_what_is_said(see, lead, say, ours, answer, judge):
    say(OURS, status=Status.IN_PLACE, at=ANSWERED)
    answer(ours, Stage.COMPLETE)
    judge(ours, False)
    words = see(lead, PAGE).words
    assert "HMICFRS R3 : complete, it says (HMICFRS: not verified)" in words
    assert "Its response to HMICFRS R3 does not hold." in words


def test_a_partner_sees_none_of_it_and_an_observer_does(see, area_lead, observer, say, ours, answer):
    say(OURS, status=Status.IN_PLACE, at=ANSWERED)
    answer(ours)
    assert "What inspectorates found" not in see(area_lead, PAGE).words
    assert "its response is open" not in see(area_lead, STANDARD).words
    assert "its response is open" in see(observer, STANDARD).words
    assert "its response to HMICFRS R3 is open" in see(observer, PAGE).words


def test_on_an_earlier_day_it_is_as_it_was_known_then(see, unit, say, ours, answer):
    say(OURS, status=Status.IN_PLACE, at=ANSWERED)
    answer(ours, Stage.COMPLETE)
    assert "awaiting allocation" in see(unit, f"{PAGE}?as-at=2024-09-30").words
    assert "No finding about a standard was addressed" in see(unit, f"{PAGE}?as-at=2024-09-01").words


def test_a_finding_about_other_standards_now_leaves_the_former(see, unit, r3, ours, unit_manager):
    from rollout.models import Standard

    other = Standard.objects.get(code="P4-5")
    new = {"text": "Other.", "due": None, "standards": [other], "source": "HMICFRS", "reason": "Misread."}
    set_terms(finding=r3, **new, base=1, by=unit_manager)
    (row,) = three(see, unit)
    assert row["Standard"].startswith("P4-5")
    assert "HMICFRS R3" not in see(unit, STANDARD).words


@pytest.mark.parametrize("address", [STANDARD])
def test_queries_do_not_grow_with_the_country(client, unit, issued, address, queries_with_all_and_with_three, few):
    client.force_login(unit)
    everything, three = queries_with_all_and_with_three(address)
    assert everything == three


@pytest.fixture
def few(issued):
    """Organisations go away with what is addressed to them."""
    from django.db import connection

    from inspections.models import Addressee
    from ledger.triggers import protect, unprotect
    from tests.plugins.growth import THREE

    unprotect(connection, "inspections_addressee")
    Addressee.objects.exclude(organisation__slug__in=THREE).delete()
    yield
    protect(connection, "inspections_addressee")
