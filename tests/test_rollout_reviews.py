"""The Unit's view of what was signed."""

import datetime as dt
import uuid

import pytest

from ledger.as_at import AsAt
from rollout import actions
from rollout.actions import RuleBroken, confirm_unchanged
from rollout.models import Commitment, Review
from rollout.queries.items import return_items
from rollout.queries.returns import revisions_of
from rollout.queries.views import last_views, unit_views
from rollout.scales import State, Verdict
from tests.plugins.returns import NOW, TODAY, correct, mark_ready, seen, sign

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def update(say, commitment, lead):
    return say(commitment, status=4, at=NOW - HOUR, by=lead)


@pytest.fixture
def signed(update, period, force, lead, chief_officer):
    """With the update in it."""
    return sign(mark_ready(force, period, by=lead), by=chief_officer)


@pytest.fixture
def look(signed, update, unit):
    def look(verdict, at=NOW + 2 * HOUR, what=update, **said):
        return actions.review(of_return=signed, update=what, verdict=verdict, by=unit, now=at, **said)

    return look


def item_of(commitment, period, moment=None):
    organisation = commitment.organisation
    revised = revisions_of(organisation, period, moment)
    owed = return_items(organisation, period, revised[-1], AsAt(TODAY, moment))
    return next(item for item in owed if item.commitment == commitment)


@pytest.fixture
def asked(look, signed, unit):
    look(Verdict.QUERY, comment="Who signed it?")
    actions.ask_for_changes(of_return=signed, by=unit, seen=3, comment="See P1-1.", now=NOW + 3 * HOUR)


def test_confirming_does_not_answer_a_query(asked, commitment, period, lead):
    confirm_unchanged(commitment=commitment, by=lead, base=1, now=NOW + 4 * HOUR)
    item = item_of(commitment, period)
    assert (item.query.comment, item.needs_reason) == ("Who signed it?", True)


def test_a_reported_update_answers_it_and_before_that_it_was_open(asked, commitment, period, say):
    say(commitment, status=4, note="The head did.", at=NOW + 4 * HOUR)
    assert item_of(commitment, period).query is None
    assert item_of(commitment, period, NOW + 4 * HOUR).query


def test_an_answer_given_while_it_awaits_review_is_not_in_what_was_signed(look, say, commitment, signed, period, unit):
    look(Verdict.QUERY, comment="Who signed it?")
    say(commitment, status=4, note="The head did.", at=NOW + 3 * HOUR)
    assert item_of(commitment, period).query
    with pytest.raises(RuleBroken, match="Your queries on P1-1 are not answered"):
        actions.accept(of_return=signed, by=unit, seen=3, today=TODAY, now=NOW + 4 * HOUR)
    signed.refresh_from_db()
    assert (signed.state, seen(signed)) == (State.SIGNED, 3)
    look(Verdict.AGREE, at=NOW + 5 * HOUR)
    actions.accept(of_return=signed, by=unit, seen=3, today=TODAY, now=NOW + 6 * HOUR)


def test_what_took_the_place_of_the_signed_update_is_not_reviewed(look, say, commitment, asked, lead, chief_officer,
                                                                  signed, update):  # fmt: skip
    later = say(commitment, status=5, at=NOW + 4 * HOUR)
    mark_ready(signed.organisation, signed.period, by=lead, now=NOW + 5 * HOUR)
    sign(signed, by=chief_officer, now=NOW + 6 * HOUR)
    with pytest.raises(RuleBroken, match="a later one took its place"):
        look(Verdict.AGREE, what=update)
    assert look(Verdict.AGREE, what=later, at=NOW + 7 * HOUR).update == later


def test_what_came_after_the_sign_off_is_not_reviewed(look, say, commitment):
    later = say(commitment, status=5, at=NOW + 2 * HOUR)
    with pytest.raises(RuleBroken, match="This is not the update that was signed"):
        look(Verdict.AGREE, what=later)


def test_another_organisations_update_is_not_reviewed(look, say, foreign_commitment):
    theirs = say(foreign_commitment, at=NOW - HOUR)
    with pytest.raises(RuleBroken, match="This is not the update that was signed"):
        look(Verdict.AGREE, what=theirs)
    assert not Review.objects.exists()


def test_what_is_not_under_review_is_not_reviewed(asked, look):
    with pytest.raises(RuleBroken, match="This return is changes asked for, so it is not under review"):
        look(Verdict.AGREE)


@pytest.mark.parametrize(
    ("verdict", "said", "field", "words"),
    [
        (Verdict.DIFFER, {"status": 4, "comment": "So."}, "status", "what the organisation says too"),
        (Verdict.DIFFER, {"comment": "So."}, "status", "Select where you think it stands"),
        (Verdict.DIFFER, {"status": 9, "comment": "So."}, "status", "Select where you think it stands"),
        (Verdict.DIFFER, {"status": 3, "comment": " "}, "comment", "Say what you ask, or why you differ"),
        (Verdict.QUERY, {}, "comment", "Say what you ask"),
        ("perhaps", {}, "verdict", "Select agree, query or differ"),
    ],
)
def test_what_is_refused_in_words(look, verdict, said, field, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        look(verdict, **said)
    assert refused.value.field == field
    assert not Review.objects.exists()


def test_the_same_form_twice_is_one_view_and_with_other_words_is_refused(look):
    token = uuid.uuid4()
    first = look(Verdict.DIFFER, status=3, comment="Half of it. ", token=token)
    assert look(Verdict.DIFFER, status=3, comment="Half of it. ", token=token) == first
    with pytest.raises(RuleBroken, match="You sent this form before, with other words"):
        look(Verdict.DIFFER, status=2, comment="Half of it.", token=token)
    assert Review.objects.count() == 1


def test_a_status_beside_agree_counts_for_nothing(look):
    token = uuid.uuid4()
    assert look(Verdict.AGREE, status=3, token=token) == look(Verdict.AGREE, status=3, token=token)
    assert Review.objects.get().status is None


def test_the_last_view_counts_and_both_stay(look, commitment, period):
    look(Verdict.DIFFER, status=3, comment="Half of it.")
    assert item_of(commitment, period).differs
    look(Verdict.AGREE, at=NOW + 3 * HOUR)
    assert not item_of(commitment, period).differs
    assert item_of(commitment, period, NOW + 3 * HOUR).differs
    assert (last_views().count(), Review.objects.count()) == (1, 2)


def test_agreeing_with_the_rest_is_all_or_none(signed, update, unit, say, foreign_commitment):
    theirs = say(foreign_commitment, at=NOW - HOUR)
    with pytest.raises(RuleBroken):
        actions.agree_with_the_rest(of_return=signed, updates=[update, theirs], by=unit, now=NOW + 2 * HOUR)
    assert not Review.objects.exists()
    assert actions.agree_with_the_rest(of_return=signed, updates=[update], by=unit, now=NOW + 2 * HOUR)


def test_an_accepted_return_keeps_the_view_that_was_had_of_it(look, signed, unit, commitment, period, lead,
                                                             chief_officer, update):  # fmt: skip
    look(Verdict.AGREE)
    actions.accept(of_return=signed, by=unit, seen=3, today=TODAY, now=NOW + 3 * HOUR)
    first = revisions_of(signed.organisation, period, None)[0]
    actions.open_correction(organisation=signed.organisation, period=period, by=lead, reason="A.", today=TODAY,
                            now=NOW + 4 * HOUR)  # fmt: skip
    opened = revisions_of(signed.organisation, period, None)[1].found
    corrected = correct(opened, commitment, by=lead, now=NOW + 4 * HOUR)
    again = sign(mark_ready(signed.organisation, period, by=lead, now=NOW + 4 * HOUR), by=chief_officer,
                 now=NOW + 5 * HOUR)  # fmt: skip
    with pytest.raises(RuleBroken, match="This standard is not corrected"):
        actions.review(of_return=again, update=update, verdict=Verdict.AGREE, by=unit, now=NOW + 6 * HOUR)
    actions.review(of_return=again, update=corrected, verdict=Verdict.DIFFER, status=2, comment="No.", by=unit,
                   now=NOW + 6 * HOUR)  # fmt: skip
    old = next(
        item for item in return_items(signed.organisation, period, first, AsAt(TODAY)) if item.position == update
    )
    assert (old.view.verdict, item_of(commitment, period).view.verdict) == (Verdict.AGREE, Verdict.DIFFER)
    assert last_views().get().verdict == Verdict.AGREE
    assert [view.status for view in unit_views(Commitment.objects.all()).values()] == [None]
