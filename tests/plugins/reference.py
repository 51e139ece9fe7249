"""Every test finds the real reference data: 57 organisations, 1,612 commitments. The ledger starts empty."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import TransactionTestCase

from funding.reference import load_funding
from inspections.reference import load_inspections
from ledger.triggers import triggers_of
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
    """A transactional test ends by emptying every table, which the ledgers refuse; emptied, they are protected anew."""
    for app in apps.get_app_configs():
        for model in app.get_models():
            for trigger in triggers_of(model):
                with connection.cursor() as cursor:
                    for statement in trigger.dropped(connection.vendor):
                        cursor.execute(statement)
    flush(self)
    load_reference()
    load_training()
    load_funding()
    load_inspections()
    load_measures()


TransactionTestCase._fixture_teardown = flush_and_load_again
