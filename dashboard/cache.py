"""What has been worked out is kept in Redis. Without Redis a page is slower, never broken (accounts/cache.py)."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

DAY = 24 * 60 * 60
_NOTHING = object()
T = TypeVar("T")


def cached(key: str, compute: Callable[[], T], *, seconds: int = DAY) -> T:
    """`key` names everything the answer depends on (the ledger's head, the moment, the filters), so that it never
    goes stale; `seconds` only clears away what nobody asks for any more."""
    found = cache.get(key, _NOTHING)
    if found is _NOTHING:
        found = compute()
        cache.set(key, found, seconds)
    return found
