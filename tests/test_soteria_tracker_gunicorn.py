import gc
import importlib

import pytest

from soteria_tracker import gunicorn


@pytest.mark.parametrize(("asked", "workers"), [("", None), ("7", 7)])
def test_workers_are_few_unless_asked_and_never_preloaded(monkeypatch, asked, workers):
    monkeypatch.setenv("WEB_CONCURRENCY", asked)
    importlib.reload(gunicorn)
    assert gunicorn.workers == workers if workers else 2 <= gunicorn.workers <= 4
    assert gunicorn.preload_app is False  # the chart engine's threads do not survive a fork


def test_a_worker_that_is_ready_has_no_old_rubbish_to_look_through():
    try:
        gunicorn.post_worker_init(worker=None)
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
