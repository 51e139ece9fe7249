"""What has been worked out is kept in Redis. Without Redis a page is slower, never broken."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
DAY = 24 * 60 * 60
_NOTHING = object()
T = TypeVar("T")


def cached(key: str, compute: Callable[[], T], *, seconds: int = DAY) -> T:
    """`key` names everything the answer depends on (the ledger's head, the moment, the filters), so that it never
    goes stale; `seconds` only clears away what nobody asks for any more."""
    try:
        found = cache.get(key, _NOTHING)
    except (RedisError, OSError):
        logger.warning("Redis does not answer: worked out %s anew", key)
        return compute()
    if found is _NOTHING:
        found = compute()
        _keep(key, found, seconds)
    return found


def _keep(key, value, seconds):
    try:
        cache.set(key, value, seconds)
    except (RedisError, OSError):
        logger.warning("Redis does not answer: %s is not kept", key)
