"""The web server as it runs: a real gunicorn, connections that are held open, and an ordered stop."""

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from launch.start import free_port
from soteria_tracker import buffering_worker, gunicorn
from tests.programs import running, wait_until_open

HERE = Path(__file__).parent.parent
SLOW_APPLICATION = """
import time
def application(environ, start_response):
    body = environ["wsgi.input"].read()
    time.sleep(1.5 if environ["PATH_INFO"] == "/slow" else 0)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(len(body)).encode()]
"""


@contextlib.contextmanager
def serving(application, folder, **changes):
    """A gunicorn of one process, and its port."""
    port = free_port()
    env = {
        **os.environ, "PYTHONPATH": f"{HERE}{os.pathsep}{folder}", "WEB_CONCURRENCY": "1", "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/none.sqlite3", "DJANGO_SETTINGS_MODULE": "soteria_tracker.settings",
    }  # fmt: skip
    words = ["--config", "python:soteria_tracker.gunicorn", "--bind", f"127.0.0.1:{port}", application]
    command = [sys.executable, "-m", "gunicorn", *words]
    with running(command, cwd=HERE, env=env | changes) as process:
        wait_until_open(process, port)
        yield process, port


def hold(port, body=b"a="):
    """A form that is announced and never sent whole."""
    held = socket.create_connection(("127.0.0.1", port))
    held.sendall(b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n" + body)
    return held


def ask(port, path, body=None, seconds=15):
    with contextlib.closing(HTTPConnection("127.0.0.1", port, timeout=seconds)) as connection:
        connection.request("POST" if body else "GET", path, body)
        answer = connection.getresponse()
        return answer.status, answer.read()


def test_held_connections_stop_nobody(tmp_path):
    with serving("soteria_tracker.wsgi", tmp_path) as (_process, port):
        assert ask(port, "/healthz", seconds=60)[0] == 503  # no database, no worker: but it answers
        held = [hold(port) for _connection in range(40)]
        status, said = ask(port, "/healthz")
        assert (status, json.loads(said)["web"]) == (503, "ok")
        for connection in held:
            connection.close()


def test_a_whole_body_arrives_and_one_that_is_too_large_is_refused(tmp_path):
    (tmp_path / "slow_application.py").write_text(SLOW_APPLICATION)
    with serving("slow_application:application", tmp_path) as (_process, port):
        assert ask(port, "/", b"x" * 3_000_000) == (200, b"3000000")
        with socket.create_connection(("127.0.0.1", port), 10) as connection:
            connection.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 200000000\r\n\r\n")
            assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_what_has_arrived_is_answered_before_it_stops(tmp_path):
    (tmp_path / "slow_application.py").write_text(SLOW_APPLICATION)
    with serving("slow_application:application", tmp_path) as (process, port):
        ask(port, "/")
        with contextlib.closing(HTTPConnection("127.0.0.1", port, timeout=15)) as connection:
            connection.request("GET", "/slow")
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            assert connection.getresponse().read() == b"0"
        assert process.wait(15) == 0


def test_a_trickle_has_a_deadline_too(monkeypatch):
    class Connection:
        request, closed = "half of one", False

        def handle_close(self):
            self.closed = True

    slow, idle = Connection(), Connection()
    idle.request = None
    connections, now = {1: slow, 2: idle, 3: object()}, time.monotonic()
    arriving = buffering_worker.BufferingWorker.end_slow_requests(connections, {})
    assert set(arriving) == {slow}
    monkeypatch.setattr(time, "monotonic", lambda: now + gunicorn.REQUEST_SECONDS + 1)
    buffering_worker.BufferingWorker.end_slow_requests(connections, arriving)
    assert (slow.closed, idle.closed) == (True, False)


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
