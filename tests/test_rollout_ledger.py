import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction

from ledger.evidence import NewEvidence
from ledger.head import ledger_head
from ledger.models import AuditEvent
from rollout.actions import (
    EditConflict,
    Position,
    RuleBroken,
    confirm_many,
    confirm_unchanged,
    record_update,
)
from rollout.models import Commitment, Update
from rollout.queries import history, positions
from rollout.scales import Confidence, Status

MARCH, APRIL, MAY = (dt.datetime(2024, month, 12, 10, tzinfo=dt.UTC) for month in (3, 4, 5))
PLANNED = Position(Status.PLANNED, Confidence.GREEN)


def record(commitment, by, base=0, position=PLANNED, **rest):
    return record_update(commitment=commitment, by=by, base=base, position=position, **rest)


def test_updates_are_numbered_from_one_and_audited(commitment, lead):
    first = record(commitment, lead, now=MARCH)
    second = record(commitment, lead, 1, Position(Status.IN_PLACE, Confidence.GREEN), now=APRIL)
    assert (first.number, second.number, first.on_behalf) == (1, 2, False)
    event = AuditEvent.objects.get(subject_type="rollout.update", subject_id=str(second.pk))
    assert (event.actor, event.action, event.organisation) == (lead.email, "update.reported", "avon-and-somerset")
    assert (event.before["status"], event.after["status"], event.after["standard"]) == (2, 4, "P1-1")


def test_many_are_confirmed_all_or_none_and_once(commitment, lead):
    other = Commitment.objects.filter(organisation=commitment.organisation).exclude(pk=commitment.pk).first()
    for each in (commitment, other):
        record(each, lead)
    token = uuid.uuid4()
    done = confirm_many(bases={commitment: 1, other: 1}, by=lead, token=token)
    assert [(each.kind, each.number, each.on_behalf) for each in done] == [("confirmed", 2, False)] * 2
    assert confirm_many(bases={commitment: 1, other: 1}, by=lead, token=token) == done
    with pytest.raises(EditConflict) as collisions, transaction.atomic():
        confirm_many(bases={commitment: 2, other: 1}, by=lead, token=uuid.uuid4())
    assert collisions.value.latest == [done[1]]
    assert Update.objects.count() == 4


def test_two_people_on_the_same_base_the_second_is_shown_the_first(commitment, lead, contributor):
    theirs = record(commitment, lead)
    with pytest.raises(EditConflict) as collision:
        record(commitment, contributor)
    assert collision.value.latest == theirs
    assert commitment.updates.count() == 1


def test_the_database_refuses_the_same_number_twice(commitment, lead):
    update = record(commitment, lead)
    update.pk, update.token = None, uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        update.save(force_insert=True)


def test_a_form_sent_twice_records_once(commitment, lead):
    token = uuid.uuid4()
    first = record(commitment, lead, token=token)
    assert record(commitment, lead, token=token) == first
    again = uuid.uuid4()
    confirmed = confirm_unchanged(commitment=commitment, by=lead, base=1, token=again)
    assert confirm_unchanged(commitment=commitment, by=lead, base=1, token=again) == confirmed
    assert commitment.updates.count() == 2


def test_a_form_sent_for_another_commitment_with_a_used_token_is_not_lost_silently(
    commitment, foreign_commitment, lead, outsider
):
    token = uuid.uuid4()
    record(commitment, lead, token=token)
    with pytest.raises(IntegrityError), transaction.atomic():
        record(foreign_commitment, outsider, token=token)


@pytest.mark.parametrize("confidence", [Confidence.AMBER, Confidence.RED])
def test_not_green_asks_for_a_reason(commitment, lead, confidence):
    with pytest.raises(RuleBroken) as refused:
        record(commitment, lead, position=Position(Status.PLANNED, confidence, reason="  "))
    assert refused.value.field == "reason"


def test_the_database_refuses_amber_without_a_reason(commitment, lead):
    with pytest.raises(IntegrityError), transaction.atomic():
        Update.objects.create(
            commitment=commitment,
            number=1,
            kind="reported",
            status=2,
            confidence=2,
            recorded_at=MARCH,
            recorded_by=lead,
        )


@pytest.mark.parametrize("moved_to", [dt.date(2024, 10, 1), None])
def test_a_moved_target_date_asks_for_a_reason(commitment, lead, moved_to):
    june = Position(Status.PLANNED, Confidence.GREEN, target_date=dt.date(2024, 6, 30))
    record(commitment, lead, position=june)
    moved = Position(Status.PLANNED, Confidence.GREEN, target_date=moved_to)
    with pytest.raises(RuleBroken) as refused:
        record(commitment, lead, 1, moved)
    assert refused.value.field == "target_reason"
    record(commitment, lead, 1, Position(**vars(moved) | {"target_reason": "The course moved."}))
    assert commitment.updates.count() == 2


def test_a_first_target_date_needs_no_reason(commitment, lead):
    record(commitment, lead)
    record(commitment, lead, 1, Position(Status.PLANNED, Confidence.GREEN, target_date=dt.date(2024, 6, 30)))
    assert commitment.updates.count() == 2


def test_confirming_is_its_own_kind_and_says_the_same_without_the_note(commitment, lead, contributor):
    red = Position(Status.IN_PROGRESS, Confidence.RED, "No analyst.", dt.date(2024, 9, 1), note="Began in March.")
    record(commitment, lead, position=red)
    confirmed = confirm_unchanged(commitment=commitment, by=contributor, base=1)
    assert confirmed.is_confirmed
    assert (confirmed.status, confirmed.confidence, confirmed.reason) == (3, 3, "No analyst.")
    assert (confirmed.target_date, confirmed.note) == (dt.date(2024, 9, 1), "")


def test_what_was_never_reported_cannot_be_confirmed(commitment, lead):
    with pytest.raises(RuleBroken):
        confirm_unchanged(commitment=commitment, by=lead, base=0)


def test_confirming_what_somebody_changed_meanwhile_collides(commitment, lead):
    record(commitment, lead)
    record(commitment, lead, 1)
    with pytest.raises(EditConflict):
        confirm_unchanged(commitment=commitment, by=lead, base=1)


def test_the_ledgers_clock_never_goes_back(commitment, lead):
    record(commitment, lead, now=APRIL)
    assert record(commitment, lead, 1, now=MARCH).recorded_at == APRIL
    assert [update.number for update in history(commitment)] == [2, 1]


def test_positions_as_known_before_a_moment(commitment, say):
    say(commitment, status=2, at=MARCH)
    say(commitment, status=4, at=MAY)
    everywhere = Commitment.objects.all()
    assert positions(everywhere, APRIL)[commitment.pk].status == 2
    assert positions(everywhere)[commitment.pk].status == 4
    assert positions(everywhere, MARCH) == {}  # the moment itself is not before it


@pytest.mark.parametrize("updates", [1, 30])
def test_positions_cost_two_queries_whatever_the_history(commitment, say, updates, django_assert_num_queries):
    for number in range(updates):
        say(commitment, at=MARCH + dt.timedelta(days=number))
    with django_assert_num_queries(2):
        positions(Commitment.objects.all())


def test_any_write_moves_the_head(commitment, say):
    before = ledger_head()
    say(commitment, at=MAY)
    after = ledger_head()
    assert after > before


def test_a_link_as_evidence_is_received_when_the_update_was_recorded(commitment, lead):
    link = NewEvidence("Guide", dt.date(2024, 3, 1), dt.date(2025, 3, 1), link="https://example.org/guide")
    update = record(commitment, lead, evidence=[link], now=MARCH)
    evidence = update.evidence.get()
    assert (evidence.received_at, evidence.speaks_for) == (MARCH, dt.date(2024, 3, 1))


def test_nothing_is_kept_of_an_update_whose_evidence_fails(commitment, lead):
    broken = NewEvidence("Neither link nor file", dt.date(2024, 3, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        record(commitment, lead, evidence=[broken])
    assert not commitment.updates.exists()
    assert not AuditEvent.objects.filter(action="update.reported").exists()


def test_a_standard_is_left_out_before_it_was_known(commitment):
    standard = commitment.standard
    standard.known_from = dt.date(2024, 8, 22)
    standard.save()
    assert commitment not in Commitment.objects.known_on(dt.date(2024, 8, 21))
    assert commitment in Commitment.objects.known_on(dt.date(2024, 8, 22))
