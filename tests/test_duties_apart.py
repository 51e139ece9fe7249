"""Whoever did what came before does not do what comes after, whatever roles they hold. Claims have their own, in
test_funding_claims.py; here are the others of the kind, by the action, the page and the database."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from forces.models import Membership
from inspections.models import Verification
from inspections.scales import Stage
from ledger.actions import RuleBroken
from rollout import actions
from rollout.models import Commitment, Return, Review
from rollout.scales import Verdict
from tests.layout import laid_out
from tests.plugins.inspections import ANSWERED
from tests.plugins.people import GRANTED
from tests.plugins.returns import NOW, TODAY, mark_ready, seen, sign

RETURN = "/organisations/avon-and-somerset/returns/2024-01-01/"
REVIEW = f"{RETURN}review/"
APART = "duties are kept apart"
LATER = NOW + dt.timedelta(hours=2)


def give(person, role, organisation=None):
    Membership.objects.create(user=person, role=role, organisation=organisation, granted_at=GRANTED)
    vars(person).pop("_access", None)  # read once a request


def test_who_marks_a_return_ready_does_not_sign_it(ready, force, lead, chief_officer, see, send):
    give(lead, "chief_officer", force)
    with pytest.raises(
        RuleBroken, match="You marked this return ready for sign-off, so somebody else has to sign it off"
    ):
        sign(ready, by=lead)
    assert "You marked it ready for sign-off, so another chief officer signs it off." in see(lead, RETURN).words
    assert f"{RETURN}sign/" not in see(lead, RETURN).content.decode()
    page = see(lead, f"{RETURN}sign/")
    assert "another chief officer signs it off" in page.words
    assert "Sign off</button>" not in laid_out(page.content.decode())
    with pytest.raises(IntegrityError, match=APART), transaction.atomic():
        Return.objects.update(state="signed", signed_at=LATER, signed_by=lead)
    assert sign(ready, by=chief_officer).state == "signed"


def test_before_the_button_it_says_who_signs(see, lead, period):
    assert "another person does, who is a chief officer" in see(lead, f"{RETURN}ready/").words


def test_it_counts_also_where_somebody_else_marked_it_ready_again(ready, force, period, lead, contributor):
    actions.give_back(of_return=ready, by=lead, seen=seen(ready), now=NOW)
    give(contributor, "lead", force)
    give(lead, "chief_officer", force)
    mark_ready(force, period, by=contributor)
    with pytest.raises(RuleBroken, match="somebody else has to sign it off"):
        sign(Return.objects.get(), by=lead)


def test_who_marked_or_signed_it_does_not_accept_it(signed, lead, chief_officer, unit):
    for person in (lead, chief_officer):
        give(person, "unit")
        with pytest.raises(RuleBroken, match="so somebody else has to accept it"):
            actions.accept(of_return=signed, by=person, seen=seen(signed), today=TODAY, now=LATER)
        with pytest.raises(IntegrityError, match=APART), transaction.atomic():
            Return.objects.update(state="accepted", accepted_at=LATER, accepted_by=person)
    actions.accept(of_return=signed, by=unit, seen=seen(signed), today=TODAY, now=LATER)


def test_nobody_reviews_what_they_recorded_on_behalf(
    period, force, commitment, say, lead, chief_officer, unit, unit_manager, see
):
    """The other standards of the theme are the lead's: a theme's tick takes these and leaves out one's own."""
    own = say(commitment, by=unit, at=NOW - dt.timedelta(days=1))
    other = Commitment.objects.filter(organisation=force, standard__theme=commitment.standard.theme)
    other = say(other.exclude(pk=commitment.pk).first(), by=lead, at=NOW - dt.timedelta(days=1))
    signed = sign(mark_ready(force, period, by=lead), by=chief_officer)
    said = {"of_return": signed, "by": unit, "now": LATER}
    with pytest.raises(RuleBroken, match="You recorded P1-1 yourself, so somebody else has to review it"):
        actions.review(update=own, verdict=Verdict.AGREE, **said)
    with pytest.raises(RuleBroken, match="You recorded P1-1 yourself"):
        actions.agree_with_the_rest(updates=[own, other], **said)
    (row,) = actions.agree_with_the_rest(updates=[other], **said)
    with pytest.raises(IntegrityError, match=APART), transaction.atomic():
        Review.objects.create(of_return=signed, update=own, commitment=commitment, verdict="agree", recorded_at=LATER,
                              recorded_by=unit)  # fmt: skip
    assert "you recorded it" in see(unit, REVIEW).words
    assert "You recorded this yourself, so somebody else has to review it." in see(unit, f"{REVIEW}P1-1/").words
    assert "You recorded this yourself" not in see(unit_manager, f"{REVIEW}P1-1/").words
    actions.review(update=own, verdict=Verdict.AGREE, **said | {"by": unit_manager})
    assert row.update == other


def test_nobody_verifies_what_they_answered(ours, answer, judge, unit, unit_manager):
    response = answer(ours, Stage.COMPLETE, by=unit)
    with pytest.raises(RuleBroken, match="You recorded this response, so somebody else has to verify it"):
        judge(ours, by=unit)
    with pytest.raises(IntegrityError, match=APART), transaction.atomic():
        Verification.objects.create(response=response, voice="unit", verified=True, recorded_at=ANSWERED,
                                    recorded_by=unit)  # fmt: skip
    assert judge(ours, by=unit_manager).recorded_by == unit_manager
