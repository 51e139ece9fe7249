import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from soteria_tracker.environment import read_environment

GOOD = {"SECRET_KEY": "s" * 50, "ALLOWED_HOSTS": "tracker.example", "REDIS_URL": "redis://cache.example:6379/0"}


@pytest.fixture
def read(monkeypatch, tmp_path):
    def read_with(**changes):
        for name in list(os.environ):
            monkeypatch.delenv(name)
        for name, value in (GOOD | changes).items():
            monkeypatch.setenv(name, value)
        return read_environment(tmp_path)

    return read_with


def test_what_is_not_said_has_a_default_and_is_strict(read, tmp_path):
    env = read()
    assert (env.debug, env.demo, env.https) == (False, False, True)
    assert env.database["NAME"] == str(tmp_path / "var" / "soteria.sqlite3")
    assert "journal_mode=WAL" in env.database["OPTIONS"]["init_command"]


@pytest.mark.parametrize(("said", "proxies"), [({}, 1), ({"HTTPS": "0"}, 0), ({"TRUSTED_PROXIES": "2"}, 2)])
def test_behind_https_stands_one_proxy_unless_more_are_named(read, said, proxies):
    assert read(**said).trusted_proxies == proxies


def test_how_long_a_session_lasts(read):
    assert (read().session_idle_minutes, read().session_hours) == (60, 12)
    env = read(SESSION_IDLE_MINUTES="30", SESSION_HOURS="8")
    assert (env.session_idle_minutes, env.session_hours) == (30, 8)


def test_postgresql_keeps_its_connections(read):
    env = read(DATABASE_URL="postgres://tracker@db.example/tracker")
    assert env.database["ENGINE"] == "django.db.backends.postgresql"
    assert (env.database["CONN_MAX_AGE"], env.database["OPTIONS"]["connect_timeout"]) == (600, 5)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY: Shorter than minimum length 40."),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS: Shorter than minimum length 1."),
        ("REDIS_URL", "http://cache.example", "REDIS_URL: Must start with redis:// or rediss://."),
        ("EMAIL_URL", "pigeon://loft", "EMAIL_URL: Must start with one of: smtp,"),
        ("DATABASE_URL", "tracker", "DATABASE_URL: Not a valid database URL."),
        ("DATABASE_URL", "mysql://db.example/t", "DATABASE_URL: Must start with postgres:// or sqlite://."),
        ("DEMO", "perhaps", "DEMO: Not a valid boolean."),
        ("TRUSTED_PROXIES", "some", "TRUSTED_PROXIES: Not a valid integer."),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES: Must be greater than or equal to 0"),
        ("TRUSTED_PROXIES", "0", "TRUSTED_PROXIES: HTTPS is on, so at least one proxy stands before this service."),
        ("SESSION_IDLE_MINUTES", "5", "SESSION_IDLE_MINUTES: Must be greater than or equal to 6"),
        ("SESSION_HOURS", "0", "SESSION_HOURS: Must be greater than or equal to 1"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL: Must be one of: DEBUG, INFO, WARNING, ERROR."),
    ],
)
def test_what_is_odd_is_said_in_words(read, name, value, said):
    with pytest.raises(ImproperlyConfigured) as fault:
        read(**{name: value})
    assert said in str(fault.value)


def test_every_fault_is_said_at_once(read):
    with pytest.raises(ImproperlyConfigured) as fault:
        read(SECRET_KEY="short", REDIS_URL="", DEBUG="perhaps")
    assert all(f"  {name}: " in str(fault.value) for name in ("SECRET_KEY", "REDIS_URL", "DEBUG"))


@pytest.mark.parametrize(
    ("hosts", "starts"),
    [("localhost,127.0.0.1", True), ("tracker.example", False), ("localhost,tracker.example", False), ("*", False)],
)
def test_demonstration_mode_starts_only_on_local_hosts(hosts, starts):
    env = {**os.environ, **GOOD, "DEMO": "1", "ALLOWED_HOSTS": hosts}
    done = subprocess.run(
        [sys.executable, "-c", "import soteria_tracker.settings"],
        cwd=Path(__file__).parent.parent,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is starts
    assert ("It starts only where ALLOWED_HOSTS is local" in done.stderr) is not starts
