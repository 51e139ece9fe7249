"""Redis gone and back empty; the mail server refusing, hanging and dying half-way."""

import pytest

from reminders.models import Message
from tests.faults.conftest import unsent, wait_for
from tests.faults.servers import bad_server

pytestmark = pytest.mark.faults
HELLO = [b"220 here\r\n", b"250 hello\r\n", b"250 OK\r\n", b"250 OK\r\n", b"354 go on\r\n"]


def test_redis_comes_back_empty(queued, celery, redis, ask, sink):
    sink.seconds = (0.02, 0.06)
    ids = queued(120)
    celery.worker()
    ask("reminders.sweep")
    wait_for(lambda: len(sink.taken) > 30, seconds=60)
    redis.kill()
    redis.start()
    assert unsent()
    wait_for(lambda: not unsent(), seconds=90, meanwhile=lambda: ask("reminders.sweep"))
    assert dict(sink.times) == dict.fromkeys(ids, 1)


def test_the_mail_server_refuses_hangs_and_dies_half_way(queued, celery, ask, sink, client, unit):
    ids = queued(12)
    sink.stop()
    celery.worker("--concurrency", "4")

    def sweep():
        ask("reminders.sweep")

    def said(words):
        return Message.objects.filter(state="queued", said__icontains=words).count()

    wait_for(lambda: said("refused") == len(ids), seconds=60, meanwhile=sweep)
    Message.objects.update(said="")
    with bad_server(sink.port, words=[]):
        wait_for(lambda: said("timed out") >= 4, seconds=60, meanwhile=sweep)
        Message.objects.update(said="", next_try_at=Message.objects.first().planned_at)
    with bad_server(sink.port, words=HELLO):
        wait_for(lambda: said("closed") + said("reset") >= 4, seconds=60, meanwhile=sweep)
    client.force_login(unit)
    page = client.get("/reminders/").content.decode()
    assert "tried before" in page
    assert "unexpectedly closed" in page or "reset" in page
    assert Message.objects.order_by("attempts").first().attempts > 1
    Message.objects.filter(state="queued").update(next_try_at=Message.objects.first().planned_at)
    sink.start()
    wait_for(lambda: not unsent(), seconds=60, meanwhile=sweep)
    assert dict(sink.times) == dict.fromkeys(ids, 1)
