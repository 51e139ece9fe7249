import datetime as dt

import pytest

from forces.models import Membership, Organisation
from funding.scales import State
from rollout.actions import write_log
from tests.layout import laid_out
from tests.plugins.funding import NOW, Q1

NOON = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)


def words(page):
    return laid_out(page.content.decode())


@pytest.fixture
def as_unit(client, unit):
    client.force_login(unit)
    return client


def promise(unit, force, due, happened_on=dt.date(2024, 4, 2), **said):
    return write_log(
        by=unit,
        organisation=force,
        kind="visit",
        text="Went through the plan.",
        happened_on=happened_on,
        follow_up_on=due,
        now=dt.datetime.combine(happened_on, dt.time(12), dt.UTC),
        **said,
    )


@pytest.mark.parametrize("who", ["lead", "contributor", "chief_officer"])
def test_people_of_an_organisation_come_to_what_they_owe(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/").url == "/organisations/avon-and-somerset/commitments/"


def test_a_finance_officer_comes_to_the_claims_that_wait_for_them(see, bring, finance_officer, area, time_machine):
    time_machine.move_to(NOW)
    home = see(finance_officer, "/").url
    assert home == "/organisations/avon-and-somerset/funding/"
    assert "No claim waits for your certificate" in see(finance_officer, home).words
    bring(State.READY, Q1)
    words = see(finance_officer, home).words
    assert words.index("April to June 2024: Certify the claim") < words.index("is claimed")
    Membership.objects.filter(user=finance_officer).update(organisation=area)  # which is given no money
    assert see(finance_officer, "/").url == "/organisations/cps-south-west/commitments/"


def test_who_records_and_certifies_comes_to_what_they_owe(see, finance_officer, force):
    Membership.objects.create(user=finance_officer, organisation=force, role="contributor", granted_at=NOON)
    assert see(finance_officer, "/").url == "/organisations/avon-and-somerset/commitments/"


def test_the_day_is_kept_on_the_way(client, lead):
    client.force_login(lead)
    assert client.get("/?as-at=2024-05-01").url == "/organisations/avon-and-somerset/commitments/?as-at=2024-05-01"


def test_observers_come_to_the_country(client, observer):
    client.force_login(observer)
    assert client.get("/").url == "/national/"


def test_nobodys_member_is_told_whom_to_ask(client, nobody):
    client.force_login(nobody)
    assert "Ask the Joint Unit to say which organisation you act for" in words(client.get("/"))


def test_who_acts_for_two_organisations_chooses(client, lead, area):
    Membership.objects.create(user=lead, organisation=area, role="lead", granted_at=NOON)
    client.force_login(lead)
    page = words(client.get("/"))
    assert "/organisations/avon-and-somerset/commitments/" in page
    assert "/organisations/cps-south-west/commitments/" in page


def test_follow_ups_are_overdue_the_day_after_they_are_due(as_unit, unit, force):
    promise(unit, force, dt.date(2024, 5, 1))
    on_the_day = as_unit.get("/?as-at=2024-05-01").context
    assert (on_the_day["overdue"], len(on_the_day["coming"])) == ([], 1)
    day_after = as_unit.get("/?as-at=2024-05-02").context
    assert (len(day_after["overdue"]), day_after["coming"]) == (1, [])


def test_a_followed_follow_up_is_settled(as_unit, unit, force):
    entry = promise(unit, force, dt.date(2024, 5, 1))
    promise(unit, force, None, happened_on=dt.date(2024, 5, 3), follows=entry)
    assert len(as_unit.get("/?as-at=2024-05-02").context["overdue"]) == 1
    assert as_unit.get("/?as-at=2024-05-03").context["overdue"] == []


def test_follow_ups_beyond_four_weeks_wait(as_unit, unit, force):
    entry = promise(unit, force, dt.date(2024, 5, 30))
    assert as_unit.get("/?as-at=2024-05-01").context["coming"] == []
    page = words(as_unit.get("/?as-at=2024-05-02"))
    assert "Visit of 2 April 2024" in page
    assert f"/log/?entry={entry.pk}&amp;as-at=2024-05-02" in page


def test_target_dates_are_not_the_units_follow_ups(as_unit, say):
    say(("durham", "P1-1"), target_date=dt.date(2024, 4, 1), at=NOON)
    assert as_unit.get("/?as-at=2024-05-02").context["overdue"] == []


def test_silent_for_longest_never_first(as_unit, say):
    for organisation in Organisation.objects.exclude(slug="kent"):
        say((organisation.slug, "P1-1" if organisation.is_force else "EA-1"), at=NOON)
    silent = [row["organisation"].slug for row in as_unit.get("/?as-at=2024-05-02").context["silent"]]
    assert silent[0] == "kent"
    assert len(silent) == 10


@pytest.mark.parametrize(("day", "silent"), [("2024-07-30", 56), ("2024-07-31", 57)])
def test_silent_after_ninety_days(as_unit, say, day, silent):
    say(("durham", "P1-1"), at=NOON)
    assert as_unit.get(f"/?as-at={day}").context["silent_count"] == silent


def test_what_was_never_reported_is_counted(as_unit, say):
    say(("durham", "P1-1"), at=NOON)
    context = as_unit.get("/").context
    assert (context["never_count"], context["total"]) == (1611, 1612)


def test_queries_do_not_grow(as_unit, say, queries_with_all_and_with_three):
    say(("durham", "P1-1"), at=NOON)
    everything, three = queries_with_all_and_with_three("/")
    assert everything == three


def test_the_units_home_counts_every_kind_of_deadline(as_unit, say):
    before = as_unit.get("/?as-at=2024-05-02").context["all_overdue"]
    say(("durham", "P1-1"), target_date=dt.date(2024, 5, 1), at=NOON)
    context = as_unit.get("/?as-at=2024-05-02").context
    assert context["all_overdue"] == before + 1
    assert as_unit.get("/?as-at=2024-05-01").context["all_overdue"] == before
    assert "/deadlines/?as-at=2024-05-02&when=overdue" in words(as_unit.get("/?as-at=2024-05-02"))
