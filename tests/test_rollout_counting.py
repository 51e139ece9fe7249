"""What counts for which return: an earlier return takes what was said until its due date as extended or its signature,
whichever comes first, and never what was said later."""

import datetime as dt

import pytest
import time_machine

from forces.actions import extend, plan_periods
from forces.periods import Span
from ledger.as_at import AsAt, end_of
from rollout import actions
from rollout.models import Commitment, Return
from rollout.queries.items import ReportingState, return_items
from rollout.queries.returns import Since, counts_since, revisions_of, since
from rollout.scales import State
from tests.plugins.people import person
from tests.plugins.returns import mark_ready, seen, sign

OURS = "/organisations/avon-and-somerset/"
DAY = dt.date(2026, 11, 30)
SUMMER, AUTUMN = f"{OURS}returns/2026-07-01/", f"{OURS}returns/2026-10-01/"
JULY, OCTOBER = dt.date(2026, 7, 1), dt.date(2026, 10, 1)


def at(month, day, hour=12):
    return dt.datetime(2026, month, day, hour, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(at(11, 30, 15), tick=False) as traveller:
        yield traveller


@pytest.fixture
def quarters(unit_manager):
    """July to September, due on 28 October, and October to December, due on 29 January."""
    spans = [
        Span(JULY, dt.date(2026, 9, 30), dt.date(2026, 10, 28)),
        Span(OCTOBER, dt.date(2026, 12, 31), dt.date(2027, 1, 29)),
    ]
    return plan_periods(spans=spans, by=unit_manager, now=at(3, 1))


@pytest.fixture
def summer(quarters):
    return quarters[0]


@pytest.fixture
def autumn(quarters):
    return quarters[1]


def owed(force):
    return list(Commitment.objects.filter(organisation=force).select_related("organisation", "standard"))


def counts(force, period, said) -> int:
    found = revisions_of(force, period, None)
    return sum(item.said == said for item in return_items(force, period, found[-1] if found else None, AsAt(DAY)))


@pytest.fixture
def late(force, lead, quarters, say):
    """Avon and Somerset on 30 November: July to September is ready and not signed, a month after it was due; October
    to December is ready, all but three standards confirmed today."""
    summer, autumn = quarters
    for commitment in owed(force):
        say(commitment, at=at(8, 3), by=lead)
    mark_ready(force, summer, by=lead, today=dt.date(2026, 10, 24), now=at(10, 24))
    for commitment in owed(force)[3:]:
        actions.confirm_unchanged(commitment=commitment, by=lead, base=1, now=at(11, 30, 9))
    mark_ready(force, autumn, by=lead, today=DAY, now=at(11, 30, 10))
    return Return.objects.get(period=summer)


def test_a_late_signature_takes_nothing_from_a_return_that_is_ready(see, late, force, autumn, chief_officer, lead):
    before = counts(force, autumn, ReportingState.CONFIRMED)
    sign(late, by=chief_officer, today=DAY, now=at(11, 30, 11))
    assert (
        (counts(force, autumn, ReportingState.CONFIRMED), counts(force, autumn, ReportingState.MISSING))
        == (before, 3)
        == (27, 3)
    )
    assert "Missing, with reasons: 3 of 30." in see(lead, AUTUMN).words
    page = see(chief_officer, f"{AUTUMN}sign/").words
    assert "3 standards are missing, with a reason each." in page
    assert "without a reason" not in page
    found = Return.objects.get(period=autumn)
    assert sign(found, by=chief_officer, today=DAY, now=at(11, 30, 12)).state == State.SIGNED


def test_nor_from_one_whose_standards_were_confirmed_in_between(force, lead, chief_officer, quarters, say):
    """Whenever the late signature comes, what counts for the next return is what counted before."""
    summer, autumn = quarters
    first, second, *_others = owed(force)
    say(first, at=at(10, 20), by=lead)  # before July to September was due
    say(second, at=at(10, 29), by=lead)  # after
    found = mark_ready(force, summer, by=lead, today=dt.date(2026, 10, 30), now=at(10, 30))
    before = counts(force, autumn, ReportingState.REPORTED)
    sign(found, by=chief_officer, today=DAY, now=at(11, 30, 11))
    assert counts(force, autumn, ReportingState.REPORTED) == before == 1
    assert counts(force, summer, ReportingState.REPORTED) == 2


def test_an_update_may_be_part_of_two_returns_and_the_page_names_both(see, late, force, chief_officer, lead):
    sign(late, by=chief_officer, today=DAY, now=at(11, 30, 11))
    code = owed(force)[3].standard.code
    both = "It is part of the returns for July to September 2026 and October to December 2026."
    assert both in see(lead, f"{OURS}commitments/{code}/").words


def test_and_before_either_is_signed(see, late, force, lead):
    code = owed(force)[3].standard.code
    both = "It is part of the returns for July to September 2026 and October to December 2026."
    assert both in see(lead, f"{OURS}commitments/{code}/").words
    first = owed(force)[0].standard.code
    assert "It is part of the return for July to September 2026." in see(lead, f"{OURS}commitments/{first}/").words


@pytest.mark.parametrize(
    ("due", "signed", "until", "by_signature"),
    [
        (dt.date(2026, 10, 28), None, end_of(dt.date(2026, 10, 28)), False),
        (dt.date(2026, 10, 28), at(10, 10), at(10, 10), True),
        (dt.date(2026, 10, 28), at(11, 30), end_of(dt.date(2026, 10, 28)), False),
        (dt.date(2026, 11, 11), at(11, 10), at(11, 10), True),
        (dt.date(2026, 11, 11), at(11, 30), end_of(dt.date(2026, 11, 11)), False),
    ],
)
def test_the_due_date_or_the_signature_whichever_comes_first(summer, autumn, due, signed, until, by_signature):
    assert since(autumn, [(summer, due, signed)]) == Since(until, summer, by_signature)
    assert since(summer, [(autumn, due, signed)]) == Since(summer.opens_at)


def test_a_return_signed_before_the_period_began_takes_nothing_of_it(summer, autumn):
    assert since(autumn, [(summer, summer.due, at(9, 30))]) == Since(autumn.opens_at)


def test_as_extended_for_one_and_as_known_then(force, foreign, summer, autumn, unit_manager):
    longer = dt.date(2026, 11, 11)
    extend(period=summer, organisation=force, due=longer, reason="A flood.", by=unit_manager, now=at(10, 26))
    found = counts_since(autumn, [force, foreign])
    assert found[force.pk].moment == end_of(longer)
    assert found[foreign.pk].moment == end_of(summer.due)
    assert counts_since(autumn, [force], at(10, 25))[force.pk].moment == end_of(summer.due)


def test_a_second_signature_takes_no_more_than_the_first(force, lead, chief_officer, unit, quarters, say):
    summer, autumn = quarters
    found = sign(
        mark_ready(force, summer, by=lead, today=dt.date(2026, 10, 5), now=at(10, 5)),
        by=chief_officer,
        today=dt.date(2026, 10, 5),
        now=at(10, 5, 13),
    )
    actions.ask_for_changes(of_return=found, by=unit, seen=seen(found), comment="More.", now=at(10, 7))
    say(owed(force)[0], at=at(10, 8), by=lead)
    assert counts(force, autumn, ReportingState.REPORTED) == 1
    mark_ready(force, summer, by=lead, today=dt.date(2026, 10, 9), now=at(10, 9))
    sign(found, by=chief_officer, today=dt.date(2026, 10, 9), now=at(10, 9, 13))
    assert counts(force, autumn, ReportingState.REPORTED) == 1


# What the pages say


def test_why_something_is_missing_is_said_as_it_is(see, lead, force, quarters, say, clock):
    say(owed(force)[0], at=at(10, 20), by=lead)
    page = see(lead, AUTUMN).words
    assert (
        "Nothing was said about these after 28 October 2026, the day on which the return for July to September 2026 was"
        " due. What was said before is part of that one." in page
    )
    assert "in this period" not in page
    assert "last said on 20 October 2026" in page
    assert "Nothing was said about these in this period." in see(lead, SUMMER).words
    clock.move_to(at(10, 21))
    ahead = (
        "What is said until the return for July to September 2026 is signed off, or else until the end of 28 October"
        " 2026, is part of that return and not of this one."
    )
    assert ahead in see(lead, AUTUMN).words
    assert ahead in see(lead, f"{AUTUMN}confirm/").words


def test_after_a_signature_in_time_the_page_says_so(see, lead, chief_officer, force, summer, autumn):
    day = dt.date(2026, 10, 5)
    sign(mark_ready(force, summer, by=lead, today=day, now=at(10, 5)), by=chief_officer, today=day, now=at(10, 6))
    said = "Nothing was said about these after the return for July to September 2026 was signed off on 6 October 2026."
    assert said in see(lead, AUTUMN).words


def test_marking_ready_while_the_period_runs_names_the_older_ones_still_open(see, late, lead, chief_officer, clock):
    actions.give_back(of_return=Return.objects.get(period__starts=OCTOBER), by=lead, seen=2, now=at(11, 30, 11))
    page = see(lead, f"{AUTUMN}ready/").words
    assert "This period runs until 31 December 2026." in page
    assert "An older return is still open: July to September 2026 (Ready for sign-off)." in page
    sign(late, by=chief_officer, today=DAY, now=at(11, 30, 12))
    page = see(lead, f"{AUTUMN}ready/").words
    assert "This period runs until 31 December 2026." in page
    assert "still open" not in page
    clock.move_to(dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC))
    assert "This period runs" not in see(lead, f"{AUTUMN}ready/").words


def test_whoever_signs_it_while_the_period_runs_is_told_too(see, late, chief_officer):
    page = see(chief_officer, f"{AUTUMN}sign/").words
    assert "An older return is still open: July to September 2026 (Ready for sign-off)." in page


def test_what_came_to_be_missing_without_a_reason_is_counted(
    see, late, force, summer, autumn, lead, chief_officer, unit_manager
):
    """An extension of the older return is the one thing that can still take something from one that is ready."""
    longer = dt.date(2026, 12, 4)
    extend(period=summer, organisation=force, due=longer, reason="A flood.", by=unit_manager, now=at(11, 30, 13))
    assert "Missing: 30 of 30, 27 of them without a reason." in see(lead, AUTUMN).words
    home = see(chief_officer, f"{OURS}commitments/").words
    assert "Missing: 30 of 30, 27 of them without a reason." in home
    page = see(chief_officer, f"{AUTUMN}sign/").words
    assert "30 standards are missing, 27 of them without a reason." in page
    with pytest.raises(actions.RuleBroken, match="came to be missing without a reason"):
        sign(Return.objects.get(period=autumn), by=chief_officer, today=DAY, now=at(11, 30, 14))


def test_the_board_counts_the_same(see, late, unit, chief_officer, autumn):
    def missing():
        rows = see(unit, "/returns/", period=autumn.pk).context["table"].data
        return next(row["missing"] for row in rows if row["organisation"] == "Avon and Somerset")

    assert missing() == 3
    sign(late, by=chief_officer, today=DAY, now=at(11, 30, 11))
    assert missing() == 3


def test_nothing_is_asked_twice_where_no_earlier_return_reaches_into_it(force, summer, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert counts_since(summer, [force])[force.pk] == Since(summer.opens_at)


def test_the_same_number_of_queries_for_one_and_for_all(force, autumn, django_assert_num_queries):
    everyone = list(type(force).objects.all())
    for bodies in ([force], everyone):
        with django_assert_num_queries(3):
            counts_since(autumn, bodies)


def test_who_did_not_owe_the_earlier_return_has_the_whole_period(force, autumn, summer):
    type(force).objects.filter(pk=force.pk).update(active_from=dt.date(2026, 10, 1))
    force.refresh_from_db()
    assert counts_since(autumn, [force])[force.pk] == Since(autumn.opens_at)


def test_a_partners_people_read_nothing_of_it(see, late, force):
    area_lead = person("area_lead", "lead", "cps-south-west")
    code = owed(force)[3].standard.code
    assert "It is part of" not in see(area_lead, f"{OURS}commitments/{code}/").words
