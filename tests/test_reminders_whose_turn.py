"""Whoever must act comes first: of every kind of deadline, and of everything that it can have come to."""

import datetime as dt

import pytest

from accounts import permissions
from accounts.models import User
from accounts.permissions import ROLES
from forces.access import can
from forces.deadlines import kinds
from funding.scales import State
from ledger.as_at import AsAt
from reminders import rules
from reminders.planning import everything_due, who_gets_what
from reminders.rules import Level
from tests.plugins.funding import Q1, Q2, TODAY
from tests.plugins.people import person
from tests.plugins.reminders import DAY
from tests.plugins.returns import mark_ready

# What the action that settles it asks for, written down again here: by kind, and by what it has come to.
SETTLED_BY = {
    ("commitment", ""): "record_update",
    ("return", ""): "prepare_return",
    ("return", "ready for sign-off"): "sign_return",
    ("follow_up", ""): "write_log",
    ("training_share", ""): "record_training",
    ("training_month", ""): "record_training",
    ("funding_claim", ""): "certify_claim",
    ("funding_claim", "sent for certification"): "certify_claim",
    ("funding_statement", ""): "certify_claim",
    ("finding_response", ""): "settle_response",
    ("statutory_response", ""): "respond_finding",
    ("inspection_milestone", ""): "manage_inspections",
    ("national_response", ""): "settle_response",
    ("evidence", ""): "record_update",
    # What passes with its day is settled by nobody: whoever answers the inspectorate, or sees what is due, is told.
    ("own_inspection", ""): "respond_finding",
    ("programme_milestone", ""): "view_deadlines",
}


def turns():
    """Of every kind that is registered: its code, what it has come to, and the turn that a deadline then carries."""
    for code, kind in kinds().items():
        yield code, "", ()
        for words, turn in kind.then:
            yield code, str(words), turn


def test_every_kind_is_here():
    assert {(code, words) for code, words, _turn in turns()} == set(SETTLED_BY)
    assert set(SETTLED_BY.values()) <= permissions.PERMISSIONS


@pytest.fixture
def everybody(force):
    """Somebody in every role there is."""
    for role in ROLES:
        person(f"the_{role}", role, force.slug if role in permissions.ORGANISATION_ROLES else "")


@pytest.mark.parametrize(("code", "words", "turn"), [pytest.param(*each, id=" ".join(each[:2])) for each in turns()])
def test_the_first_person_mailed_may_settle_it(sources, everybody, force, code, words, turn):
    sources[code].add(force, DAY + dt.timedelta(days=7), turn=turn)
    mailed = who_gets_what(AsAt(DAY))
    assert mailed
    assert {each.level for each in mailed} == {Level.FIRST}
    users = [User.objects.get(pk=each.person.id) for each in mailed]
    assert can(users[0], SETTLED_BY[code, words], force), users[0]
    acting = turn or kinds()[code].settle
    assert [user for user in users if not any(can(user, act, force) for act in acting)] == []


def first_to_hear(kind, day, organisation):
    """Of each open deadline of a kind that an organisation owes: the roles that hear first."""
    due = everything_due(AsAt(day))
    return {
        each.key: rules.chain_of(each, kinds())[0].roles
        for each in due
        if each.kind == kind and each.organisation == organisation
    }


def test_a_claim_is_the_finance_officers_and_the_leads_until_it_is_sent(bring, force, allocation):
    bring(State.READY, Q1)
    bring(State.DRAFT, Q2)
    said = first_to_hear("funding_claim", TODAY, force)
    assert said[f"funding-claim-{allocation.pk}-2024-04-01"] == ("finance_officer",)
    assert said[f"funding-claim-{allocation.pk}-2024-07-01"] == ("finance_officer", "lead")
    assert said[f"funding-claim-{allocation.pk}-2025-01-01"] == ("finance_officer", "lead")


def test_a_year_end_statement_is_the_finance_officers_alone(allocation, force, finance_officer):
    assert set(first_to_hear("funding_statement", TODAY, force).values()) == {("finance_officer",)}


def test_a_return_is_the_chief_officers_from_the_moment_it_is_ready(period, force, lead, area, area_lead):
    day = dt.date(2024, 4, 15)
    assert set(first_to_hear("return", day, force).values()) == {("lead",)}
    mark_ready(force, period, by=lead)
    assert set(first_to_hear("return", day, force).values()) == {("chief_officer",)}
    assert set(first_to_hear("return", day, area).values()) == {("lead",)}


def test_who_is_missing_is_named_by_the_role_that_has_to_act(allocation, force, lead):
    people = {("lead", force.pk): [rules.Person(lead.pk)]}
    missing = rules.without_recipient(everything_due(AsAt(TODAY)), kinds=kinds(), people=people)
    assert missing == {force.pk: {"finance_officer"}}
