"""benchmarks/run: loads the country, asks for its pages, says what they cost and whether that is within bounds."""

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / "bin"))

import psycopg  # noqa: E402
import redis  # noqa: E402

from benchmarks import bounds, import_outcomes, ledger, reminders, report, servers  # noqa: E402
from benchmarks.client import Client  # noqa: E402
from benchmarks.machine import machine  # noqa: E402
from benchmarks.rounds import Site, WrongAnswer, measure  # noqa: E402
from launch.messages import Fault, say, step  # noqa: E402
from launch.postgres import temporary_postgres  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
LATENCIES_MS = (0, 2)
ROUNDS, QUICK_ROUNDS = 60, 15
DOCUMENT = HERE / "docs" / "performance.md"


def main() -> None:
    words = argparse.ArgumentParser("benchmarks/run", description="How long the pages take, and whether that is well.")
    words.add_argument(
        "--quick", action="store_true", help=f"{SIZES[0]:,} updates only, {QUICK_ROUNDS} rounds, a small workbook"
    )
    words.add_argument("--rounds", type=int, help=f"how often each page is asked for (else {ROUNDS})")
    words.add_argument("--sizes", type=int, nargs="+", help="how many updates the ledgers hold")
    words.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    asked = words.parse_args()
    sizes = asked.sizes or SIZES[: 1 if asked.quick else None]
    found, planned, lines = run(sizes, asked.rounds or (QUICK_ROUNDS if asked.quick else ROUNDS))
    say("Reading a workbook of outcomes")
    imported = import_outcomes.run(import_outcomes.QUICK_ROWS if asked.quick else import_outcomes.ROWS)
    text, checks = sum_up(found, planned, imported, lines)
    say(text)
    for check in checks:
        say(str(check))
    if asked.write:
        report.write(DOCUMENT, text)
    sys.exit(0 if all(check.passed for check in checks) else 1)


def run(sizes: Sequence[int], rounds: int) -> tuple[dict[int, bounds.Run], dict[str, float], list[str]]:
    """What was found, by milliseconds of latency, what of reminders, and the machine in words."""
    with contextlib.ExitStack() as stack:
        env = stack.enter_context(servers.surroundings())
        postgres = stack.enter_context(temporary_postgres(servers.REALISTIC))
        redis_url = stack.enter_context(servers.redis_server(Path(env["VAR_DIR"]) / "redis"))
        before = os.getloadavg()[0]
        places = load(env, postgres, redis_url, sizes)
        say("Planning reminders")
        _execute(postgres, "CREATE DATABASE reminders TEMPLATE country")
        of_reminders = {"DATABASE_URL": servers.database(postgres, "reminders"), "REDIS_URL": redis_url}
        planned = reminders.run({**env, **of_reminders})
        found = {}
        for latency_ms in LATENCIES_MS:
            say(f"Measuring, {latency_ms} ms added to each query")
            with sites(env | {"BENCHMARK_LATENCY_MS": str(latency_ms)}, places) as each:
                found[latency_ms] = measure(each, rounds, say)
                check_ledgers(each, places)
        with psycopg.connect(postgres) as connection:
            postgresql = connection.info.parameter_status("server_version")
        lines = machine(postgresql, redis.Redis.from_url(redis_url).info()["redis_version"])
        lines.append(f"{rounds} rounds; {before:.1f} was the load average when it began")
        return found, planned, lines


class Place:
    """A database and a Redis with a ledger of one size."""

    def __init__(self, updates: int, database: str, redis_url: str, sessions: dict[str, str]):
        self.updates, self.database, self.redis_url, self.sessions = updates, database, redis_url, sessions
        with psycopg.connect(database) as connection, connection.cursor() as cursor:
            self.commitments = ledger.commitments(cursor)
        self.posted = 0

    def recorded(self) -> int:
        with psycopg.connect(self.database) as connection, connection.cursor() as cursor:
            return ledger.recorded(cursor)


def load(env: Mapping[str, str], postgres: str, redis_url: str, sizes: Sequence[int]) -> list[Place]:
    """The country once, then a copy of it for each size, filled."""
    country = servers.database(postgres, "country")
    _execute(postgres, "CREATE DATABASE country")
    env = {**env, "DATABASE_URL": country, "REDIS_URL": redis_url}
    step("Static files", [sys.executable, "manage.py", "collectstatic", "--noinput"], env)
    step("Database tables", [sys.executable, "manage.py", "migrate", "--noinput"], env)
    sessions = load_country(env)
    places = []
    for number, updates in enumerate(sizes):
        began = time.monotonic()
        name = f"ledger{updates}"
        _execute(postgres, f"CREATE DATABASE {name} TEMPLATE country")
        database = servers.database(postgres, name)
        with psycopg.connect(database) as connection, connection.cursor() as cursor:
            ledger.fill(cursor, updates)
        # What autovacuum and the checkpointer would do in their own time, in the middle of the measuring.
        _execute(database, "VACUUM ANALYZE", "CHECKPOINT")
        say(f"  {updates:,} updates: {time.monotonic() - began:.0f} s")
        places.append(Place(updates, database, servers.database(redis_url, str(number)), sessions))
    return places


def load_country(env: Mapping[str, str]) -> dict[str, str]:
    os.environ.update(env)
    import django

    django.setup()
    from django.db import connection

    from benchmarks.reference import load_country

    sessions = load_country()
    connection.close()
    return sessions


def _execute(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@contextlib.contextmanager
def sites(env: Mapping[str, str], places: Sequence[Place]) -> Iterator[list[Site]]:
    with contextlib.ExitStack() as stack:
        found = []
        for place in places:
            of_place = {"DATABASE_URL": place.database, "REDIS_URL": place.redis_url}
            port = stack.enter_context(servers.gunicorn({**env, **of_place}))
            client = Client(port)
            stack.callback(client.close)
            forget = redis.Redis.from_url(place.redis_url).flushdb
            found.append(Site(place.updates, client, place.sessions, place.commitments, forget, posted=place.posted))
        yield found


def check_ledgers(found: Sequence[Site], places: Sequence[Place]) -> None:
    """Every POST must have recorded exactly one update."""
    for site, place in zip(found, places, strict=True):
        place.posted = site.posted
        if place.recorded() != place.updates + site.posted:
            raise WrongAnswer(f"{site.posted} POSTs to {place.updates:,} updates left {place.recorded():,}")


def sum_up(
    found: Mapping[int, bounds.Run], planned: Mapping[str, float], imported: Mapping[str, float], lines: Sequence[str]
) -> tuple[str, list[bounds.Check]]:
    checks, parts = [], [*(f"- {line}" for line in lines), f"- {datetime.now(UTC):%-d %B %Y}"]
    for latency_ms, each in found.items():
        title = f"With {latency_ms} ms of latency added to every query" if latency_ms else "As it is"
        parts += ["", f"### {title}", "", report.table(each), "", report.verdict(of := list(bounds.checks(each)))]
        checks += of
    alone = (
        ("Reminders", reminders, planned),
        ("Bringing in an outcomes workbook", import_outcomes, imported),
    )
    for title, part, measured in alone:
        of = list(part.checks(measured))
        parts += ["", f"### {title}", "", part.table(measured), "", report.verdict(of)]
        checks += of
    return "\n".join(parts), checks


if __name__ == "__main__":
    try:
        main()
    except (Fault, WrongAnswer) as error:
        sys.exit(f"\n{error}")
