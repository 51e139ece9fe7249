"""A correction puts right what was signed, and leaves today alone."""

import csv
import datetime as dt
import io
import uuid

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from forces.actions import plan_periods
from forces.periods import Span
from ledger.as_at import AsAt, end_of
from ledger.models import AuditEvent
from rollout import actions
from rollout.actions import EditConflict, Position, RuleBroken
from rollout.board import board
from rollout.models import Commitment, Correction, FrozenFile, Omission, Review
from rollout.own_returns import returns_of
from rollout.queries import latest
from rollout.queries.items import return_items
from rollout.queries.returns import revisions_of, statements, whole_return
from rollout.queries.views import country_views, open_queries, unit_views
from rollout.review import review_queue
from rollout.scales import State, Verdict
from tests.layout import laid_out
from tests.plugins.returns import NOW, TODAY, correct, mark_ready, seen, sign

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
RETURN = "/organisations/avon-and-somerset/returns/2024-01-01/"
P1_1 = f"{RETURN}correct/P1-1/"
WITHDRAW = f"{P1_1}withdraw/"
REVIEW = f"{RETURN}review/"
LATE = NOW + 100 * DAY  # when the correction is opened: the next quarter is over


@pytest.fixture
def said(say, force, lead):
    """P1-1 in place, P1-2 in progress; the rest is missing, with reasons."""
    target = dt.date(2024, 9, 30)
    return {
        "P1-1": say((force.slug, "P1-1"), status=4, note="Used everywhere.", at=NOW - DAY, by=lead),
        "P1-2": say((force.slug, "P1-2"), status=3, target_date=target, at=NOW - DAY, by=lead),
    }


@pytest.fixture
def accepted(said, period, force, lead, chief_officer, unit):
    found = sign(mark_ready(force, period, by=lead), by=chief_officer)
    actions.accept(of_return=found, by=unit, seen=seen(found), today=TODAY, now=NOW + 3 * HOUR)
    return found


@pytest.fixture
def opened(accepted, say, force, lead):
    """Opened in July, when P1-1 is said to be embedded."""
    say((force.slug, "P1-1"), status=5, at=NOW + 50 * DAY, by=lead)
    at = actions.open_correction(
        organisation=force, period=accepted.period, by=lead, reason="A count was wrong.", today=LATE.date(), now=LATE
    )
    return at.found


@pytest.fixture
def corrected(opened, commitment, lead):
    return correct(opened, commitment, by=lead, now=LATE + HOUR, status=2, note="One district only.")


@pytest.fixture
def under_review(corrected, opened, force, lead, chief_officer):
    mark_ready(force, opened.period, by=lead, today=LATE.date(), now=LATE + 2 * HOUR)
    return sign(opened, by=chief_officer, today=LATE.date(), now=LATE + 3 * HOUR)


@pytest.fixture
def corrected_and_accepted(under_review, unit):
    actions.accept(of_return=under_review, by=unit, seen=3, today=LATE.date(), now=LATE + 4 * HOUR)
    return under_review


@pytest.fixture
def clock():
    with time_machine.travel(LATE + 6 * HOUR, tick=False) as traveller:
        yield traveller


def in_return(of_return, day=None):
    """By code, as known at the end of a day."""
    as_at = AsAt(day, end_of(day)) if day else AsAt(LATE.date())
    moment = as_at.moment
    at = next(
        each for each in revisions_of(of_return.organisation, of_return.period, moment) if each.found == of_return
    )
    found = return_items(of_return.organisation, of_return.period, at, as_at)
    return {item.commitment.standard.code: item for item in found}


# What it says


def test_the_revision_is_what_was_signed_with_the_corrected_in_its_place(accepted, corrected_and_accepted, commitment):
    before, after = in_return(accepted), in_return(corrected_and_accepted)
    assert (before["P1-1"].status, after["P1-1"].status) == (4, 2)
    assert after["P1-1"].said == "corrected"
    assert {code: (item.statement, item.said, item.omission) for code, item in before.items() if code != "P1-1"} == {
        code: (item.statement, item.said, item.omission) for code, item in after.items() if code != "P1-1"
    }
    assert latest(commitment).status == 5  # today is an ordinary update's matter
    assert not Correction.objects.exclude(commitment=commitment).exists()


def test_a_standard_that_was_missing_can_be_corrected_and_is_not_missing_then(opened, force, lead, chief_officer):
    missing = Commitment.objects.get(organisation=force, standard__code="P1-3")
    correct(opened, missing, by=lead, now=LATE + HOUR)
    mark_ready(force, opened.period, by=lead, today=LATE.date(), now=LATE + 2 * HOUR)
    said = Omission.objects.filter(event__of_return=opened).values_list("commitment__standard__code", "reason")
    assert len(said) == len([item for item in in_return(opened).values() if item.said == "missing"]) == 17
    assert "P1-3" not in dict(said)
    assert set(dict(said).values()) == {"The lead was away."}


def test_the_late_board_counts_what_the_correction_was_signed_without(opened, force, lead, chief_officer, unit, say):
    correct(opened, Commitment.objects.get(organisation=force, standard__code="P1-3"), by=lead, now=LATE + HOUR)
    mark_ready(force, opened.period, by=lead, today=LATE.date(), now=LATE + 2 * HOUR)
    say((force.slug, "P3-1"), at=LATE + 2 * HOUR)  # of today: it fills no gap of the past
    sign(opened, by=chief_officer, today=LATE.date(), now=LATE + 3 * HOUR)
    actions.accept(of_return=opened, by=unit, seen=3, today=LATE.date(), now=LATE + 4 * HOUR)
    rows = board(opened.period, AsAt(LATE.date()), with_contact=False)
    assert {row.organisation: row.missing for row in rows}[force] == 17


def test_a_correction_of_a_correction_keeps_what_the_first_put_right(corrected_and_accepted, force, lead):
    at = actions.open_correction(
        organisation=force, period=corrected_and_accepted.period, by=lead, reason="P1-2 too.", today=LATE.date(),
        now=LATE + 5 * HOUR,
    )  # fmt: skip
    other = Commitment.objects.get(organisation=force, standard__code="P1-2")
    correct(at.found, other, by=lead, now=LATE + 6 * HOUR, status=1)
    third = in_return(at.found)
    assert (third["P1-1"].status, third["P1-1"].is_corrected) == (2, False)
    assert (third["P1-2"].status, third["P1-2"].is_corrected, third["P1-2"].former.status) == (1, True, 3)


def test_what_is_recorded_later_is_not_known_before(accepted, corrected, opened):
    day = LATE.date()
    assert in_return(opened, day)["P1-1"].status == 2
    assert revisions_of(accepted.organisation, accepted.period, end_of(day - DAY))[-1].found == accepted
    assert in_return(accepted, day - DAY)["P1-1"].status == 4


def test_a_correction_recorded_on_a_later_day_is_not_known_on_the_day_before(opened, commitment, lead):
    correct(opened, commitment, by=lead, now=LATE + DAY)
    assert in_return(opened, LATE.date())["P1-1"].status == 4
    assert in_return(opened, LATE.date() + DAY)["P1-1"].status == 2 + 1


def test_later_returns_are_compared_with_the_corrected_statements(
    accepted, following, opened, corrected, force, lead, chief_officer, unit
):
    def former(period):
        found = return_items(force, period, None, AsAt(LATE.date()))
        return next(item.former.status for item in found if item.commitment.standard.code == "P1-1")

    assert former(following) == 4
    mark_ready(force, opened.period, by=lead, today=LATE.date(), now=LATE + 2 * HOUR)
    sign(opened, by=chief_officer, today=LATE.date(), now=LATE + 3 * HOUR)
    actions.accept(of_return=opened, by=unit, seen=3, today=LATE.date(), now=LATE + 4 * HOUR)
    assert former(following) == 2


def test_a_correction_of_an_older_quarter_is_no_baseline_for_a_later_one(
    accepted, following, opened, corrected, force, lead, chief_officer, unit, unit_manager
):
    later = sign(mark_ready(force, following, by=lead, today=LATE.date(), now=LATE), by=chief_officer,
                 today=LATE.date(), now=LATE + HOUR)  # fmt: skip
    actions.accept(of_return=later, by=unit, seen=3, today=LATE.date(), now=LATE + 2 * HOUR)
    sign(mark_ready(force, opened.period, by=lead, today=LATE.date(), now=LATE + 3 * HOUR), by=chief_officer,
         today=LATE.date(), now=LATE + 4 * HOUR)  # fmt: skip
    actions.accept(of_return=opened, by=unit, seen=3, today=LATE.date(), now=LATE + 5 * HOUR)
    span = Span(dt.date(2024, 7, 1), dt.date(2024, 9, 30), dt.date(2024, 10, 30))
    (third,) = plan_periods(spans=[span], by=unit_manager, now=NOW)
    found = return_items(force, third, None, AsAt(LATE.date() + DAY))
    assert {item.commitment.standard.code: item.former.status for item in found if item.former}["P1-1"] == 5


# Its rows


def test_a_row_says_who_when_why_and_is_audited(corrected, unit_manager, opened, commitment, lead):
    assert (corrected.number, corrected.recorded_by, corrected.recorded_at) == (1, lead, LATE + HOUR)
    event = AuditEvent.objects.get(action="correction.corrected")
    assert (event.before["status"], event.after["status"], event.after["revision"]) == (4, 2, 2)
    again = actions.correct_statement(
        of_return=opened, commitment=commitment, by=unit_manager, base=1, position=Position(1, 1),
        why="Nothing at all.", now=LATE + 2 * HOUR,
    )  # fmt: skip
    assert (again.number, again.on_behalf) == (2, True)
    assert in_return(opened)["P1-1"].status == 1


def test_the_database_keeps_every_row(corrected):
    for sql in ("UPDATE rollout_correction SET status = 1", "DELETE FROM rollout_correction"):
        with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.parametrize(
    "wrong", [{"why": ""}, {"confidence": 2}, {"status": 9}, {"number": 0}, {"kind": "withdrawn"}, {"confidence": 7}]
)
def test_the_database_refuses(opened, commitment, lead, wrong):
    right = {"of_return": opened, "commitment": commitment, "number": 1, "kind": "corrected", "status": 3,
             "confidence": 1, "why": "So.", "recorded_at": LATE, "recorded_by": lead}  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(**right | wrong)
    Correction.objects.create(**right)


def test_who_comes_second_is_told_and_the_same_form_twice_records_once(opened, commitment, lead, corrected):
    token = uuid.uuid4()
    said = {"of_return": opened, "commitment": commitment, "by": lead, "position": Position(1, 1), "why": "So."}
    with pytest.raises(EditConflict) as collision:
        actions.correct_statement(base=0, **said)
    assert collision.value.latest == corrected
    first = actions.correct_statement(base=1, token=token, **said)
    assert actions.correct_statement(base=1, token=token, **said) == first
    with pytest.raises(EditConflict):
        actions.correct_statement(base=1, token=token, **said | {"why": "Something else."})
    with pytest.raises(EditConflict):
        actions.withdraw_correction(of_return=opened, commitment=commitment, by=lead, base=1, why="So.")


def test_a_correction_withdrawn_leaves_what_was_signed(opened, commitment, lead, corrected, force):
    withdrawn = actions.withdraw_correction(
        of_return=opened, commitment=commitment, by=lead, base=1, why="It was right.", now=LATE + 2 * HOUR
    )
    assert in_return(opened)["P1-1"].status == 4
    assert (withdrawn.status, AuditEvent.objects.get(action="correction.withdrawn").after["status"]) == (2, 4)
    with pytest.raises(RuleBroken, match="nothing to withdraw"):
        actions.withdraw_correction(of_return=opened, commitment=commitment, by=lead, base=2, why="Again.")
    with pytest.raises(RuleBroken, match="Nothing is corrected yet"):
        mark_ready(force, opened.period, by=lead, today=LATE.date(), now=LATE + 3 * HOUR)
    again = correct(opened, commitment, by=lead, now=LATE + 3 * HOUR, base=2)
    assert (again.number, in_return(opened)["P1-1"].status) == (3, 3)


@pytest.mark.parametrize("who", ["contributor", "chief_officer", "unit", "outsider"])
def test_only_who_may_open_a_correction_corrects(request, opened, commitment, corrected, who):
    by = request.getfixturevalue(who)
    with pytest.raises(RuleBroken, match="Your role does not let you do this"):
        correct(opened, commitment, by=by, now=LATE + HOUR, base=1)
    with pytest.raises(RuleBroken, match="Your role does not let you do this"):
        actions.withdraw_correction(of_return=opened, commitment=commitment, by=by, base=1, why="So.")


def test_what_cannot_be_corrected_is_refused_in_words(accepted, opened, commitment, foreign_commitment, lead):
    with pytest.raises(RuleBroken, match="Only an accepted return can be corrected"):
        correct(accepted, commitment, by=lead, now=LATE)
    with pytest.raises(RuleBroken, match="This standard is not part of the return"):
        correct(opened, foreign_commitment, by=lead, now=LATE)
    with pytest.raises(RuleBroken, match="Say why what was signed was wrong"):
        correct(opened, commitment, by=lead, now=LATE, why=" ")
    with pytest.raises(RuleBroken, match="Say why confidence is not green"):
        correct(opened, commitment, by=lead, now=LATE, confidence=3)
    with pytest.raises(RuleBroken, match="This is what was signed"):
        correct(opened, commitment, by=lead, now=LATE, status=4, note="Used everywhere.")
    assert not Correction.objects.exists()


def test_nothing_is_corrected_once_it_is_ready(under_review, opened, commitment, lead):
    with pytest.raises(RuleBroken, match=r"This correction is awaiting review\. It has to come back"):
        correct(opened, commitment, by=lead, now=LATE + 5 * HOUR, base=1, status=1)


def test_a_standard_that_came_later_is_not_part_of_it(opened, force, lead):
    other = Commitment.objects.filter(organisation=force).first().standard
    other.pk, other.code, other.order, other.known_from = None, "P9-9", 99, dt.date(2024, 6, 1)
    other.save()
    new = force.commitments.create(standard=other)
    with pytest.raises(RuleBroken, match="This standard is not part of the return"):
        correct(opened, new, by=lead, now=LATE)


# Its review


def test_a_view_is_of_the_corrected_statement_and_says_nothing_of_today(
    under_review, corrected, said, commitment, unit, accepted
):
    with pytest.raises(RuleBroken, match="This standard is not corrected"):
        actions.review(of_return=under_review, update=said["P1-2"], verdict=Verdict.AGREE, by=unit)
    actions.review(of_return=under_review, update=corrected, verdict=Verdict.DIFFER, status=1, comment="No.", by=unit)
    assert in_return(under_review)["P1-1"].differs
    assert not in_return(accepted)["P1-1"].differs
    assert (unit_views(Commitment.objects.all()), country_views()) == ({}, [])


def test_a_query_on_a_correction_is_answered_by_correcting_again(under_review, corrected, commitment, unit, lead):
    asked = {"verdict": Verdict.QUERY, "comment": "Which district?", "by": unit, "now": LATE + 4 * HOUR}
    actions.review(of_return=under_review, update=corrected, **asked)
    with pytest.raises(RuleBroken, match="Your queries on P1-1 are not answered"):
        actions.accept(of_return=under_review, by=unit, seen=3, today=LATE.date(), now=LATE + 4 * HOUR)
    assert open_queries(Commitment.objects.all()) == {}  # nobody is asked to record an update
    actions.ask_for_changes(of_return=under_review, by=unit, seen=3, comment="See it.", now=LATE + 5 * HOUR)
    assert in_return(under_review)["P1-1"].needs_reason
    again = correct(under_review, commitment, by=lead, now=LATE + 6 * HOUR, base=1, status=2, note="North.")
    assert in_return(under_review)["P1-1"].query is None
    with pytest.raises(RuleBroken, match="so it is not under review"):
        actions.review(of_return=under_review, update=corrected, verdict=Verdict.AGREE, by=unit)
    assert again.number == 2


def test_the_queue_counts_what_is_corrected(under_review, corrected, unit):
    (waiting,) = review_queue(AsAt(LATE.date()))
    assert (waiting.signed, waiting.reviewed, waiting.queries) == (1, 0, 0)
    actions.agree_with_the_rest(of_return=under_review, updates=[corrected], by=unit, newest_view=0)
    assert not actions.agree_with_the_rest(of_return=under_review, updates=[corrected], by=unit, newest_view=0)
    (waiting,) = review_queue(AsAt(LATE.date()))
    assert (waiting.signed, waiting.reviewed, waiting.queries) == (1, 1, 0)


# Its files


def rows_of(of_return):
    content = bytes(FrozenFile.objects.get(of_return=of_return, kind="csv").content).decode("utf-8-sig")
    return {row["Code"]: row for row in csv.DictReader(io.StringIO(content, newline=""))}


def test_the_files_say_what_was_corrected_and_why(accepted, corrected_and_accepted):
    before, after = rows_of(accepted), rows_of(corrected_and_accepted)
    assert (before["P1-1"]["Status"], before["P1-1"]["Why it is corrected"]) == ("in place", "not corrected")
    row = after["P1-1"]
    assert (row["Status"], row["Note"], row["In this return"]) == ("planned", "One district only.", "corrected")
    assert (row["Corrected in revision"], row["Why it is corrected"]) == ("2", "It was counted wrongly.")
    assert (row["Status before"], row["Note before"]) == ("in place", "Used everywhere.")
    same = {code: {**row, "Revision": "", "Signed off": "", "Accepted": ""} for code, row in after.items()}
    was = {code: {**row, "Revision": "", "Signed off": "", "Accepted": ""} for code, row in before.items()}
    assert {code for code in was if was[code] != same[code]} == {"P1-1"}
    page = bytes(FrozenFile.objects.get(of_return=corrected_and_accepted, kind="html").content).decode()
    assert "What is corrected" in page
    assert "It was counted wrongly." in page
    assert "A count was wrong." in page
    assert "It says what revision 1 said" in page


def test_verify_frozen_derives_it_again(corrected_and_accepted, capsys, monkeypatch):
    call_command("verify_frozen")
    assert "4 frozen files" in capsys.readouterr().out
    say_otherwise = "rollout.frozen.statements"
    monkeypatch.setattr(say_otherwise, lambda of_return, known: statements(of_return.corrects or of_return, known))
    with pytest.raises(CommandError, match="revision 2: CSV: the ledger says otherwise of P1-1"):
        call_command("verify_frozen")


def test_verify_frozen_finds_what_a_first_revision_says_otherwise(accepted, capsys, monkeypatch):
    call_command("verify_frozen")
    monkeypatch.setattr("rollout.frozen.statements", lambda of_return, known: {})
    with pytest.raises(CommandError, match="the ledger says otherwise of P1-1, P1-2"):
        call_command("verify_frozen")


# Its pages


def typed(form, **changed):
    """What the browser sends of the form as it was filled in."""
    names = ("base", "token", "status", "confidence", "reason", "target_reason", "note", "why")
    said = {name: "" if form[name].value() is None else form[name].value() for name in names}
    day = form["target_date"].value()
    date = {f"target_date_{n}": getattr(day, part, "") for n, part in enumerate(("day", "month", "year"))}
    return said | date | changed


def test_a_correction_from_opening_to_acceptance(see, send, clock, accepted, say, lead, chief_officer, unit, force):
    say((force.slug, "P1-1"), status=5, at=NOW + 50 * DAY, by=lead)
    answer = send(lead, f"{RETURN}correct/", {"token": uuid.uuid4(), "reason": "A count was wrong."})
    assert "Revision 2 is open" in answer.words
    assert "Nothing is corrected yet. It corrects the return that was accepted." in answer.words
    assert "It does not change where anything stands today" in answer.words
    assert f'href="{P1_1}"' in laid_out(answer.content.decode())
    assert "Confirm several as unchanged" not in answer.words
    refused = send(lead, f"{RETURN}ready/", {"seen": "1", "token": uuid.uuid4()})
    assert "Nothing is corrected yet. Correct at least one standard" in refused.words

    page = see(lead, P1_1)
    form = page.context["form"]
    assert (form["status"].value(), form["note"].value()) == (4, "Used everywhere.")  # what was signed, not today
    answer = send(lead, P1_1, typed(form, status="2", note="One district only.", why="It was counted wrongly."))
    assert "P1-1 is corrected." in answer.words
    assert "1 standard is corrected." in answer.words
    assert "It was counted wrongly." in answer.words

    assert "1 standard is corrected. All others stand" in see(lead, f"{RETURN}ready/").words
    assert "Marked ready" in send(lead, f"{RETURN}ready/", {"seen": "1", "token": uuid.uuid4()}).words
    page = see(chief_officer, f"{RETURN}sign/")
    assert "Sign off the correction of the return" in page.words
    assert "Used everywhere." in page.words
    assert "One district only." in page.words
    assert "1 of 20 standards is corrected." in page.words
    assert "moved down" not in page.words
    form = page.context["form"]
    data = {"seen": form["seen"].value(), "seen_update": form["seen_update"].value(), "declared": "on"}
    assert "Signed off." in send(chief_officer, f"{RETURN}sign/", data).words

    page = see(unit, REVIEW)
    assert "It is a correction: only what it corrects is reviewed" in page.words
    assert "has a view on 0 of 1 standards" in page.words
    one = see(unit, f"{REVIEW}P1-1/")
    assert "What was signed before" in one.words
    assert "Why it is corrected: It was counted wrongly." in one.words
    form = one.context["form"]
    view = {"token": form["token"].value(), "update": form["update"].value(), "newest_view": "0", "verdict": "agree"}
    send(unit, f"{REVIEW}P1-1/", view)
    assert "has a view on 1 of 1 standards" in see(unit, REVIEW).words
    decision = {"token": uuid.uuid4(), "seen": "3", "decision": "accepted", "comment": ""}
    assert "is accepted and frozen" in send(unit, f"{RETURN}decide/", decision).words

    page = see(lead, RETURN)
    assert "Revision 2, as accepted" in page.words
    assert "Revision 1, as accepted" in page.words
    assert "P1-1 Investigation plans" in page.words
    assert "corrected, revision 2 by Lead" in page.words  # in the timeline
    assert "Recorded since, and not part of it" not in page.words
    history = see(lead, "/organisations/avon-and-somerset/commitments/P1-1/").words
    assert "Corrected in the return for January to March 2024" in history
    assert "embedded" in history.lower().partition("history")[0]


def test_what_was_typed_is_kept(send, see, clock, opened, lead):
    form = see(lead, P1_1).context["form"]
    answer = send(lead, P1_1, typed(form, status="2", note="Kept as typed.", why=""))
    assert "Say why what was signed was wrong" in answer.words
    assert "Kept as typed.</textarea>" in laid_out(answer.content.decode())
    answer = send(lead, P1_1, typed(form, status="2", note="Ask 07700 900123.", why="Kept too."))
    assert "looks as if it holds a phone number" in answer.words
    assert "Kept too.</textarea>" in laid_out(answer.content.decode())
    answer = send(lead, P1_1, typed(form, why="Nothing else."))
    assert "This is what was signed. Change what was wrong" in answer.words
    assert not Correction.objects.exists()


def test_two_who_correct_the_same_see_both(send, see, clock, opened, lead, unit_manager):
    form = see(lead, P1_1).context["form"]
    theirs = see(unit_manager, P1_1)
    assert "on the organisation's behalf" in theirs.words
    send(unit_manager, P1_1, typed(theirs.context["form"], status="1", why="Nothing at all."))
    answer = send(lead, P1_1, typed(form, status="2", why="Only the north."))
    assert "Somebody corrected this while you were writing" in answer.words
    assert "Nothing at all." in answer.words
    assert "Only the north.</textarea>" in laid_out(answer.content.decode())
    send(lead, P1_1, typed(answer.context["form"]))
    assert list(Correction.objects.values_list("number", "status", "on_behalf")) == [(1, 1, True), (2, 2, False)]


def test_withdrawn_on_a_page(send, see, clock, corrected, lead, force):
    page = see(lead, WITHDRAW)
    assert "Used everywhere." in page.words
    assert "One district only." in page.words
    data = {"base": "1", "token": uuid.uuid4(), "why": ""}
    assert "Say why the correction is withdrawn" in send(lead, WITHDRAW, data).words
    answer = send(lead, WITHDRAW, data | {"why": "It was right."})
    assert "The correction of P1-1 is withdrawn. What was signed stands." in answer.words
    assert "withdrawn, revision 2 by Lead" in answer.words
    assert see(lead, WITHDRAW).status_code == 302


def test_what_is_said_of_today_is_not_said_to_be_part_of_a_correction(see, send, clock, opened, following, lead, say):
    say(("avon-and-somerset", "P1-3"), at=LATE + 5 * HOUR)
    page = see(lead, "/organisations/avon-and-somerset/commitments/P1-3/").words
    assert "part of the one for January to March" not in page
    assert see(lead, f"{RETURN}confirm/").status_code == 302
    answer = send(lead, f"{RETURN}confirm/", {"token": uuid.uuid4(), "confirm": ["P1-3.1"]})
    assert "What is said of today is not part of a correction." in answer.words


def test_the_page_as_at_an_earlier_day(see, clock, corrected_and_accepted, lead):
    assert "revision 2" not in see(lead, RETURN, **{"as-at": (LATE - DAY).date().isoformat()}).words
    assert "revision 2" in see(lead, RETURN).words


def test_queries_do_not_grow_with_what_is_corrected(client, clock, opened, force, lead, unit, chief_officer, corrected):
    def queries(address):
        client.force_login(lead)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    few = [queries(address) for address in (RETURN, f"{RETURN}ready/")]
    known = Commitment.objects.filter(organisation=force).known_on(TODAY).exclude(pk=corrected.commitment_id)
    for other in known[:8]:
        correct(opened, other, by=lead, now=LATE + 2 * HOUR, status=1)
    assert [queries(address) for address in (RETURN, f"{RETURN}ready/")] == few


def test_one_speaks_of_the_correction_until_it_is_accepted(opened, corrected, force):
    (page,) = [each for each in returns_of(force, AsAt(LATE.date())) if each.period == opened.period]
    assert (page.is_correction, page.state, len(page.at.corrected)) == (True, State.DRAFT, 1)
    assert whole_return(opened).corrected == {corrected.commitment_id: corrected}
    assert not Review.objects.exists()
