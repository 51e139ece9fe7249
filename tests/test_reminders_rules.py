"""The rules of reminders: pure, so most of it is a table or a property."""

import datetime as dt
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.permissions import (
    CERTIFY_CLAIM,
    MANAGE_INSPECTIONS,
    PREPARE_RETURN,
    RECORD_CLAIM,
    RECORD_UPDATE,
    ROLES,
    SIGN_RETURN,
    VIEW_DETAIL,
    VIEW_FUNDING,
    VIEW_LOG,
    VIEW_STATUS,
    WRITE_LOG,
)
from forces.periods import add_working_days, is_working_day, working_days
from reminders.rules import (
    BEFORE,
    CHASED_FOR,
    NONE_RESUMED,
    Level,
    Person,
    chain,
    current_stage,
    recipients,
    reminders,
    without_recipient,
)

DUE = dt.date(2024, 4, 30)  # a Tuesday; 6 May is a bank holiday
DAYS = st.dates(dt.date(2023, 7, 1), dt.date(2027, 12, 31))
FORCE, OTHER = 1, 2
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Due:
    key: str = "return-1"
    kind: str = "return"
    organisation_id: int | None = FORCE
    due: dt.date = DUE
    set_by: int | None = None
    set_on: dt.date | None = None
    turn: tuple = ()


@dataclass(frozen=True)
class Kind:
    permission: str
    settle: tuple


KINDS = {
    "return": Kind(VIEW_DETAIL, (PREPARE_RETURN,)),
    "commitment": Kind(VIEW_STATUS, (RECORD_UPDATE,)),
    "follow_up": Kind(VIEW_LOG, (WRITE_LOG,)),
}
LEAD, CHIEF, ANALYST, OTHER_LEAD = (Person(number) for number in range(1, 5))
PEOPLE = {
    ("lead", FORCE): [LEAD],
    ("chief_officer", FORCE): [CHIEF],
    ("unit", None): [ANALYST],
    ("lead", OTHER): [OTHER_LEAD],
}


def planned(today, deadlines=(Due(),), people=PEOPLE, held=(), resumed=NONE_RESUMED):
    found = reminders(deadlines, kinds=KINDS, people=people, held=held, today=today, resumed=resumed)
    return [(each.stage, each.person.id) for each in found]


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2024-04-01", None),  # Easter Monday
        ("2024-04-02", -20),
        ("2024-04-15", -20),
        ("2024-04-16", -10),
        ("2024-04-23", -5),
        ("2024-04-28", -5),
        ("2024-04-29", -1),
        ("2024-04-30", 0),
        ("2024-05-01", 1),
        ("2024-05-08", 1),
        ("2024-05-09", 6),  # not the 8th: the 6th is a bank holiday
        ("2024-05-16", 11),
    ],
)
def test_stages_of_the_first_level(day, stage):
    assert current_stage(Level.FIRST, DUE, dt.date.fromisoformat(day)) == stage


@pytest.mark.parametrize(("level", "starts"), [(Level.CHIEF, 5), (Level.UNIT, 10)])
def test_the_chain_hears_after_five_and_ten_working_days_then_weekly(level, starts):
    days = [current_stage(level, DUE, add_working_days(DUE, number)) for number in range(1, 25)]
    assert days[: starts - 1] == [None] * (starts - 1)
    assert days[starts - 1 : starts + 6] == [starts] * 5 + [starts + 5] * 2


def test_on_the_day_is_the_last_working_day_when_the_day_is_none():
    saturday = dt.date(2024, 6, 1)
    assert [current_stage(Level.FIRST, saturday, dt.date(2024, 5, day)) for day in (30, 31)] == [-1, 0]
    assert current_stage(Level.FIRST, saturday, dt.date(2024, 6, 3)) == 1


@given(due=DAYS, day=DAYS, later=DAYS, level=st.sampled_from(Level))
def test_a_stage_is_never_ahead_of_its_day_and_never_goes_back(due, day, later, level):
    stage = current_stage(level, due, day)
    assert stage is None or stage <= working_days(due, day)
    if later >= day and stage is not None:
        assert current_stage(level, due, later) >= stage


@given(due=DAYS, level=st.sampled_from(Level))
def test_every_stage_comes_on_a_day_of_its_own_and_lasts_at_most_a_week_when_overdue(due, level):
    first = due - dt.timedelta(days=50)
    stages = [current_stage(level, due, first + dt.timedelta(days=number)) for number in range(120)]
    seen = [stage for stage in dict.fromkeys(stages) if stage is not None]
    wanted = [*BEFORE, *range(1, 80, 5)] if level == Level.FIRST else range(5 if level == Level.CHIEF else 10, 80, 5)
    assert seen == list(wanted)[: len(seen)]
    assert len(seen) > 6


@given(due=DAYS, skipped=st.sets(st.integers(0, 89)), twice=st.booleans())
def test_a_missed_day_is_caught_up_and_a_second_run_adds_nothing(due, skipped, twice):
    done, person = set(), LEAD
    for number in range(90):
        today = due + dt.timedelta(days=number - 45)
        if number in skipped:
            continue
        for _run in range(1 + twice):
            new = {pair for pair in planned(today, [Due(due=due)], {("lead", FORCE): [person]}) if pair not in done}
            assert len(new) <= 1
            if new:
                assert person.last_mail != today
                person = replace(person, last_mail=today)
            done |= new
        if is_working_day(today) and (stage := current_stage(Level.FIRST, due, today)) is not None:
            assert (stage, LEAD.id) in done


def test_escalation_one_level_at_a_time():
    assert planned(add_working_days(DUE, 4)) == [(1, LEAD.id)]
    assert planned(add_working_days(DUE, 5)) == [(1, LEAD.id), (5, CHIEF.id)]
    assert planned(add_working_days(DUE, 10)) == [(6, LEAD.id), (10, CHIEF.id), (10, ANALYST.id)]


def test_nothing_on_days_when_nobody_works():
    assert [planned(dt.date(2024, 5, day)) for day in (4, 5, 6)] == [[], [], []]


def test_one_mail_a_day():
    written = {("lead", FORCE): [replace(LEAD, last_mail=DUE)]}
    assert planned(DUE, people=written) == []


def test_a_clock_that_was_ahead_for_a_while_silences_nobody():
    written = {("lead", FORCE): [replace(LEAD, last_mail=dt.date(2031, 1, 1))]}
    assert planned(DUE, people=written) == [(0, LEAD.id)]


@pytest.mark.parametrize(
    ("today", "last", "expected"),
    [
        ("2024-04-22", None, [(-5, 1)]),  # Monday: the 23rd is five working days before
        ("2024-04-29", "2024-04-22", [(1, 1)]),  # the week in which it falls due, one mail for all of it
        ("2024-04-30", "2024-04-29", []),
        ("2024-05-02", "2024-04-22", [(1, 1)]),  # nothing went on Monday: caught up
        ("2024-05-06", "2024-04-29", []),  # a bank holiday
        ("2024-05-07", "2024-04-29", [(6, 1)]),
    ],
)
def test_a_weekly_digest_looks_ahead_to_sunday(today, last, expected):
    person = replace(LEAD, weekly=True, last_mail=last and dt.date.fromisoformat(last))
    assert planned(dt.date.fromisoformat(today), people={("lead", FORCE): [person]}) == expected


@pytest.mark.parametrize(("day", "expected"), [("2024-04-30", []), ("2024-05-01", [(1, 1)])])
def test_a_kind_turned_off_is_on_again_when_overdue(day, expected):
    person = replace(LEAD, off=frozenset({"return"}))
    assert planned(dt.date.fromisoformat(day), people={("lead", FORCE): [person]}) == expected


def test_what_one_does_not_hear_of_others_do():
    both = {("lead", FORCE): [replace(LEAD, off=frozenset({"return"})), CHIEF]}
    assert planned(DUE, people=both) == [(0, CHIEF.id)]
    long_ago = Due(key="old", due=DUE - CHASED_FOR - DAY)
    assert planned(DUE, [long_ago, Due()]) == [(0, LEAD.id)]


def test_the_units_follow_ups_are_the_units_from_the_start():
    follow_ups = [Due(kind="follow_up"), Due(key="b", kind="follow_up", organisation_id=None)]
    assert planned(DUE, follow_ups) == [(0, ANALYST.id)] * 2
    assert planned(add_working_days(DUE, 30), follow_ups) == [(26, ANALYST.id)] * 2


def test_a_hold_stops_what_the_organisation_owes_and_not_the_units_own():
    found = [Due(), Due(kind="follow_up"), Due(organisation_id=OTHER)]
    assert planned(DUE, found, held={FORCE}) == [(0, ANALYST.id), (0, OTHER_LEAD.id)]


def test_nobody_is_reminded_of_the_date_they_just_set():
    moved = Due(set_by=LEAD.id, set_on=dt.date(2024, 4, 24))
    assert planned(dt.date(2024, 4, 25), [moved]) == []
    assert planned(dt.date(2024, 4, 29), [moved]) == [(-1, LEAD.id)]
    assert planned(dt.date(2024, 4, 25), [replace(moved, set_by=99)]) == [(-5, LEAD.id)]


def test_somebody_with_two_roles_is_reminded_once_as_low_as_they_stand():
    both = {("lead", FORCE): [LEAD], ("chief_officer", FORCE): [LEAD]}
    assert planned(add_working_days(DUE, 7), people=both) == [(6, LEAD.id)]


def test_an_organisation_with_nobody_is_listed():
    found = [Due(), Due(organisation_id=3), Due(kind="follow_up", organisation_id=4)]
    assert without_recipient(found, kinds=KINDS, people=PEOPLE) == {3: {"lead"}}
    assert planned(DUE, found[1:2]) == []


roles = st.sampled_from(sorted(ROLES))
crowd = st.dictionaries(
    st.tuples(roles, st.sampled_from([None, FORCE, OTHER])), st.lists(st.builds(Person, st.integers(1, 9)), max_size=3)
)


@given(
    people=crowd,
    today=DAYS,
    found=st.lists(
        st.builds(Due, kind=st.sampled_from(list(KINDS)), organisation_id=st.sampled_from([None, 1, 2]), due=DAYS)
    ),
)
def test_nobody_hears_of_another_organisations_matter_or_without_the_permission(people, today, found):
    for each in reminders(found, kinds=KINDS, people=people, held=(), today=today):
        permission, place = KINDS[each.deadline.kind].permission, each.deadline.organisation_id
        held = [
            (scope, where)
            for (role, where), there in people.items()
            if each.person in there
            for scope, permissions in ROLES[role].items()
            if permission in permissions
        ]
        assert ("any", None) in held or ("own", place) in held
        assert place is not None or ("any", None) in held


def test_a_chain_holds_only_who_may_see_it():
    prepare = chain(VIEW_DETAIL, (PREPARE_RETURN,))
    assert [(step.level, step.roles) for step in prepare] == [
        (Level.FIRST, ("lead",)),
        (Level.CHIEF, ("chief_officer",)),
        (Level.UNIT, ("unit", "unit_manager")),
    ]
    assert chain(VIEW_LOG, (WRITE_LOG,)) == ((Level.FIRST, ("unit", "unit_manager"), False),)
    assert chain(VIEW_DETAIL, (RECORD_UPDATE,), national=True) == chain(VIEW_LOG, (WRITE_LOG,))
    assert list(recipients(Due(), chain(VIEW_LOG, (WRITE_LOG,)), {("unit", None): [ANALYST]})) == [
        (Level.FIRST, ANALYST)
    ]


def test_whose_turn_it_is_comes_first_and_only_who_can_act():
    assert chain(VIEW_DETAIL, (SIGN_RETURN,))[0].roles == ("chief_officer",)
    assert [step.level for step in chain(VIEW_DETAIL, (SIGN_RETURN,))] == [Level.FIRST, Level.UNIT]
    assert chain(VIEW_FUNDING, (CERTIFY_CLAIM, RECORD_CLAIM))[0].roles == ("finance_officer", "lead")
    assert chain(VIEW_FUNDING, (CERTIFY_CLAIM,))[0].roles == ("finance_officer",)
    assert chain(VIEW_LOG, (MANAGE_INSPECTIONS,)) == (
        (Level.FIRST, ("unit_manager",), False),
        (Level.UNIT, ("unit",), False),
    )


def test_a_return_that_is_ready_is_the_chief_officers():
    assert planned(DUE, [Due(turn=(SIGN_RETURN,))]) == [(0, CHIEF.id)]
    assert planned(add_working_days(DUE, 10), [Due(turn=(SIGN_RETURN,))]) == [(6, CHIEF.id), (10, ANALYST.id)]


def test_chasing_ends_after_twelve_weeks():
    last = DUE + CHASED_FOR
    assert is_working_day(last)
    assert {who for _stage, who in planned(last)} == {LEAD.id, CHIEF.id, ANALYST.id}
    assert planned(last + DAY) == []
    assert dt.timedelta(weeks=12) == CHASED_FOR


def test_chasing_goes_on_for_twelve_weeks_when_it_is_taken_up_again_and_never_when_closed():
    resumed = {("return-1", DUE): dt.date(2024, 9, 2)}
    today = dt.date(2024, 9, 9)
    assert planned(today) == []
    assert {who for _stage, who in planned(today, resumed=resumed)} == {LEAD.id, CHIEF.id, ANALYST.id}
    assert planned(dt.date(2024, 9, 2) + CHASED_FOR + DAY, resumed=resumed) == []
    assert planned(DUE, resumed={("return-1", DUE): None}) == []
    assert planned(today, resumed={("return-1", DUE - DAY): today}) == []  # another date is another matter


@given(due=DAYS, today=DAYS)
def test_nothing_older_than_twelve_weeks_is_ever_mailed(due, today):
    for each in reminders([Due(due=due)], kinds=KINDS, people=PEOPLE, held=(), today=today):
        assert today - each.deadline.due <= CHASED_FOR
