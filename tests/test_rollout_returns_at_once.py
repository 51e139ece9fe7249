"""People who move the same return at the same moment, on the database that lets them."""

import hashlib

import pytest

from ledger.as_at import AsAt
from rollout import actions
from rollout.actions import EditConflict, Position, RuleBroken, record_update
from rollout.models import Commitment, Correction, FrozenFile, Omission, Return, ReturnEvent, Update
from rollout.queries import positions
from rollout.queries.items import return_items
from rollout.queries.returns import revisions_of
from rollout.scales import Confidence, State, Status
from tests.plugins.at_once import told
from tests.plugins.people import person
from tests.plugins.returns import TODAY, sign

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROUNDS = 4  # either of the two may come first


def test_of_two_reviewers_one_wins_and_the_other_is_told(at_once, signed, unit):
    other = person("other", "unit")
    decide = {
        "accept": lambda: actions.accept(of_return=mine(signed), by=unit, seen=3, today=TODAY),
        "ask": lambda: actions.ask_for_changes(of_return=mine(signed), by=other, seen=3, comment="See P1-1."),
    }
    results = at_once(lambda name: told(decide[name]), ["accept", "ask"])
    assert results.count(EditConflict) == 1
    assert signed.events.count() == 4
    state = Return.objects.get().state
    assert state == signed.events.latest("number").state
    assert FrozenFile.objects.count() == (2 if state == State.ACCEPTED else 0)


def test_two_who_accept_freeze_once(at_once, signed, unit):
    others = [unit, person("other", "unit"), person("third", "unit_manager")]
    results = at_once(lambda by: told(lambda: actions.accept(of_return=mine(signed), by=by, seen=3, today=TODAY)),
                      others)  # fmt: skip
    assert results.count(EditConflict) == 2
    assert FrozenFile.objects.count() == 2


def mine(found: Return) -> Return:
    """Each person's own copy, as each request has."""
    return Return.objects.select_related("organisation", "period").get(pk=found.pk)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_lead_records_while_the_chief_officer_signs(at_once, ready, commitment, lead, chief_officer, round_):
    """Either the signature is refused, or the update is recorded after the moment that was signed."""
    as_signed = []

    def record():
        said = Position(Status.IN_PLACE, Confidence.GREEN, note=f"Round {round_}")
        return record_update(commitment=commitment, by=lead, base=0, position=said)

    def sign_off():
        event = actions.sign(of_return=mine(ready), by=chief_officer, seen=2, seen_update=0, today=TODAY)
        as_signed.append(read(event.recorded_at))
        return event

    update, signature = at_once(told, [record, sign_off])
    assert Update.objects.get() == update  # nothing is lost
    if signature is EditConflict:
        assert Return.objects.get().state == State.READY
        assert sign(mine(ready), by=chief_officer, now=update.recorded_at).signed_at > update.recorded_at
    else:
        assert update.recorded_at >= signature.recorded_at
        assert as_signed == [{}] == [read(signature.recorded_at)]


def read(moment):
    return {pk: update.pk for pk, update in positions(Commitment.objects.all(), moment).items()}


def test_what_was_signed_never_changes_while_many_record(at_once, ready, force, lead, chief_officer):
    """Eight at once, one of them signs, over and over until it goes through."""
    owed = list(Commitment.objects.filter(organisation=force).select_related("organisation", "standard"))
    shares, signed = [owed[number::7] for number in range(7)], []

    def record(share):
        for commitment in share:
            position = Position(Status.PLANNED, Confidence.GREEN)
            record_update(commitment=commitment, by=lead, base=0, position=position)

    def sign_off(_share):
        for _attempt in range(500):
            newest = max(read(None).values(), default=0)
            try:
                found = actions.sign(of_return=mine(ready), by=chief_officer, seen=2, seen_update=newest, today=TODAY)
            except EditConflict:
                continue
            signed.append((found.recorded_at, read(found.recorded_at), newest))
            return

    at_once(lambda share: record(share) if share else sign_off(share), [*shares, None])
    ((moment, as_signed, newest),) = signed
    assert read(moment) == as_signed
    assert max(as_signed.values(), default=0) == newest
    assert Update.objects.count() == len(owed)


def test_two_leads_who_mark_it_ready(at_once, period, force, lead):
    other = person("other", "lead", "avon-and-somerset")
    owed = [item.commitment.pk for item in return_items(force, period, None, AsAt(TODAY))]

    def ready(by):
        reasons = dict.fromkeys(owed, f"Says {by.name}.")
        return actions.mark_ready(organisation=force, period=period, by=by, seen=0, reasons=reasons, today=TODAY)

    results = at_once(lambda by: told(lambda: ready(by)), [lead, other])
    assert results.count(EditConflict) == 1
    assert list(ReturnEvent.objects.order_by("number").values_list("state", flat=True)) == ["draft", "ready"]
    assert Omission.objects.values("reason").distinct().count() == 1


def test_two_corrections_opened_at_once(at_once, accepted, force, period, lead, unit_manager):
    def correct(by):
        reason = f"Says {by.name}."
        return actions.open_correction(organisation=force, period=period, by=by, reason=reason, today=TODAY)

    results = at_once(lambda by: told(lambda: correct(by)), [lead, unit_manager])
    assert results.count(RuleBroken) == 1
    assert [at.found.revision for at in revisions_of(force, period, None)] == [1, 2]
    assert Return.objects.filter(revision=2).count() == 1


def test_frozen_bytes_are_whole_on_this_database_too(accepted):
    for file in FrozenFile.objects.all():
        assert hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256


def test_of_many_who_correct_the_same_statement_one_wins(at_once, accepted, force, period, lead, commitment):
    opened = actions.open_correction(organisation=force, period=period, by=lead, reason="A figure.", today=TODAY).found

    def write(status):
        try:
            return actions.correct_statement(
                of_return=mine(opened), commitment=commitment, by=lead, base=0,
                position=Position(status, Confidence.GREEN), why="It was counted wrongly.",
            )  # fmt: skip
        except EditConflict as collision:
            return collision

    results = at_once(write, [1, 2, 3, 4])
    assert [type(each).__name__ for each in results].count("Correction") == 1
    kept = Correction.objects.get()
    assert {each.latest for each in results if isinstance(each, EditConflict)} == {kept}
