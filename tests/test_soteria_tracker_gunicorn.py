import datetime as dt
import gc
import importlib
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

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


def test_who_read_what_is_not_logged_and_where_it_is_never_a_calendars_secret(tmp_path):
    assert gunicorn.accesslog is None
    config, file = Config(), tmp_path / "access.log"
    config.set("accesslog", str(file))
    logger = gunicorn.logger_class(config)
    answer = SimpleNamespace(status="200 OK", sent=1, headers=[])
    for path in ("/deadlines/", "/deadlines/of-the-lead.ics"):
        environ = {"REQUEST_METHOD": "GET", "RAW_URI": path, "PATH_INFO": path, "SERVER_PROTOCOL": "HTTP/1.1"}
        logger.access(answer, SimpleNamespace(headers=[]), environ, dt.timedelta(seconds=1))
    logger.close_on_exec()
    assert "GET /deadlines/ HTTP" in file.read_text()
    assert "of-the-lead" not in file.read_text()
