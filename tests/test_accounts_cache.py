import pytest
from django.core.cache import caches
from django.test import override_settings

from ledger.cache import TolerantRedisCache

NOWHERE = "redis://127.0.0.1:1/0"  # nothing listens on port 1


@pytest.fixture
def silent():
    return TolerantRedisCache(NOWHERE, {"OPTIONS": {"socket_connect_timeout": 1}})


def test_what_a_silent_redis_answers(silent):
    assert silent.get("key", "otherwise") == "otherwise"
    assert silent.set("key", 1) is None
    assert silent.add("key", 1) is True
    assert silent.incr("key") == 1
    assert silent.delete("key") is False


def test_redis_is_used_when_it_answers():
    cache = caches["default"]
    cache.set("key", 41)
    assert (cache.incr("key"), cache.get("key"), cache.add("key", 1), cache.delete("key")) == (42, 42, False, True)


@override_settings(
    CACHES={"default": {"BACKEND": "ledger.cache.TolerantRedisCache", "LOCATION": NOWHERE, "OPTIONS": {}}}
)
@pytest.mark.parametrize("address", ["/national/", "/organisations/durham/", "/organisations/durham/position.svg"])
def test_pages_and_signing_in_work_without_redis(client, unit, address):
    unit.set_password("a long enough password")
    unit.save()
    credentials = {"login": unit.email, "password": "a long enough password"}
    assert client.post("/accounts/login/", credentials).status_code == 302
    assert client.get(address).status_code == 200
