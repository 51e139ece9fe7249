"""bin/start [--empty]: everything that a bare machine needs, then the service, until Ctrl-C."""

import argparse
import datetime as dt
import fcntl
import http.client
import json
import os
import secrets
import signal
import socket
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from launch import packages
from launch.messages import HERE, Fault, say, step
from launch.packages import fingerprint, is_current, remember
from launch.redis_server import choose, on_this_machine, wait_until_up, write_private
from launch.supervisor import Supervisor

READY_WITHIN_S = 90
KEPT = ("ALLOWED_HOSTS", "DATABASE_URL", "DEMO", "EMAIL_URL", "HTTPS", "REDIS_URL", "SECRET_KEY", "SITE_URL", "VAR_DIR")


def main(arguments: list[str]) -> None:
    words = argparse.ArgumentParser("bin/start", description="Starts Soteria Tracker here (PORT, else 8000).")
    words.add_argument("--empty", action="store_true", help="reference data only: no demonstration, no people")
    asked = words.parse_args(arguments)
    stop_when_asked()
    port = chosen_port(os.environ)
    env = surroundings(HERE, os.environ, empty=asked.empty)
    held = hold(Path(env["VAR_DIR"]))
    supervisor = Supervisor()
    try:
        say("Soteria Tracker: making ready")
        packages.install("requirements.txt", env)
        packages.compile_front_end(env)
        start_redis(supervisor, env)
        env.setdefault("SITE_URL", f"http://localhost:{port}")
        leave_for_manage(env)
        fill(env, empty=asked.empty)
        start_service(supervisor, env, port)
        wait_until_ready(supervisor, port)
        supervisor.speak(kept=False)
        say(welcome(port, env))
        supervisor.wait()
    except Fault:
        supervisor.speak(kept=True)
        raise
    finally:
        if supervisor.running:
            say("\nStopping")
        supervisor.stop()
        held.close()


def stop_when_asked() -> None:
    """Ctrl-C, kill and a closed terminal mean the same. Once is enough: another must not interrupt the stopping."""
    asks = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(*_):
        for ask in asks:
            signal.signal(ask, signal.SIG_IGN)
        raise KeyboardInterrupt

    for ask in asks:
        signal.signal(ask, stop)


def chosen_port(env) -> int:
    said = env.get("PORT") or "8000"
    if not said.isdigit() or not 0 < int(said) < 65536:
        raise Fault(f"PORT is {said}, which is not a port number.")
    if not is_free(int(said)):
        other = int(said) + 1 if int(said) < 65535 else 8000
        raise Fault(
            f"Port {said} is in use on this machine: perhaps Soteria Tracker already runs in another terminal.\n"
            f"Stop what uses it, or choose another port:  PORT={other} bin/start"
        )
    return int(said)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that only lingers is free
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def surroundings(here: Path, given: Mapping[str, str], *, empty: bool) -> dict[str, str]:
    """The environment in which the service runs. What this shell has set, `given`, stands, save DEMO when the person
    asks for an empty start; the rest is chosen here."""
    var = Path(given.get("VAR_DIR") or here / "var").resolve()
    var.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret_key = var / "secret-key"
    if not secret_key.exists() or len(secret_key.read_text()) < 40:  # shorter, no service has ever started with it
        write_private(secret_key, secrets.token_urlsafe(48))
    # Apart, so that nothing made up is ever found among what people have reported.
    database = "soteria.sqlite3" if empty else "demonstration.sqlite3"
    chosen = {
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "DATABASE_URL": f"sqlite:///{quote(str(var / database))}",
        "DEMO": "1",
        "EMAIL_URL": "console:",
        "HTTPS": "0",
        "SECRET_KEY": secret_key.read_text(),
    }
    env = {**chosen, **{name: value for name, value in given.items() if value or name not in chosen}}
    return env | {"VAR_DIR": str(var)} | ({"DEMO": "0"} if empty else {})


def hold(var: Path):
    """One bin/start at a time on one folder; the system lets go of it however the process ends."""
    lock = (var / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise Fault(f"bin/start already runs on {var}. Stop that one, or set VAR_DIR to another folder.") from None
    return lock


def start_redis(supervisor: Supervisor, env: dict[str, str]) -> None:
    if env.get("REDIS_URL"):
        say("  Redis: the one in REDIS_URL")
        return
    if not on_this_machine():
        packages.install("requirements-redis.txt", env)
    port = free_port()
    redis = choose(packages.PYTHON, port, secrets.token_hex(), Path(env["VAR_DIR"]) / "redis")
    wait_until_up(supervisor.start("redis", redis.command, env), port)
    env["REDIS_URL"] = redis.url
    say(f"  Redis: {redis.name}")


def leave_for_manage(env: Mapping[str, str]) -> None:
    """So that manage.py, in another terminal, speaks to the same database: it reads var/environment."""
    lines = [f"{name}='{env[name]}'" for name in KEPT if name in env]
    write_private(Path(env["VAR_DIR"]) / "environment", "\n".join(lines) + "\n")


def set_earlier_demonstration_aside(var: Path) -> None:
    """One of before December 2026, when migrations began anew: under another name, so that nothing is lost. What
    people have recorded is never touched: `migrate` refuses such a database in words (ledger/apps.py)."""
    database = var / "demonstration.sqlite3"
    if not database.exists():
        return
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "accounts_auditevent" not in tables:
        return
    aside = database.with_name(f"demonstration-until-{dt.datetime.now().astimezone():%Y-%m-%d-%H%M%S}.sqlite3")
    for ending in ("", "-wal", "-shm"):
        if (part := Path(f"{database}{ending}")).exists():
            part.rename(f"{aside}{ending}")
    say(f"  The demonstration here was made by an earlier version: it is now {aside}, and a new one is made.")


def fill(env: dict[str, str], *, empty: bool) -> None:
    """Static files, tables, reference data and, for a demonstration, a ledger."""
    var = Path(env["VAR_DIR"])
    manage = [packages.PYTHON, "manage.py"]
    mark = fingerprint([HERE / "static", var / "frontend", HERE / "requirements.txt"])
    if not (is_current(var / "stamps" / "static", mark) and (var / "static").is_dir()):
        step("Static files", [*manage, "collectstatic", "--noinput"], env)
        remember(var / "stamps" / "static", mark)
    if not empty:
        set_earlier_demonstration_aside(var)
    step("Database tables", [*manage, "migrate", "--noinput"], env)
    step("Reference data", [*manage, "load_reference"], env)
    if not empty:
        step("Demonstration ledger", [*manage, "load_demo"], env)  # until today in London, wherever this machine is


def start_service(supervisor: Supervisor, env: dict[str, str], port: int) -> None:
    """The processes of the Procfile, on this machine's own address only."""
    run = [packages.PYTHON, "-m"]
    celery = [*run, "celery", "--app", "soteria_tracker", "--quiet"]
    web = ["gunicorn", "--config", "python:soteria_tracker.gunicorn", "--bind", f"127.0.0.1:{port}"]
    supervisor.start("web", [*run, *web, "soteria_tracker.wsgi"], env)
    worker = ["worker", "--concurrency", "1", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    supervisor.start("worker", [*celery, *worker], env)
    supervisor.start("beat", [*celery, "beat", "--loglevel", "WARNING", "--pidfile", ""], env)


def wait_until_ready(supervisor: Supervisor, port: int) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while (parts := health(port)) != {"all": "ok"}:
        supervisor.check()
        if time.monotonic() > until:
            silent = ", ".join(f"{name} {state}" for name, state in parts.items() if state != "ok")
            raise Fault(f"Not ready after {READY_WITHIN_S} seconds: {silent}")
        time.sleep(0.3)


def health(port: int) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        parts = json.loads(answer.read())
        return {"all": "ok"} if answer.status == 200 else parts
    except (OSError, ValueError, http.client.HTTPException):
        return {"web": "does not answer"}
    finally:
        connection.close()


def welcome(port: int, env: dict[str, str]) -> str:
    # By name: browsers use passkeys at localhost, and not at an address of numbers.
    lines = ["", f"Soteria Tracker is at http://localhost:{port}/   (Ctrl-C stops it)"]
    if env["DEMO"] == "1":
        lines += ["The ledger is demonstration data. Choose a person on the sign-in page."]
    else:
        lines += [
            "It holds reference data only. Make the first person, in another terminal, here:",
            "    .venv/bin/python manage.py add_person EMAIL ROLE [ORGANISATION]",
        ]
    return "\n".join([*lines, ""])
