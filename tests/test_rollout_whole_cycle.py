"""All 57 organisations through a whole cycle: draft, hand back, sign, query, return, sign again, accept, correct."""

import datetime as dt

from django.core.management import call_command

from forces.as_at import AsAt
from forces.models import Organisation
from rollout import actions
from rollout.models import Commitment, FrozenFile, Return, ReturnEvent, Update
from rollout.queries.returns import items, revisions_by_organisation
from rollout.scales import State, Verdict
from tests.plugins.people import person
from tests.plugins.returns import NOW, TODAY, mark_ready, seen, sign

HOUR = dt.timedelta(hours=1)
ROUTE = ["draft", "ready", "draft", "ready", "signed", "changes", "ready", "signed", "accepted"]


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
        opened = actions.open_correction(
            organisation=body,
            period=period,
            by=unit_manager,
            reason="A figure was wrong.",
            today=TODAY,
            now=NOW + 9 * HOUR,
        )
        assert (opened.found.revision, opened.state) == (2, State.DRAFT)

    assert Return.objects.count() == 2 * len(bodies) == 114
    for revisions in revisions_by_organisation(period, None).values():
        accepted, correction = revisions
        assert [event.state for event in accepted.events] == ROUTE
        assert [event.came_from for event in accepted.events] == ["", *ROUTE[:-1]]
        assert [event.state for event in correction.events] == ["draft"]
        assert [each.found.state for each in revisions] == [each.last.state for each in revisions]
    assert ReturnEvent.objects.count() == 57 * (len(ROUTE) + 1)
    call_command("verify_frozen")
    assert "114 frozen files" in capsys.readouterr().out
    assert FrozenFile.objects.count() == 114


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
    assert [item.query.comment for item in items(body, period, None, AsAt(TODAY)) if item.query] == ["Who signed it?"]
    say(first, status=4, note="The head of the unit did.", at=NOW + 3 * HOUR, by=lead)
    mark_ready(body, period, by=lead, now=NOW + 4 * HOUR)
    sign(found, by=chief, now=NOW + 5 * HOUR)
    actions.accept(of_return=found, by=unit, seen=seen(found), today=TODAY, now=NOW + 6 * HOUR)
    found.refresh_from_db()
    assert (found.state, found.signed_by, found.accepted_by) == (State.ACCEPTED, chief, unit)
