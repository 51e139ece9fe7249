"""kill -9 thirty times through five hundred messages."""

import random

import pytest

from tests.faults.conftest import unsent, wait_for

pytestmark = pytest.mark.faults
MESSAGES, KILLS, WORKERS = 500, 30, 3


def test_nothing_is_lost_and_what_comes_twice_was_in_flight(queued, celery, ask, sink, capsys):
    sink.seconds = (0.02, 0.15)  # most of a worker's time is between the mail's arrival and its being recorded as sent
    ids = queued(MESSAGES)
    workers = [celery.worker() for _number in range(WORKERS)]
    rng, kills, taken_before = random.Random(), 0, 0  # noqa: S311
    ask("reminders.sweep")
    wait_for(lambda: sink.taken, seconds=60)
    while kills < KILLS:
        # At a random moment, yet some mails further each time: not while all of them still start.
        further = taken_before + rng.randint(1, (MESSAGES - 50) // KILLS)
        wait_for(
            lambda further=further: len(sink.taken) >= further or not unsent(),
            seconds=60,
            meanwhile=lambda: ask("reminders.sweep"),
        )
        celery.kill(workers.pop(0))
        workers.append(celery.worker())
        kills, taken_before = kills + 1, len(sink.taken)
    wait_for(lambda: not unsent(), seconds=90, meanwhile=lambda: ask("reminders.sweep"))
    twice = sum(sink.times.values()) - len(sink.times)
    with capsys.disabled():
        print(  # noqa: T201
            f"\nkill -9: {kills} kills through {len(ids)} messages: {len(sink.times)} reached the sink, "
            f"{len(ids - set(sink.times))} lost, {twice} came twice"
        )
    assert set(sink.times) == ids
    assert twice <= kills  # one worker, one message in flight
