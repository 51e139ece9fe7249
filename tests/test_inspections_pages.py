"""/inspections/, an inspection, a finding and an organisation's responses: what each person sees, then and now."""

import csv
import datetime as dt
import io

import pytest

from inspections.actions import issue
from inspections.scales import Stage
from tests.plugins.inspections import ANSWERED, ISSUED
from tests.plugins.people import person

PAGE, OWN = "/inspections/", "/organisations/avon-and-somerset/inspections/"
R3 = OWN + "hmicfrs-2024/findings/R3/"
DAY = dt.timedelta(days=1)


def rows(page):
    return list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"))))


def test_open_overdue_complete_and_verified_by_finding_and_organisation(
    see, unit, issued, ours, answer, judge, foreign
):
    theirs = next(each for each in issued if each.organisation == foreign)
    answer(ours, Stage.COMPLETE)
    answer(theirs, Stage.COMPLETE, by=unit)
    judge(theirs)
    page = see(unit, PAGE)
    assert (
        "41 of 43 responses are open, 41 of them overdue and 41 not answered at all. 1 is complete, its organisation "
        in page.words
    )
    (finding,) = rows(see(unit, PAGE, _export="csv"))
    counted = {"Responses": "43", "Open": "41", "Overdue": "41", "Complete, not verified": "1", "Verified": "1"}
    assert finding["Finding"] == "HMICFRS R3"
    assert counted.items() <= finding.items()
    by_name = {row["Organisation"]: row for row in rows(see(unit, PAGE, list="organisations", _export="csv"))}
    assert len(by_name) == 43
    assert (by_name["Avon and Somerset"]["Complete, not verified"], by_name["Durham"]["Verified"]) == ("1", "1")


def test_nothing_is_overdue_on_the_day_it_is_due(see, unit, issued):
    assert "43 of 43 responses are open, 0 of them overdue" in see(unit, f"{PAGE}?as-at=2025-01-31").words
    assert "43 of them overdue" in see(unit, f"{PAGE}?as-at=2025-02-01").words


def test_what_moved_since_a_day(see, unit, ours, answer, judge):
    answer(ours, Stage.COMPLETE)
    judge(ours, at=ANSWERED + 5 * DAY)
    assert "Since 30 September 2024: 1 completed, 1 verified." in see(unit, PAGE, compare="2024-09-30").words
    assert "Since 1 October 2024: 1 verified." in see(unit, PAGE, compare="2024-10-01").words
    assert "Since 1 September 2024: 43 issued, 1 completed, 1 verified." in see(unit, PAGE, compare="2024-09-01").words
    assert "Since 1 November 2024: nothing moved." in see(unit, PAGE, compare="2024-11-01").words


def test_on_an_earlier_day_it_is_as_it_was_known_then(see, unit, ours, answer):
    answer(ours, Stage.COMPLETE)
    assert "42 of 43" in see(unit, f"{PAGE}?as-at=2024-10-01").words
    assert "43 of 43" in see(unit, f"{PAGE}?as-at=2024-09-30").words
    assert "No finding that you may see was issued" in see(unit, f"{PAGE}?as-at=2024-09-01").words
    assert "14 recommendations" not in see(unit, "/inspections/hmicfrs-2024/?as-at=2024-08-21").words
    assert see(unit, "/inspections/hmicfrs-2024/findings/R3/?as-at=2024-08-21").status_code == 404
    assert see(unit, "/inspections/hmcpsi-2025/?as-at=2025-07-14").status_code == 404


def test_a_lead_sees_totals_and_nobody_else_by_name(see, lead, issued):
    page = see(lead, PAGE)
    assert "43 of 43 responses are open" in page.words
    assert "Durham" not in page.words
    assert [row["Organisation"] for row in rows(see(lead, PAGE, list="organisations", _export="csv"))] == [
        "Avon and Somerset"
    ]
    finding = see(lead, "/inspections/hmicfrs-2024/findings/R3/")
    assert "Durham" not in finding.words
    assert "Avon and Somerset" in finding.words


def test_a_total_behind_which_too_few_stand_is_not_shown(
    see, lead, unit, r3, unit_manager, force, foreign, area, answer
):
    """Two others would give one another away, and one the other."""
    of = {"finding": r3, "by": unit_manager, "today": ISSUED.date(), "now": ISSUED}
    rows_of = {row.organisation: row for row in issue(scope="named", named=[force, foreign, area], **of)}
    answer(rows_of[foreign], Stage.COMPLETE, by=unit)
    assert "The one response is open" in see(lead, PAGE).words
    assert "2 of 3 responses are open" in see(unit, PAGE).words
    assert "The one response is open" in see(lead, "/inspections/hmicfrs-2024/findings/R3/").words
    (row,) = [each for each in rows(see(lead, "/inspections/hmicfrs-2024/", _export="csv")) if each["Finding"] == "R3"]
    assert row["Issued to"] == "1"
    assert "The one response" not in see(person("other", "lead", "kent"), PAGE).words


def test_a_slot_without_a_text_is_shown_as_a_gap(see, lead):
    page = see(lead, "/inspections/hmicfrs-2024/")
    assert page.words.count("The text is not known here yet.") == 12
    assert "Their names are not known here." in page.words
    assert "The text is not known here yet." in see(lead, "/inspections/hmicfrs-2024/findings/R1/").words


def test_the_timeline_says_in_words_what_is_known(see, unit, report, issued):
    words = see(unit, "/inspections/hmicfrs-2024/?as-at=2024-10-01").words
    assert "Commissioned Done May 2023 By the Home Secretary" in words
    assert "Debrief Not known" in words
    assert "Publication Done 22 August 2024" in words
    assert "To come Due 16 October 2024" in words
    assert "0 of 43 have published their comments" in words
    assert "Today is day 41 of 56" in words
    assert "Late Was due 16 October 2024" in see(unit, "/inspections/hmicfrs-2024/?as-at=2024-10-17").words
    assert "Statutory" not in see(unit, "/inspections/hmcpsi-2025/").words  # the CPS owes none
    steps = rows(see(unit, "/inspections/hmicfrs-2024/", list="milestones", _export="csv"))
    assert [(row["Step"], row["Done"]) for row in steps] == [
        ("Commissioned", "2023-05-01"), ("Fieldwork", "not known to be done"), ("Publication", "2024-08-22")
    ]  # fmt: skip


def test_an_organisation_s_responses_in_words_and_as_a_file(see, lead, ours, answer):
    assert "The one response is open and overdue, and not answered at all." in see(lead, OWN).words
    answer(ours, Stage.COMPLETE)
    (row,) = rows(see(lead, OWN, _export="csv"))
    assert (row["Finding"], row["It says"], row["Verified"]) == ("HMICFRS R3", "complete, it says", "no verdict")
    (comment,) = rows(see(lead, OWN, list="comments", _export="csv"))
    assert (comment["Due"], comment["Published"], comment["In time"]) == ("2024-10-16", "not recorded", "overdue")


def test_an_observer_sees_where_it_stands_and_no_words(see, observer, inspector, ours, answer, judge):
    answer(ours, Stage.COMPLETE, note="We trained everybody.")
    judge(ours, False)
    for who, sees in ((observer, False), (inspector, True)):
        words = see(who, R3).words
        assert "HMICFRS: not verified" in words
        for said in ("Head of public protection", "We trained everybody.", "Records of eight people", "Lead"):
            assert (said in words) is sees


def test_a_response_to_a_finding_that_is_not_addressed_to_one_is_not_found(see, send, lead, ours):
    for place in ("", "respond/"):
        assert see(lead, f"{OWN}hmicfrs-2024/findings/R5/{place}").status_code == 404
    assert send(lead, f"{OWN}hmicfrs-2024/findings/R5/respond/", {"stage": "complete"}).status_code == 404
    assert see(lead, f"{R3}?as-at=2024-09-01").status_code == 404


def test_in_the_past_there_is_no_button_and_a_form_leads_back(see, client, lead, unit_manager, ours, answer):
    assert "Say where it stands" in see(lead, R3).words
    past = see(lead, f"{R3}?as-at=2024-10-30")
    assert "Say where it stands" not in past.words
    assert see(lead, f"{R3}respond/?as-at=2024-10-30").url == f"{R3}?as-at=2024-10-30"
    assert see(lead, f"{OWN}hmicfrs-2024/comments/?as-at=2024-10-30").url == f"{OWN}?as-at=2024-10-30"
    page = "/inspections/hmicfrs-2024/"
    for place in ("inspected/", "milestones/debrief/", "add-finding/"):
        assert see(unit_manager, f"{page}{place}?as-at=2024-10-30").url == f"{page}?as-at=2024-10-30"
    assert "Add a finding" not in see(unit_manager, f"{page}?as-at=2024-10-30").words
    assert f'href="{page}?as-at=2024-10-30"' in see(unit_manager, f"{PAGE}?as-at=2024-10-30").content.decode()


@pytest.mark.parametrize(
    "address",
    [PAGE, f"{PAGE}?compare=2024-09-15", "/inspections/hmicfrs-2024/", "/inspections/hmicfrs-2024/findings/R3/"],
)
def test_queries_do_not_grow_with_the_country(client, unit, r3, unit_manager, force, foreign, issued, address, growth):
    assert growth(unit, address, issued)


@pytest.fixture
def growth(client):
    """As many queries with every force addressed as with three."""
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from ledger.triggers import protect, unprotect

    def queries(address):
        cache.clear()
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    def same(who, address, issued):
        client.force_login(who)
        everything = queries(address)
        unprotect(connection, "inspections_addressee")
        type(issued[0]).objects.exclude(pk__in=[each.pk for each in issued[:3]]).delete()
        protect(connection, "inspections_addressee")
        assert queries(address) == everything
        return True

    return same
