"""Every test finds the real reference data: 57 organisations, 1,612 commitments. The ledger starts empty."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import TransactionTestCase

from funding.reference import load_funding
from inspections.reference import load_inspections
from ledger.triggers import AppendOnly, triggers_of, unprotect
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


def ledgers() -> list[str]:
    """The tables that the database keeps append-only."""
    found = [trigger for model in apps.get_models() for trigger in triggers_of(model)]
    return [trigger.table for trigger in found if isinstance(trigger, AppendOnly)]


def flush_and_load_again(self):
    """A transactional test ends by emptying every table, which the ledgers refuse; emptied, they are protected anew."""
    for table in ledgers():
        unprotect(connection, table)
    flush(self)
    load_reference()
    load_training()
    load_funding()
    load_inspections()
    load_measures()


TransactionTestCase._fixture_teardown = flush_and_load_again
