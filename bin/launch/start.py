"""bin/start [--empty]: everything that a bare machine needs, then the service, until Ctrl-C."""

import argparse
import fcntl
import http.client
import json
import os
import secrets
import signal
import time
from pathlib import Path

from launch import packages
from launch.earlier import set_earlier_demonstration_aside
from launch.ports import free_port, is_free
from launch.redis_server import choose, on_this_machine, wait_until_up
from launch.said import HERE, Fault, say, step
from launch.stamps import fingerprint, is_current, remember
from launch.supervisor import Supervisor
from launch.surroundings import leave_for_manage, surroundings

READY_WITHIN_S = 90


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
