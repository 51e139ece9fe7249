"""Every test finds the real reference data: 57 organisations, 1,612 commitments. The ledger starts empty."""

import pytest
from django.db import connection
from django.test import TransactionTestCase

from accounts.append_only import protect, unprotect
from funding.reference import load_funding
from inspections.reference import load_inspections
from measures.reference import load_measures
from rollout.reference import load_reference
from training.reference import load_training

flush = TransactionTestCase._fixture_teardown


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        load_reference()
        load_training()
        load_funding()
        load_inspections()
        load_measures()


def flush_and_load_again(self):
    """A transactional test ends by emptying every table, which the ledgers refuse."""
    tables = ledgers()
    for table in tables:
        unprotect(connection, table)
    flush(self)
    for table in tables:
        protect(connection, table)
    load_reference()
    load_training()
    load_funding()
    load_inspections()
    load_measures()


def ledgers() -> list[str]:
    """The tables that the database keeps append-only."""
    triggers = {
        "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(triggers[connection.vendor])
        return [table for table, name in cursor.fetchall() if name.lower() == f"{table}_no_delete"]


TransactionTestCase._fixture_teardown = flush_and_load_again
