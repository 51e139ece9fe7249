"""The late board: who is late, for how long, as known on any day; and the line about it elsewhere."""

import csv
import datetime as dt

import pytest
import time_machine

from forces.actions import extend, plan_periods
from forces.models import Organisation
from forces.periods import Span
from ledger.as_at import as_at
from rollout import actions
from rollout.board import board, latest_standings
from rollout.scales import Verdict
from tests.plugins.people import person
from tests.plugins.returns import NOW, TODAY, mark_ready, seen, sign

pytestmark = pytest.mark.usefixtures("all_owed")  # most of the 57 have nobody here

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
QUEUE, BOARD = 12, 17  # signing in as well
MAY = dt.datetime(2024, 5, 20, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MAY, tick=False) as traveller:
        yield traveller


def row_of(period, slug, day=None):
    rows = board(period, as_at(day or MAY.date(), today=MAY.date()), with_contact=True)
    return next(row for row in rows if row.organisation.slug == slug)


def brought_to_sign_off(body, period):
    lead, chief = (
        person(f"{role}_{body.slug}", name, body.slug) for role, name in (("lead", "lead"), ("chief", "chief_officer"))
    )
    sign(mark_ready(body, period, by=lead), by=chief)


def test_totals_first_then_one_row_for_each_that_owes(see, unit, accepted):
    page = see(unit, "/returns/")
    assert "Of 57 returns for January to March 2024, 1 is accepted and 56 are in draft. 56 are late." in page.words
    assert len(page.context["table"].rows) == 57
    assert page.content.decode().count('<th scope="col"') == 7
    assert "Bedfordshire In draft 13 working days late 34 , running 0 0" in page.words


def test_a_return_signed_late_says_so_and_one_sent_back_is_not_late_again(period, lead, chief_officer, force, unit):
    late = dt.datetime(2024, 5, 3, 9, tzinfo=dt.UTC)
    signed = sign(mark_ready(force, period, by=lead, now=late), by=chief_officer, now=late)
    actions.ask_for_changes(of_return=signed, by=unit, seen=seen(signed), comment="More.", now=late + 4 * DAY)
    row = row_of(period, force.slug)
    assert (row.state, row.late.days, row.late.when_signed, row.late.now) == ("changes", 3, True, False)
    assert (row.clocks.draft, row.clocks.signed, row.clocks.changes, row.clocks.running) == (24, 1, 9, "changes")
    assert [event.recorded_by for event in row.sent_back] == [unit]


def test_late_then_and_not_late_now(see, period, lead, chief_officer, force, unit):
    sign(mark_ready(force, period, by=lead, now=MAY - 5 * DAY), by=chief_officer, now=MAY - 4 * DAY)
    assert row_of(period, force.slug, dt.date(2024, 5, 10)).late.now
    assert not row_of(period, force.slug).late.now
    assert "57 are late." in see(unit, "/returns/", **{"as-at": "2024-05-10"}).words
    assert "56 are late. 1 was signed late." in see(unit, "/returns/").words


def test_an_extension_recorded_later_does_not_count_earlier(period, force, unit_manager):
    due = dt.date(2024, 5, 31)
    extend(period=period, organisation=force, due=due, reason="A vacancy.", by=unit_manager, now=MAY - 5 * DAY)
    then, now = row_of(period, force.slug, dt.date(2024, 5, 10)), row_of(period, force.slug)
    assert (then.due, then.late.now) == (dt.date(2024, 4, 30), True)
    assert (now.due, now.late.now) == (due, False)
    assert row_of(period, "durham").late.now


def test_missing_is_live_until_it_is_signed(period, force, lead, chief_officer, say, commitment):
    everything = row_of(period, force.slug).missing
    say(commitment, at=NOW - DAY)
    assert row_of(period, force.slug).missing == everything - 1
    assert row_of(period, force.slug, dt.date(2024, 4, 1)).missing == 20
    found = mark_ready(force, period, by=lead)
    say((force.slug, "P1-2"), at=NOW + HOUR)  # between ready and the sign-off: it is not missing from what is signed
    sign(found, by=chief_officer, now=NOW + 2 * HOUR)
    say((force.slug, "P1-3"), at=NOW + 3 * HOUR)
    assert row_of(period, force.slug).missing == 18


def test_last_contact_is_the_units_own(see, period, unit, observer, force):
    actions.write_log(
        by=unit, organisation=force, kind="call", text="Called.", happened_on=dt.date(2024, 5, 2), now=MAY - DAY
    )
    assert row_of(period, force.slug).last_contact == dt.date(2024, 5, 2)
    assert row_of(period, force.slug, dt.date(2024, 5, 10)).last_contact is None
    assert "2 May 2024" in see(unit, "/returns/").words
    seen_by_observer = see(observer, "/returns/")
    assert "Last contact" not in seen_by_observer.words
    assert "Review queue" not in seen_by_observer.words
    assert "/review/" not in seen_by_observer.content.decode()


def test_the_file_says_more_and_names_nobody_to_observers(see, unit, observer, accepted):
    def rows(who):
        return list(csv.DictReader(see(who, "/returns/", _export="csv").content.decode("utf-8-sig").splitlines()))

    first = rows(unit)[0]
    assert first["Signed by"] == "Chief officer"
    assert (first["Accepted by"], first["Sent back, times"], first["Due"]) == ("Unit", "0", "2024-04-30")
    assert not {"Signed by", "Accepted by", "Sent back by", "Last contact"} & set(rows(observer)[0])


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"state": "accepted"}, 1), ({"late": "late"}, 56), ({"late": "signed"}, 0), ({"state": "x", "late": "y"}, 57),
        ({"period": "999"}, 57), ({"state": "signed"}, 0),
    ],
)  # fmt: skip
def test_the_board_can_be_narrowed(see, unit, accepted, query, count):
    assert len(see(unit, "/returns/", **query).context["table"].rows) == count


def test_the_latest_that_has_ended_unless_another_is_chosen(see, unit, unit_manager, period):
    assert "Returns for January to March 2024" in see(unit, "/returns/").words
    span = Span(dt.date(2024, 4, 1), dt.date(2024, 6, 30), dt.date(2024, 7, 26))
    (running,) = plan_periods(spans=[span], by=unit_manager, now=NOW)
    assert "Returns for January to March 2024" in see(unit, "/returns/").words
    chosen = see(unit, "/returns/", period=running.pk)
    assert "The period runs until 30 June 2024" in chosen.words
    assert "None is late." in chosen.words


def test_without_a_period_it_says_so(see, unit, db):
    assert "No reporting period is planned yet, so no return is owed." in see(unit, "/returns/").words


def test_an_organisations_people_are_sent_to_their_own(client, lead, nobody):
    client.force_login(lead)
    assert client.get("/returns/").url == "/organisations/avon-and-somerset/returns/"
    client.force_login(nobody)
    assert client.get("/returns/").status_code == 403


def test_the_same_number_of_queries_for_three_and_for_all(client, unit, period, say, queries_with_all_and_with_three):
    for body in Organisation.objects.filter(slug__in=["avon-and-somerset", "durham"]):
        lead, chief = (
            person(f"lead_{body.slug}", "lead", body.slug),
            person(f"chief_{body.slug}", "chief_officer", body.slug),
        )
        sign(mark_ready(body, period, by=lead), by=chief)
    client.force_login(unit)
    everything, three = queries_with_all_and_with_three("/returns/")
    assert everything == three <= 14


def test_one_line_at_home_and_on_the_national_page(see, unit, accepted, lead):
    words = "1 of 57 returns for January to March 2024 are accepted, 56 are late."
    national = see(unit, "/national/")
    assert words in national.words
    assert 'href="/returns/"' in national.content.decode()
    assert words not in see(lead, "/national/").words
    assert "0 returns awaiting review" in see(unit, "/").words or "returns awaiting review 0" in see(unit, "/").words
    assert "returns late for January to March 2024 56 of 57" in see(unit, "/").words


@pytest.mark.parametrize("day", ["2024-04-01", "2024-04-15", "2024-05-01", "2024-05-10", "2024-05-16", "2024-05-20"])
def test_the_line_says_what_the_board_says(accepted, period, foreign, outsider, unit_manager, day):
    due = dt.date(2024, 5, 31)
    extend(period=period, organisation=None, due=dt.date(2024, 5, 9), reason="Easter.", by=unit_manager, now=NOW)
    extend(period=period, organisation=foreign, due=due, reason="A vacancy.", by=unit_manager, now=MAY - 5 * DAY)
    mark_ready(foreign, period, by=outsider, today=TODAY, now=MAY - 6 * DAY)
    at = as_at(dt.date.fromisoformat(day), today=MAY.date())
    rows, line = board(period, at, with_contact=False), latest_standings(at)
    assert line.period == period
    assert line.total == len(rows)
    assert line.accepted == sum(row.state == "accepted" for row in rows)
    assert line.late == sum(row.late.now for row in rows)


def test_the_queue_is_by_age_with_how_far_each_is(see, unit, period, signed, say, foreign, outsider, force):
    say((foreign.slug, "P1-1"), at=NOW - DAY)
    say((foreign.slug, "P1-2"), at=NOW - DAY)
    chief = person("chief_elsewhere", "chief_officer", foreign.slug)
    theirs = sign(mark_ready(foreign, period, by=outsider), by=chief, now=NOW + DAY)
    update = foreign.commitments.get(standard__code="P1-1").updates.get()
    actions.review(of_return=theirs, update=update, verdict=Verdict.QUERY, comment="Who?", by=unit, now=NOW + 2 * DAY)
    page = see(unit, "/returns/queue/")
    assert page.words.startswith("2 returns await review")
    rows = [(row["organisation"], row["age"], row["reviewed"], row["standards"], row["queries"])
            for row in page.context["table"].data]  # fmt: skip
    assert rows == [("Avon and Somerset", 24, 0, 0, 0), ("Durham", 23, 1, 2, 1)]
    say((foreign.slug, "P1-1"), at=NOW + 3 * DAY, by=outsider)
    assert see(unit, "/returns/queue/").context["rows"][1].queries == 0
    assert see(unit, "/returns/queue/", **{"as-at": "2024-04-15"}).words.startswith("1 return awaits review")


def test_an_empty_queue_says_what_it_is_for(see, unit, accepted):
    assert "Nothing waits for you. A return stands here from its sign-off" in see(unit, "/returns/queue/").words


def test_the_board_costs_the_same_however_many_returns(see, unit, unit_manager, period, django_assert_num_queries):
    before = Span(dt.date(2023, 10, 1), dt.date(2023, 12, 31), dt.date(2024, 1, 30))  # due while the next period runs
    plan_periods(spans=[before], by=unit_manager, now=dt.datetime(2023, 9, 1, 9, tzinfo=dt.UTC))
    force, *others = Organisation.objects.all()
    brought_to_sign_off(force, period)
    see(unit, "/returns/")
    with django_assert_num_queries(BOARD):
        assert len(see(unit, "/returns/").context["table"].rows) == 57
    for body in others[:40]:
        brought_to_sign_off(body, period)
    with django_assert_num_queries(BOARD):
        assert "41 await review" in see(unit, "/returns/").words


def test_the_queue_costs_the_same_however_long(see, unit, period, django_assert_num_queries):
    def wait(bodies):
        for body in bodies:
            lead, chief = (
                person(f"lead_{body.slug}", "lead", body.slug),
                person(f"chief_{body.slug}", "chief_officer", body.slug),
            )
            sign(mark_ready(body, period, by=lead), by=chief)

    bodies = list(Organisation.objects.all())
    wait(bodies[:3])
    see(unit, "/returns/queue/")
    with django_assert_num_queries(QUEUE):
        assert len(see(unit, "/returns/queue/").context["rows"]) == 3
    for body in bodies[3:]:
        brought_to_sign_off(body, period)
    with django_assert_num_queries(QUEUE):
        assert len(see(unit, "/returns/queue/").context["rows"]) == 57
