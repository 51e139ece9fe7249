"""An organisation's returns: the list, the task list, and what was accepted as it was written."""

import datetime as dt
import hashlib

import pytest
import time_machine

from forces.actions import extend, plan_periods
from forces.models import Organisation, ReportingPeriod
from forces.periods import Span
from forces.queries import due_dates, due_dates_of, owes, owing
from rollout import actions
from rollout.models import Commitment, FrozenFile
from rollout.scales import Status, Verdict
from tests.layout import laid_out
from tests.plugins.returns import NOW, TODAY, mark_ready, seen, sign

LIST = "/organisations/avon-and-somerset/returns/"
PAGE = f"{LIST}2024-01-01/"
MARCH = dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
LATER = NOW + 5 * HOUR


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW + 4 * HOUR, tick=False) as traveller:
        yield traveller


@pytest.fixture
def plan(unit_manager):
    def planned(starts, ends, due, **more):
        (period,) = plan_periods(spans=[Span(starts, ends, due)], by=unit_manager, now=MARCH, **more)
        return period

    return planned


def test_the_list_begins_with_the_one_to_work_on(see, lead, period, plan, say):
    plan(dt.date(2024, 4, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 29))
    say(("avon-and-somerset", "P1-1"), at=MARCH)
    found = see(lead, LIST)
    assert found.words.startswith(
        "Avon and Somerset Constabulary Your returns 2 returns wait for you Return for January to March 2024 In draft"
    )
    assert "19 of 20 are still missing. Due on 30 April 2024. Record what is missing" in found.words
    assert found.words.index("April to June 2024 In draft") < found.words.rindex("January to March 2024 In draft")


def test_a_period_that_has_not_begun_is_not_in_the_list_yet(see, lead, period, plan):
    plan(dt.date(2024, 5, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 29))
    assert "May" not in see(lead, LIST).words
    assert "This period begins on 1 May 2024." in see(lead, f"{LIST}2024-05-01/").words


def test_without_a_period_the_list_says_so(see, lead):
    assert "No period has begun yet." in see(lead, LIST).words


def test_the_list_can_be_downloaded(see, lead, accepted):
    lines = see(lead, LIST, _export="csv").content.decode("utf-8-sig").splitlines()
    assert lines == [
        "Period,State,Revision,Due,Extended from,Signed off,Accepted",
        "January to March 2024,Accepted,1,2024-04-30,not extended,2024-04-15,2024-04-15",
    ]


def test_an_extension_is_said_with_its_reason(see, lead, force, period, unit_manager):
    extend(period=period, organisation=force, due=dt.date(2024, 5, 14), reason="A flood.", by=unit_manager, now=NOW)
    assert "14 May 2024 extended" in see(lead, LIST).words
    page = see(lead, PAGE).words
    assert "Due on 14 May 2024." in page
    assert "Unit manager moved the due date from 30 April 2024 to 14 May 2024: A flood." in page


def test_the_three_never_look_alike(see, lead, period, say):
    say(("avon-and-somerset", "P1-1"), at=MARCH)
    say(("avon-and-somerset", "P1-2"), at=MARCH)
    second = Commitment.objects.select_related("organisation", "standard").get(
        organisation__slug="avon-and-somerset", standard__code="P1-2"
    )
    actions.confirm_unchanged(commitment=second, by=lead, base=1, now=MARCH + HOUR)
    say(("avon-and-somerset", "P1-3"), at=dt.datetime(2023, 12, 31, 12, tzinfo=dt.UTC))
    page = see(lead, PAGE)
    assert "✎ Reported Recorder, 1 March 2024" in page.words
    assert "✓ Confirmed unchanged Lead, 1 March 2024" in page.words
    assert "□ Missing last said on 31 December 2023" in page.words
    groups = {
        said: [item.commitment.standard.code for item, _update in rows] for said, rows in page.context["tasks"].groups
    }
    assert list(groups) == ["missing", "reported", "confirmed"]
    assert (groups["reported"], groups["confirmed"]) == (["P1-1"], ["P1-2"])
    assert groups["missing"][-1] == "P1-3"  # what was never reported comes first


def test_what_was_due_is_said_without_blame_and_to_the_unit_in_the_same_words(see, lead, unit, period, clock):
    clock.move_to(dt.datetime(2024, 5, 2, 9, tzinfo=dt.UTC))
    for person in (lead, unit):
        words = see(person, PAGE).words
        assert "20 of 20 are still missing. This was due on 30 April 2024." in words
        assert "Tell us" not in words


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("lead", {"Mark ready for sign-off", "Confirm several as unchanged"}),
        ("contributor", {"Confirm several as unchanged"}),
        ("chief_officer", set()),
        ("finance_officer", set()),
        ("unit", {"Confirm several as unchanged"}),
    ],
)
def test_buttons_by_right_in_draft(see, request, period, say, who, offered):
    say(("avon-and-somerset", "P1-1"), at=dt.datetime(2023, 12, 1, 12, tzinfo=dt.UTC))
    assert buttons(see(request.getfixturevalue(who), PAGE)) == offered


@pytest.mark.parametrize(
    ("who", "offered"), [("lead", {"Take back to draft"}), ("chief_officer", {"Read and sign"}), ("unit", set())]
)
def test_buttons_by_right_when_ready(see, request, ready, who, offered):
    assert buttons(see(request.getfixturevalue(who), PAGE)) == offered


@pytest.mark.parametrize(
    ("who", "offered"), [("lead", {"Open a correction"}), ("unit_manager", {"Open a correction"}), ("unit", set())]
)
def test_buttons_by_right_when_accepted(see, request, accepted, who, offered):
    assert buttons(see(request.getfixturevalue(who), PAGE)) == offered


BUTTONS = {
    "Mark ready for sign-off", "Confirm several as unchanged", "Take back to draft", "Read and sign",
    "Open a correction",
}  # fmt: skip


def buttons(answer):
    text = laid_out(answer.content.decode())
    return {label for label in BUTTONS if f">{label}</a>" in text or f">{label}</button>" in text}


def test_queries_stand_first_in_their_own_words_until_they_are_answered(
    see, lead, unit, force, period, chief_officer, say
):
    update = say(("avon-and-somerset", "P1-1"), at=MARCH)
    found = sign(mark_ready(force, period, by=lead), by=chief_officer)
    actions.review(of_return=found, update=update, verdict=Verdict.QUERY, comment="Who signed it?", by=unit, now=LATER)
    actions.ask_for_changes(of_return=found, by=unit, seen=seen(found), comment="See the query.", now=LATER)
    page = see(lead, PAGE).words
    assert "1 query waits for an answer." in page
    assert "Sent back with changes asked for , Unit, 15 April 2024" in page
    assert page.index("See the query.") < page.index("Who signed it?") < page.index("Missing (19)")
    commitment = see(lead, "/organisations/avon-and-somerset/commitments/P1-1/").words
    assert "The Joint Unit asks , Unit, 15 April 2024 Who signed it?" in commitment
    assert "P1-1" in see(lead, "/organisations/avon-and-somerset/commitments/").words.split("The Joint Unit asks")[0]
    say(("avon-and-somerset", "P1-1"), at=LATER + HOUR)
    assert "Who signed it?" not in see(lead, PAGE).words.split("Who moved it")[0]
    assert "Record an update to answer." not in see(lead, "/organisations/avon-and-somerset/commitments/P1-1/").words


def test_a_partner_does_not_read_a_query(see, area_lead, lead, unit, force, period, chief_officer, say):
    update = say(("avon-and-somerset", "P1-1"), at=MARCH)
    found = sign(mark_ready(force, period, by=lead), by=chief_officer)
    actions.review(of_return=found, update=update, verdict=Verdict.QUERY, comment="Who signed it?", by=unit, now=LATER)
    assert "Who signed it?" not in see(area_lead, "/organisations/avon-and-somerset/commitments/P1-1/").words


def test_rules_that_inform_say_until_when(see, lead, force, period, say, unit_manager):
    say(("avon-and-somerset", "P1-1"), status=Status.IN_PLACE, at=MARCH)
    assert "From 1 April 2027 this stops a return; until then it informs. Not so for: P1-1" in see(lead, PAGE).words
    actions.set_rule_start(rule="evidence-in-place", stops_from=TODAY, reason="Agreed.", by=unit_manager, now=NOW)
    assert "This stops the return until it is put right. Not so for: P1-1" in see(lead, PAGE).words


def test_after_the_sign_off_the_page_shows_what_was_signed_and_what_came_since(see, lead, signed, say):
    say(("avon-and-somerset", "P1-1"), status=Status.EMBEDDED, at=NOW + 2 * HOUR)
    page = see(lead, PAGE).words
    assert "Signed off on 15 April 2024 by Chief officer. The Joint Unit reviews it next." in page
    assert "This page shows what was signed: what was known on 15 April 2024 at 11am. Recorded since" in page
    assert "Recorder, 15 April 2024" in page
    assert "Embedded" not in page
    assert "□ Missing The lead was away." in page


def test_as_at_a_past_day_it_is_what_it_was_then(see, lead, accepted, clock):
    clock.move_to(dt.datetime(2024, 6, 1, 9, tzinfo=dt.UTC))
    past = see(lead, PAGE, **{"as-at": "2024-04-14"})
    assert "20 of 20 are still missing. Due on 30 April 2024." in past.words
    assert not buttons(past)
    assert f'{LIST}?as-at=2024-04-14"' in past.content.decode()
    assert see(lead, f"{PAGE}ready/", **{"as-at": "2024-04-14"}).url == f"{PAGE}?as-at=2024-04-14"
    assert see(lead, f"{PAGE}frozen/1.csv", **{"as-at": "2024-04-14"}).status_code == 404
    assert see(lead, f"{PAGE}frozen/1.csv", **{"as-at": "2024-04-15"}).status_code == 200
    assert see(lead, LIST, **{"as-at": "2023-11-30"}).words.startswith(
        "Avon and Somerset Constabulary Your returns Returns"
    )


@pytest.mark.parametrize(
    "address", ["2024-01-02/", "2031-01-01/", "2024-01-01/frozen/2.csv", "2024-01-01/frozen/1.pdf"]
)
def test_what_is_not_there_is_not_found(see, lead, accepted, address):
    assert see(lead, f"{LIST}{address}").status_code == 404


def test_a_period_of_another_kind_of_organisation_is_not_found(see, lead, area_lead, plan):
    plan(dt.date(2024, 4, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 29), owed_by="cps_area")
    assert see(lead, f"{LIST}2024-04-01/").status_code == 404
    assert see(area_lead, "/organisations/cps-south-west/returns/2024-04-01/").status_code == 200


def test_frozen_files_are_served_byte_for_byte_also_after_later_updates_and_a_correction(
    see, lead, force, period, accepted, say
):
    stored = {file.kind: bytes(file.content) for file in FrozenFile.objects.all()}
    say(("avon-and-somerset", "P1-1"), status=Status.EMBEDDED, at=LATER)
    actions.open_correction(organisation=force, period=period, by=lead, reason="A date.", today=TODAY, now=LATER)
    for kind, disposition in (("csv", "attachment"), ("html", "inline")):
        answer = see(lead, f"{PAGE}frozen/1.{kind}")
        assert answer.content == stored[kind]
        name = f"avon-and-somerset-2024-01-01-to-2024-03-31-revision-1.{kind}"
        assert answer["Content-Disposition"] == f'{disposition}; filename="{name}"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
        assert answer["Content-Security-Policy"].endswith("; sandbox")
        assert hashlib.sha256(answer.content).hexdigest() in see(lead, PAGE).words


def test_a_correction_says_why_and_keeps_what_was_accepted_in_reach(see, lead, force, period, accepted):
    actions.open_correction(organisation=force, period=period, by=lead, reason="A date.", today=TODAY, now=LATER)
    page = see(lead, PAGE)
    assert "revision 2 In draft" in page.words
    assert "It corrects the return that was accepted." in page.words
    assert "Why it is corrected: A date." in page.words
    assert f'href="{PAGE}frozen/1.html"' in page.content.decode()


def test_queries_do_not_grow(client, lead, period, say, django_assert_num_queries):
    client.force_login(lead)
    say(("avon-and-somerset", "P1-1"), at=MARCH)
    with django_assert_num_queries(19) as few:
        client.get(PAGE)
    for commitment in Commitment.objects.filter(organisation__slug="avon-and-somerset").select_related("standard"):
        for hours in range(3):
            say(commitment, at=MARCH + hours * HOUR)
    with django_assert_num_queries(len(few)):
        client.get(PAGE)


def test_one_rule_says_who_owes(plan, db):
    Organisation.objects.filter(slug="kent").update(active_to=dt.date(2024, 3, 31))
    plan(dt.date(2024, 1, 1), dt.date(2024, 3, 31), dt.date(2024, 4, 30), owed_by="force")
    plan(dt.date(2024, 4, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 30))
    for period in ReportingPeriod.objects.all():
        assert {each for each in Organisation.objects.all() if owes(each, period)} == set(owing(period))


def test_due_dates_of_many_periods_are_those_of_each(plan, force, unit_manager):
    first = plan(dt.date(2024, 1, 1), dt.date(2024, 3, 31), dt.date(2024, 4, 30))
    plan(dt.date(2024, 4, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 30))
    extend(period=first, organisation=force, due=dt.date(2024, 5, 14), reason="A flood.", by=unit_manager, now=NOW)
    every = list(ReportingPeriod.objects.all())
    assert due_dates_of(every) == {period.pk: due_dates(period) for period in every}
