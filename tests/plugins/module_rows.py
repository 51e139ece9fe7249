"""Rows that take long to make, made once for all tests of a module, around the transaction of each test."""

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def module_rows(django_db_setup, django_db_blocker):
    """module_rows(make): what make() answers. Every test of the module finds its rows, so all of them have to expect
    that; after the last they are gone."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()

    def run(make):
        with django_db_blocker.unblock():
            return make()

    yield run
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
