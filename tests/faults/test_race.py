"""Eight workers at the same message at the same moment, two beats on the same schedule."""

import pytest
from django.utils import timezone

from reminders.models import Message, Reminder
from tests.faults.conftest import unsent, wait_for
from tests.plugins.at_once import meeting

pytestmark = pytest.mark.faults


def test_eight_workers_send_each_once(queued, celery, ask, sink):
    """All eight stand before the same message before one of them may write: a worker that reads first whether it is
    free, and takes it afterwards, has read by then."""
    ids = queued(5)
    celery.worker("--concurrency", "8")
    for pk in sorted(ids):
        with meeting(8, at=Message, seconds=60):
            for _copy in range(8):
                ask("reminders.send_message", pk)
    wait_for(lambda: not unsent(), seconds=180)
    assert dict(sink.times) == dict.fromkeys(ids, 1)
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_two_beats_plan_and_send_each_once(queued, celery, sink, tmp_path):
    queued(40, plan=False)
    celery.worker("--concurrency", "4")
    for number in range(2):
        celery.beat(tmp_path / f"schedule-{number}")
    wait_for(lambda: Message.objects.count() >= 40 and not unsent(), seconds=180)
    began = timezone.now()
    wait_for(lambda: (timezone.now() - began).seconds >= 3, seconds=10)  # several rounds of both
    assert set(sink.times.values()) == {1}
    assert set(sink.times) == {str(pk) for pk in Message.objects.values_list("pk", flat=True)}
    assert Reminder.objects.filter(matter__kind="return").count() == 40
    assert len({message.recipient_id for message in Message.objects.all()}) == Message.objects.count()
