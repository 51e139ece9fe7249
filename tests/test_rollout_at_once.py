"""People who write at the same moment, on the database that lets them."""

import pytest
from django.db import connection

from ledger.head import ledger_head
from ledger.models import AuditEvent
from rollout.actions import EditConflict, Position, record_update
from rollout.models import Commitment, Update
from rollout.scales import Confidence, Status

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
WRITERS = 8


def test_of_many_on_the_same_base_one_wins_and_the_others_are_told(at_once, commitment, lead):
    def write(number):
        position = Position(Status.PLANNED, Confidence.GREEN, note=f"Writer {number}")
        try:
            return record_update(commitment=commitment, by=lead, base=0, position=position).pk
        except EditConflict as collision:
            return collision.latest.note

    results = at_once(write, range(WRITERS))
    winner = Update.objects.get()
    assert sorted(map(str, results)) == sorted([str(winner.pk)] + [winner.note] * (WRITERS - 1))
    assert AuditEvent.objects.filter(action="update.reported").count() == 1


def test_ids_become_visible_in_order(at_once, lead):
    """Whoever sees the ledger's last id also sees every earlier row: what is cached under it is whole."""
    own = Commitment.objects.filter(organisation__slug="avon-and-somerset")
    owed = list(own.select_related("organisation", "standard")[: WRITERS * 5])
    seen = []

    def write(share):
        for commitment in owed[share::WRITERS]:
            position = Position(Status.PLANNED, Confidence.GREEN)
            record_update(commitment=commitment, by=lead, base=0, position=position)
            head = ledger_head()
            seen.append((head, set(AuditEvent.objects.filter(pk__lte=head).values_list("pk", flat=True))))

    at_once(write, range(WRITERS))
    final = set(AuditEvent.objects.values_list("pk", flat=True))
    assert Update.objects.count() == len(owed)
    assert all(ids == {pk for pk in final if pk <= head} for head, ids in seen)


def test_this_is_postgresql():
    assert connection.vendor == "postgresql"
