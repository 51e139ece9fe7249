"""How an analyst reads a signed return, says what they think, and decides."""

import datetime as dt
import uuid

import pytest
import time_machine

from rollout import actions
from rollout.models import Commitment, Review
from rollout.scales import Confidence, State, Status, Verdict
from tests.plugins.people import person
from tests.plugins.returns import NOW, mark_ready, seen, sign

RETURN = "/organisations/avon-and-somerset/returns/2024-01-01/"
REVIEW, DECIDE = f"{RETURN}review/", f"{RETURN}decide/"
REVIEW_QUERIES = 24  # signing in as well
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW + 6 * HOUR, tick=False) as traveller:
        yield traveller


@pytest.fixture
def said(say, force):
    """P1-1 in progress, P1-2 in place without evidence, P1-3 amber; the rest is missing."""
    by_code = {"P1-1": (3, 1), "P1-2": (4, 1), "P1-3": (2, 2)}
    return {
        code: say((force.slug, code), status=status, confidence=confidence, at=NOW - DAY)
        for code, (status, confidence) in by_code.items()
    }


@pytest.fixture
def under_review(said, period, lead, chief_officer, force):
    return sign(mark_ready(force, period, by=lead), by=chief_officer)


@pytest.fixture
def colleague(db):
    return person("colleague", "unit")


def view(of, **changed):
    said = {"token": str(uuid.uuid4()), "update": of.pk, "newest_view": "0", "verdict": "agree", "comment": ""}
    return said | changed


def test_sentence_and_groups_first_then_everything(see, unit, under_review):
    page = see(unit, REVIEW).words
    assert (
        "Signed off by Chief officer on 15 April 2024 at 11am. The Joint Unit has a view on 0 of 3 standards." in page
    )
    assert "It is the first return, so there is nothing to compare it with." in page
    assert "Missing (17)" in page
    assert "The lead was away." in page
    assert "In place or embedded, without evidence that holds (1)" in page
    assert page.index("without evidence that holds (1)") < page.index("Everything, by theme")
    assert "Agree with the ticked" in page


def test_what_changed_since_the_last_accepted_return(see, unit, say, force, accepted, following, lead, chief_officer):
    say((force.slug, "P1-1"), status=4, at=NOW + 4 * HOUR)
    sign(mark_ready(force, following, by=lead, now=NOW + 5 * HOUR), by=chief_officer, now=NOW + 5 * HOUR)
    page = see(unit, "/organisations/avon-and-somerset/returns/2024-04-01/review/").words
    assert "It is compared with the return for January to March 2024, the last that was accepted." in page
    assert "Changed since the last accepted return (1)" in page


def test_what_was_recorded_since_is_named(see, unit, under_review, say, force):
    say((force.slug, "P1-2"), at=NOW + 3 * HOUR)
    page = see(unit, REVIEW).words
    assert "Recorded after the sign-off, and not part of what was signed: P1-2" in page
    assert "1 update was recorded after the sign-off." in see(unit, f"{REVIEW}P1-2/").words


def test_agreeing_with_the_ticked_and_with_a_theme(send, unit, under_review, said):
    data = {"seen": seen(under_review), "newest_view": 0, "update": [said["P1-1"].pk]}
    assert "You agree with 1 standard." in send(unit, REVIEW, data).words
    assert "You have agreed with these already." in send(unit, REVIEW, data).words
    newest = Review.objects.latest("pk").pk
    theme = said["P1-1"].commitment.standard.theme.code
    answer = send(unit, REVIEW, {"seen": seen(under_review), "newest_view": newest, "theme": [theme]})
    assert "You agree with 2 standards." in answer.words
    assert "The Joint Unit has a view on 3 of 3 standards." in answer.words
    assert Review.objects.count() == 3


def test_nothing_ticked_and_a_form_that_is_not_whole_are_said(send, unit, under_review, said):
    assert "Tick at least one standard" in send(unit, REVIEW, {"seen": seen(under_review), "newest_view": 0}).words
    assert "This form did not arrive whole." in send(unit, REVIEW, {"update": [said["P1-1"].pk], "seen": "x"}).words
    assert not Review.objects.exists()


def test_a_colleagues_query_is_not_agreed_away(send, unit, colleague, under_review, said):
    send(colleague, f"{REVIEW}P1-1/", view(said["P1-1"], verdict="query", comment="Who?"))
    data = {"seen": seen(under_review), "newest_view": 0, "update": [each.pk for each in said.values()]}
    answer = send(unit, REVIEW, data)
    assert "Colleague came first, with a view on P1-1. Nothing was recorded." in answer.words
    assert answer.content.decode().count(" checked>") == 2  # the ticks are kept where there is something to tick
    assert Review.objects.count() == 1


def test_one_standard_in_full_and_then_the_next(see, client, unit, under_review, said):
    page = see(unit, f"{REVIEW}P1-1/").words
    assert "What was signed" in page
    assert "No return was accepted before this one." in page
    client.force_login(unit)
    assert client.post(f"{REVIEW}P1-1/", view(said["P1-1"])).url == f"{REVIEW}P1-2/"
    differ = view(said["P1-2"], verdict="differ", status="3", comment="Not used yet.", newest_view=str(newest()))
    assert client.post(f"{REVIEW}P1-2/", differ).url == f"{REVIEW}P1-3/"
    assert client.post(f"{REVIEW}P1-3/", view(said["P1-3"], newest_view=str(newest()))).url == REVIEW
    assert list(Review.objects.order_by("pk").values_list("verdict", "status")) == [
        (Verdict.AGREE, None), (Verdict.DIFFER, Status.IN_PROGRESS), (Verdict.AGREE, None),
    ]  # fmt: skip
    assert "The Unit thinks otherwise (1)" in see(unit, REVIEW).words


def newest():
    return Review.objects.latest("pk").pk


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"verdict": ""}, "Select agree, query or differ"),
        ({"verdict": "query"}, "Say what you ask"),
        ({"verdict": "differ", "comment": "No."}, "Select where you think it stands"),
        ({"verdict": "differ", "status": "3", "comment": "No."}, "This is what the organisation says too."),
        ({"verdict": "differ", "status": "9", "comment": "No."}, "Select where you think it stands"),
        ({"verdict": "query", "comment": "Ask jo@example.org"}, "an email address (“jo@example.org”)"),
        ({"update": "x"}, "This form did not arrive whole."),
        ({"update": "999999"}, "This form did not arrive whole."),
        ({"token": ""}, "This form did not arrive whole."),
        ({"comment": "x" * 5001}, "Use 5000 characters or fewer."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(send, unit, under_review, said, changed, words):
    answer = send(unit, f"{REVIEW}P1-1/", view(said["P1-1"], **changed))
    assert words in answer.words
    assert changed.get("comment", "") in answer.content.decode()
    assert not Review.objects.exists()
    fixed = answer.context["form"]
    assert fixed["update"].value() == str(said["P1-1"].pk)


def test_two_reviewers_at_once_the_second_is_told(send, unit, colleague, under_review, said):
    send(colleague, f"{REVIEW}P1-1/", view(said["P1-1"], verdict="query", comment="Who signed it?"))
    mine = view(said["P1-1"], verdict="differ", status="2", comment="Seen on a visit.")
    answer = send(unit, f"{REVIEW}P1-1/", mine)
    assert "Colleague came first, with a view on P1-1." in answer.words
    assert "Who signed it?" in answer.words
    assert "Seen on a visit." in answer.content.decode()
    assert Review.objects.count() == 1
    form = answer.context["form"]
    again = mine | {"token": form["token"].value(), "newest_view": form["newest_view"].value()}
    assert "is recorded" in send(unit, f"{REVIEW}P1-1/", again).words


def test_sent_twice_is_one_view(send, unit, under_review, said):
    data = view(said["P1-1"])
    send(unit, f"{REVIEW}P1-1/", data)
    send(unit, f"{REVIEW}P1-1/", data)
    assert Review.objects.count() == 1


def test_a_superseded_update_is_not_reviewed(send, unit, say, force, under_review, said, period, lead, chief_officer):
    actions.ask_for_changes(
        of_return=under_review, by=unit, seen=seen(under_review), comment="More.", now=NOW + 2 * HOUR
    )
    say((force.slug, "P1-1"), status=4, at=NOW + 3 * HOUR)
    sign(mark_ready(force, period, by=lead, now=NOW + 4 * HOUR), by=chief_officer, now=NOW + 5 * HOUR)
    answer = send(unit, f"{REVIEW}P1-1/", view(said["P1-1"], verdict="query", comment="Why so?"))
    assert "This is not the update that was signed: a later one took its place." in answer.words
    assert "Why so?" in answer.content.decode()
    assert not Review.objects.exists()


def test_a_view_on_a_return_that_went_back_meanwhile_is_not_lost(send, unit, colleague, under_review, said):
    back(under_review, colleague)
    answer = send(unit, f"{REVIEW}P1-1/", view(said["P1-1"], verdict="query", comment="Why so?"))
    assert "This return is changes asked for, so it is not under review." in answer.words
    assert "Why so?" in answer.content.decode()
    ticked = send(unit, REVIEW, {"seen": seen(under_review), "newest_view": 0, "update": [said["P1-1"].pk]})
    assert "Nothing was recorded: the return is not under review any more." in ticked.content.decode()
    assert not Review.objects.exists()


def back(of_return, by):
    return actions.ask_for_changes(
        of_return=of_return, by=by, seen=seen(of_return), comment="See the query.", now=NOW + 2 * HOUR
    )


def test_not_under_review_says_who_sent_it_back_and_when(see, unit, colleague, under_review):
    back(under_review, colleague)
    page = see(unit, REVIEW).words
    assert "It is not under review. Sent back with changes asked for by Colleague on 15 April 2024 at midday." in page
    assert "Agree with the ticked" not in page


def test_before_anything_is_done_it_says_when_it_is_due(see, unit, period):
    assert "nothing has been done about it yet. It is due by the end of 30 April 2024." in see(unit, REVIEW).words


def decision(of_return, decision, **changed):
    return {"token": str(uuid.uuid4()), "seen": seen(of_return), "decision": decision, "comment": ""} | changed


def test_accepting_freezes_and_leads_to_the_queue(send, see, unit, under_review):
    answer = send(unit, DECIDE, decision(under_review, "accepted"))
    assert answer.redirect_chain == [("/returns/queue/", 302)]
    assert under_review.files.count() == 2
    page = see(unit, REVIEW).words
    assert "It is not under review. Accepted by Unit on 15 April 2024" in page
    assert "Agree with the ticked" not in page


def test_asking_for_changes_needs_words(send, unit, under_review):
    answer = send(unit, DECIDE, decision(under_review, "changes"))
    assert "Say what has to change, so that the organisation can act on it" in answer.words
    send(unit, DECIDE, decision(under_review, "changes", comment="See P1-1."))
    under_review.refresh_from_db()
    assert under_review.state == State.CHANGES


def test_accepting_is_refused_while_a_query_is_open_and_says_which(see, send, unit, under_review, said):
    send(unit, f"{REVIEW}P1-1/", view(said["P1-1"], verdict="query", comment="Who?"))
    assert "1 query is not answered." in see(unit, f"{DECIDE}?decision=accepted").words
    answer = send(unit, DECIDE, decision(under_review, "accepted"))
    assert "Your queries on P1-1 are not answered." in answer.words
    under_review.refresh_from_db()
    assert under_review.state == State.SIGNED


def test_two_who_decide_at_once_the_second_is_told_and_keeps_their_words(send, unit, colleague, under_review):
    data = decision(under_review, "changes", comment="Mine.")
    back(under_review, colleague)
    answer = send(unit, DECIDE, data)
    assert "Colleague came first: the return is now changes asked for." in answer.words
    assert "See the query." in answer.words
    assert "Mine." in answer.content.decode()
    assert under_review.events.count() == 4


def test_the_same_decision_sent_twice_is_made_once(send, unit, under_review):
    data = decision(under_review, "changes", comment="More.")
    send(unit, DECIDE, data)
    assert send(unit, DECIDE, data).redirect_chain == [("/returns/queue/", 302)]
    assert under_review.events.count() == 4


@pytest.mark.parametrize("changed", [{"decision": "draft"}, {"decision": ""}, {"seen": "x"}, {"token": ""}])
def test_a_decision_that_cannot_be_read_changes_nothing(send, unit, under_review, changed):
    answer = send(unit, DECIDE, decision(under_review, "accepted") | changed)
    assert "There is a problem" in answer.words
    under_review.refresh_from_db()
    assert under_review.state == State.SIGNED


def test_in_the_past_it_is_read_and_not_reviewed(client, see, unit, under_review, clock):
    clock.move_to(NOW + 3 * DAY)
    page = see(unit, REVIEW, **{"as-at": "2024-04-16"}).words
    assert "Signed off by Chief officer" in page
    assert "Agree with the ticked" not in page
    assert "nothing has been done" in see(unit, REVIEW, **{"as-at": "2024-04-14"}).words
    assert client.get(f"{DECIDE}?as-at=2024-04-16").url == f"{REVIEW}?as-at=2024-04-16"


def test_a_review_costs_the_same_however_much_was_said(
    see, unit, under_review, force, period, lead, chief_officer, say, django_assert_num_queries
):
    see(unit, REVIEW)
    with django_assert_num_queries(REVIEW_QUERIES):
        assert len(see(unit, REVIEW).context["read"].to_review) == 3
    back(under_review, unit)
    for commitment in Commitment.objects.filter(organisation=force).select_related("organisation", "standard"):
        say(commitment, status=4, confidence=Confidence.AMBER, at=NOW + 3 * HOUR)
    sign(mark_ready(force, period, by=lead, now=NOW + 4 * HOUR), by=chief_officer, now=NOW + 5 * HOUR)
    with django_assert_num_queries(REVIEW_QUERIES):
        assert len(see(unit, REVIEW).context["read"].to_review) == 20
