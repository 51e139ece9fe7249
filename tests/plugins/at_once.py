"""People and workers at the same moment, made to meet: on PostgreSQL, which lets them.

Two that only start together may still go one after the other, and then code that reads first and writes afterwards
passes. So the table that they write to is held until every one of them waits: for the table, or for somebody who does.
Whoever could read has read by then, and nobody has written what the others could see.
"""

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from ledger.actions import RuleBroken
from ledger.models import AuditEvent


@pytest.fixture
def at_once():
    """at_once(function, items): runs it for each, each on a connection of its own; what they answer. Every action
    writes an audit event at its end, so that is where they meet; `at` names another model's table, None no table."""

    def run(function, items, *, at=AuditEvent):
        def one(item):
            try:
                return function(item)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(items)) as pool:
            with meeting(len(items), at=at) if at else contextlib.nullcontext():
                running = [pool.submit(one, item) for item in items]
            return [each.result() for each in running]

    return run


@contextlib.contextmanager
def meeting(number: int, *, at, seconds: float = 30):
    """What is begun inside can read the table but not write to it, until so many wait."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {at._meta.db_table} IN EXCLUSIVE MODE")
        yield
        until = time.monotonic() + seconds
        while (waiting := _waiting()) < number:
            assert time.monotonic() < until, f"{waiting} of {number} met at {at._meta.label}"
            time.sleep(0.01)


def _waiting() -> int:
    """How many connections to this database wait for a lock of any kind."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else the answer stays the transaction's first
        cursor.execute(
            "SELECT count(DISTINCT pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE NOT granted AND datname = current_database()"
        )
        return cursor.fetchone()[0]


def told(action):
    """What came of it, or what its author was told instead."""
    try:
        return action()
    except RuleBroken as refused:
        return type(refused)
