"""Every test finds the real reference data: 57 organisations, 1,612 commitments. The ledger starts empty."""

import pytest
from django.db import connection
from django.test import TransactionTestCase

from accounts.append_only import protect, unprotect
from rollout.reference import load_reference
from training.reference import load_training

flush = TransactionTestCase._fixture_teardown


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        load_reference()
        load_training()


def flush_and_load_again(self):
    """A transactional test ends by emptying every table: on SQLite by DELETE, which the ledgers refuse."""
    ledgers = _ledgers_that_refuse_delete()
    for table in ledgers:
        unprotect(connection, table)
    flush(self)
    for table in ledgers:
        protect(connection, table)
    load_reference()
    load_training()


def _ledgers_that_refuse_delete():
    if connection.vendor != "sqlite":
        return []  # PostgreSQL empties them by TRUNCATE
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_no\\_DELETE' ESCAPE '\\'"
        )
        return [table for (table,) in cursor.fetchall()]


TransactionTestCase._fixture_teardown = flush_and_load_again
