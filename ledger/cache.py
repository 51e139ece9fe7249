"""Redis as a cache that may fail, and that holds plain values only: signing in and every page work without it, and no
value that another build left can break one. What has been worked out is kept by ledger/kept.py."""

import datetime as dt
import json
import logging
from collections.abc import Callable
from decimal import Decimal

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
BYTES = b"\x00"  # no JSON begins with it
PLAIN = {str, int, float, bool, type(None)}
FROM_TEXT: dict[str, Callable] = {
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "decimal": Decimal,
    "tuple": tuple,
    "dict": dict,
}


class PlainSerializer:
    """Text, numbers, dates and lists, tuples and dicts of them, as JSON: nothing that is read can name a class of
    ours. Anything else is refused with a TypeError when it is written, so a test sees it and not a deployment."""

    def dumps(self, value) -> bytes | int:
        if type(value) is int:
            return value  # as it is, so that Redis can count
        if type(value) is bytes:
            return BYTES + value
        return json.dumps(_tagged(value), separators=(",", ":")).encode()

    def loads(self, data: bytes):
        """Raises ValueError for what this did not write, such as the pickles of earlier builds."""
        return data[1:] if data[:1] == BYTES else json.loads(data, object_hook=_untagged)


def _tagged(value):
    """JSON has no dates, tuples or numbers as keys: each is an object of one pair, what it is and its value."""
    kind = type(value)  # not isinstance: what would come back as something else is no plain value
    if kind in PLAIN:
        return value
    if kind is list:
        return [_tagged(each) for each in value]
    if kind is tuple:
        return {"tuple": [_tagged(each) for each in value]}
    if kind is dict:
        return {"dict": [[_tagged(key), _tagged(each)] for key, each in value.items()]}
    if kind in (dt.date, dt.datetime):
        return {kind.__name__: value.isoformat()}
    if kind is Decimal:
        return {"decimal": str(value)}
    raise TypeError(f"{kind.__module__}.{kind.__qualname__} is not kept in Redis: make it plain first")


def _untagged(pairs: dict):
    try:
        ((kind, value),) = pairs.items()
        return FROM_TEXT[kind](value)
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError("not written by this serializer") from error


class TolerantRedisCache(RedisCache):
    def get(self, key, default=None, version=None):
        try:
            return self._or(default, super().get, key, default, version)
        except ValueError:
            logger.warning("Redis holds something under %s that this build cannot read", key)
            return default

    def set(self, key, value, *args, **kwargs):
        return self._or(None, super().set, key, value, *args, **kwargs)

    def add(self, key, value, *args, **kwargs):
        return self._or(True, super().add, key, value, *args, **kwargs)

    def incr(self, key, delta=1, version=None):
        return self._or(delta, super().incr, key, delta, version)

    def delete(self, key, version=None):
        return self._or(False, super().delete, key, version)

    @staticmethod
    def _or(otherwise, call, *args, **kwargs):
        try:
            return call(*args, **kwargs)
        except (RedisError, OSError) as error:
            logger.warning("Redis does not answer: %s", type(error).__name__)
            return otherwise
