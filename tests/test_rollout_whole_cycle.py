"""All 57 organisations through a whole cycle: draft, hand back, sign, query, return, sign again, accept, and the
correction of it to its own acceptance."""

import datetime as dt

import pytest
from django.core.management import call_command

from forces.models import Organisation
from ledger.as_at import AsAt
from rollout import actions
from rollout.models import Commitment, FrozenFile, Return, ReturnEvent, Update
from rollout.queries import latest
from rollout.queries.items import return_items
from rollout.queries.returns import revisions_by_organisation
from rollout.scales import State, Verdict
from tests.plugins.people import person
from tests.plugins.returns import NOW, TODAY, correct, mark_ready, seen, sign

HOUR = dt.timedelta(hours=1)
CORRECTION = ["draft", "ready", "signed", "accepted"]
ROUTE = ["draft", "ready", "draft", "ready", "signed", "changes", "ready", "signed", "accepted"]


@pytest.mark.walks
def test_everyone_through_a_whole_cycle(period, unit, unit_manager, say, capsys):
    bodies = list(Organisation.objects.all())
    for body in bodies:
        lead, chief = (
            person(f"lead_{body.slug}", "lead", body.slug),
            person(f"chief_{body.slug}", "chief_officer", body.slug),
        )
        first = Commitment.objects.filter(organisation=body).select_related("organisation", "standard").first()
        say(first, status=4, at=NOW - HOUR, by=lead)
        to_the_end(body, period, first, lead, chief, unit, say)
        say(first, status=5, note="All districts by now.", at=NOW + 8 * HOUR, by=lead)
        correction_to_the_end(body, period, first, lead, chief, unit, unit_manager)
        assert latest(first).status == 5

    assert Return.objects.count() == 2 * len(bodies) == 114
    for revisions in revisions_by_organisation(period, None).values():
        accepted, correction = revisions
        assert [event.state for event in accepted.events] == ROUTE
        assert [event.came_from for event in accepted.events] == ["", *ROUTE[:-1]]
        assert [event.state for event in correction.events] == CORRECTION
        said = [{code: item.status for code, item in said_in(each).items()} for each in revisions]
        (corrected,) = [code for code in said[0] if said[0][code] != said[1][code]]
        assert (said[0][corrected], said[1][corrected]) == (4, 2)
        assert [each.found.state for each in revisions] == [each.last.state for each in revisions]
    assert ReturnEvent.objects.count() == 57 * (len(ROUTE) + len(CORRECTION))
    call_command("verify_frozen")
    assert "228 frozen files" in capsys.readouterr().out
    assert FrozenFile.objects.filter(of_return__revision=2).count() == 114


def said_in(at):
    owed = return_items(at.found.organisation, at.found.period, at, AsAt(TODAY))
    return {item.commitment.standard.code: item for item in owed}


def correction_to_the_end(body, period, first, lead, chief, unit, unit_manager):
    opened = actions.open_correction(
        organisation=body,
        period=period,
        by=unit_manager,
        reason="A figure was wrong.",
        today=TODAY,
        now=NOW + 9 * HOUR,
    )
    assert (opened.found.revision, opened.state) == (2, State.DRAFT)
    corrected = correct(opened.found, first, by=lead, status=2, now=NOW + 10 * HOUR)
    found = sign(mark_ready(body, period, by=lead, now=NOW + 11 * HOUR), by=chief, now=NOW + 12 * HOUR)
    actions.review(of_return=found, update=corrected, verdict=Verdict.AGREE, by=unit, now=NOW + 13 * HOUR)
    actions.accept(of_return=found, by=unit, seen=seen(found), today=TODAY, now=NOW + 14 * HOUR)


def to_the_end(body, period, first, lead, chief, unit, say):
    found = mark_ready(body, period, by=lead)
    actions.give_back(of_return=found, by=chief, seen=seen(found), comment="Say more.", now=NOW)
    mark_ready(body, period, by=lead)
    sign(found, by=chief)
    signed = Update.objects.get(commitment=first)
    actions.review(
        of_return=found, update=signed, verdict=Verdict.QUERY, comment="Who signed it?", by=unit, now=NOW + 2 * HOUR
    )
    actions.ask_for_changes(of_return=found, by=unit, seen=seen(found), comment="See the query.", now=NOW + 2 * HOUR)
    assert [item.query.comment for item in return_items(body, period, None, AsAt(TODAY)) if item.query] == [
        "Who signed it?"
    ]
    say(first, status=4, note="The head of the unit did.", at=NOW + 3 * HOUR, by=lead)
    mark_ready(body, period, by=lead, now=NOW + 4 * HOUR)
    sign(found, by=chief, now=NOW + 5 * HOUR)
    actions.accept(of_return=found, by=unit, seen=seen(found), today=TODAY, now=NOW + 6 * HOUR)
    found.refresh_from_db()
    assert (found.state, found.signed_by, found.accepted_by) == (State.ACCEPTED, chief, unit)
