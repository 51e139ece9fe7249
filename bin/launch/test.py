"""bin/test [--full] [pytest's arguments]: every check and test that can run here; --full leaves none out."""

import argparse
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

from launch import packages
from launch.messages import HERE, Fault, say
from launch.postgres import find_programs, temporary_postgres

COVERED = ["--cov", "--cov-branch", "--cov-report=term-missing:skip-covered", "--cov-fail-under=95"]
BOTH_CORES = ["-n", "2", "--dist", "worksteal"]  # tests take from milliseconds to minutes


def main(arguments: list[str]) -> None:
    words = argparse.ArgumentParser("bin/test", allow_abbrev=False, description="Checks and tests Soteria Tracker.")
    words.add_argument("--full", action="store_true", help="also PostgreSQL and the browser; nothing may be skipped")
    asked, for_pytest = words.parse_known_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    env = {**os.environ, "VAR_DIR": str(HERE / "var"), "PYTHONDONTWRITEBYTECODE": "1"}
    if asked.full and not env.get("TEST_DATABASE_URL"):
        find_programs()  # before the long steps, not after them
    say("Making ready")
    packages.install("requirements-dev.txt", env)
    packages.compile_front_end(env)
    failed = [name for name, check in checks(env).items() if not passes(name, check)]
    failed += full(env, for_pytest) if asked.full else quick(env, for_pytest)
    if failed:
        raise Fault("Failed: " + ", ".join(failed))


def checks(env: Mapping[str, str]) -> dict[str, Callable[[], int]]:
    python = packages.PYTHON
    commands = {
        "ruff check": [python, "-m", "ruff", "check", "--quiet", "."],
        "ruff format": [python, "-m", "ruff", "format", "--quiet", "--check", "."],
        "djlint": [str(packages.VENV / "bin" / "djlint"), "templates", "--check"],
        "import-linter": [str(packages.VENV / "bin" / "lint-imports"), "--no-cache"],
        "mypy": [python, "-m", "mypy"],
        "makemigrations --check": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
    }
    return {name: lambda command=command: run(command, env | NO_SECRETS) for name, command in commands.items()}


NO_SECRETS = {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "localhost", "REDIS_URL": "redis://127.0.0.1:1", "DEMO": "0"}


def run(command: list[str], env: Mapping[str, str]) -> int:
    with subprocess.Popen(command, cwd=HERE, env=env, stdin=subprocess.DEVNULL) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()
            raise


def passes(name: str, check: Callable[[], int], also_good: Sequence[int] = ()) -> bool:
    say(f"\n== {name}")
    began = time.monotonic()
    code = check()
    good = code in (0, *also_good)
    say(f"== {name}: {'passed' if good else f'FAILED with code {code}'}, {time.monotonic() - began:.0f} s")
    return good


def quick(env: Mapping[str, str], for_pytest: list[str]) -> list[str]:
    name = "tests on SQLite"
    failed = [] if passes(name, lambda: on_sqlite(env, for_pytest, whole=not for_pytest, walks=True)) else [name]
    say("\nLeft out (bin/test --full runs them; it needs Debian's postgresql, redis-server, nginx and chromium):")
    say("  the same tests on PostgreSQL, and those of people writing at once")
    say("  faults: workers, Redis and the mail server killed while reminders are sent")
    for test in browser_tests(env):
        say(f"  {test}")
    if for_pytest:
        say("  the coverage gate and every test that your arguments leave out")
    return failed


def full(env: Mapping[str, str], for_pytest: list[str]) -> list[str]:
    strict = ["-p", "tests.plugins.no_skips"]
    runs = {
        "tests on SQLite": lambda: on_sqlite(env, [*strict, *for_pytest], whole=not for_pytest, walks=bool(for_pytest)),
        "tests on PostgreSQL": lambda: on_postgres(env, ["-m", "not browser and not faults", *strict, *for_pytest]),
        # One after the other: each has workers, a Redis and a mail server of its own, and measures by the second.
        "tests of faults": lambda: on_postgres(env, ["-m", "faults", *strict, *for_pytest], alone=True),
        # Apart: a browser's event loop in a process is in the way of the tests that come after it there.
        "tests in the browser": lambda: on_postgres(env, ["-m", "browser", *strict, *for_pytest]),
    }
    nothing_to_run = [5] if for_pytest else []  # pytest's code: your arguments may leave one of them empty
    failed = [name for name, run_it in runs.items() if not passes(name, run_it, also_good=nothing_to_run)]
    if not failed:
        say("\nLeft out: nothing" + (" but what your arguments leave out" if for_pytest else ""))
    return failed


def on_sqlite(env: Mapping[str, str], arguments: list[str], *, whole: bool, walks: bool) -> int:
    gate = [*BOTH_CORES, *COVERED] if whole else []
    env = {name: value for name, value in env.items() if name != "TEST_DATABASE_URL"}
    which = "not browser and not postgresql and not faults" + ("" if walks else " and not walks")
    return pytest(["-m", which, *gate, *arguments], env)


def on_postgres(env: Mapping[str, str], arguments: list[str], *, alone: bool = False) -> int:
    given = env.get("TEST_DATABASE_URL")
    with contextlib.nullcontext(given) if given else temporary_postgres() as url:
        return pytest([*([] if alone else BOTH_CORES), *arguments], {**env, "TEST_DATABASE_URL": url})


def pytest(arguments: list[str], env: Mapping[str, str]) -> int:
    return run([packages.PYTHON, "-m", "pytest", *arguments], env)


def browser_tests(env: Mapping[str, str]) -> list[str]:
    listing = [packages.PYTHON, "-m", "pytest", "--collect-only", "-q", "-m", "browser", "tests/browser"]
    done = subprocess.run(listing, cwd=HERE, env=env, capture_output=True, text=True, check=False)
    return sorted({line for line in done.stdout.splitlines() if "::" in line}) or ["browser tests: none yet"]
