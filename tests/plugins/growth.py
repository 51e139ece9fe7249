"""The same page with 57 organisations and with 3: the number of queries must be the same."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forces.models import Organisation, Partnership
from funding.models import Recipient
from measures.models import PublishedPair
from rollout.models import Commitment

THREE = ("avon-and-somerset", "durham", "cps-south-west")


@pytest.fixture
def queries_with_all_and_with_three(client):
    def both(address):
        return _queries(client, address), _with_three(client, address)

    return both


def _with_three(client, address):
    keep_three()
    return _queries(client, address)


def keep_three():
    others = Organisation.objects.exclude(slug__in=THREE)
    Commitment.objects.filter(organisation__in=others).delete()
    Partnership.objects.exclude(force__slug__in=THREE, area__slug__in=THREE).delete()
    Recipient.objects.filter(force__in=others).delete()
    PublishedPair.objects.filter(organisation__in=others).delete()
    others.delete()


def _queries(client, address):
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
