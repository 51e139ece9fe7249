import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from launch import start
from launch.messages import Fault
from launch.start import free_port
from launch.supervisor import Supervisor


def test_a_port_in_use_is_said_with_the_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Fault, match=rf"(?s)Port {port} is in use.*PORT=\d+ bin/start") as fault:
            start.chosen_port({"PORT": str(port)})
    assert "another terminal" in str(fault.value)


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_said(port):
    with pytest.raises(Fault, match="not a port number"):
        start.chosen_port({"PORT": port})


def test_one_at_a_time_on_one_folder(tmp_path):
    with start.hold(tmp_path), pytest.raises(Fault, match="already runs"):
        start.hold(tmp_path)
    start.hold(tmp_path).close()


def test_an_empty_start_says_how_to_make_the_first_person():
    assert "manage.py add_person EMAIL ROLE [ORGANISATION]" in start.welcome(8000, {"DEMO": "0"})
    assert "demonstration data" in start.welcome(8000, {"DEMO": "1"})


def test_a_redis_of_ones_own_is_used(capsys):
    supervisor = Supervisor()
    start.start_redis(supervisor, {"REDIS_URL": "redis://cache.example"})
    assert not supervisor.running
    assert "REDIS_URL" in capsys.readouterr().out


@pytest.fixture
def web():
    """A web server that says it waits for the worker."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(503)
            self.end_headers()
            self.wfile.write(json.dumps({"web": "ok", "worker": "does not answer"}).encode())

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_what_never_gets_ready_is_named(web, monkeypatch):
    monkeypatch.setattr(start, "READY_WITHIN_S", 0)
    with pytest.raises(Fault, match="Not ready after 0 seconds: worker does not answer"):
        start.wait_until_ready(Supervisor(), web)


def test_no_web_at_all_is_named():
    assert start.health(free_port()) == {"web": "does not answer"}
