"""What lies in Redis, byte for byte."""

import json
import zlib

from django.core.cache import cache

from ledger.kept import key_of

ALLAUTH = b":1:allauth"


def kept() -> dict[bytes, bytes]:
    """Of the cache, which keeps strings only: Celery's queues in the same Redis are lists and sets."""
    redis = cache._cache.get_client()
    return {key: redis.get(key) for key in redis.keys("*") if redis.type(key) == b"string"}


def not_plain() -> list[str]:
    """What is there that is more than text, numbers and plain structures, or does not say of which build it is."""
    ours = f":1:{key_of(()).rpartition(':')[0]}:".encode()
    return [
        f"{key}: {value[:60]}"
        for key, value in kept().items()
        if not _is_plain(value) or not key.startswith((ours, ALLAUTH))
    ]


def _is_plain(value: bytes) -> bool:
    try:
        zlib.decompress(value[1:]).decode() if value[:1] == b"\x00" else json.loads(value)
    except (ValueError, zlib.error):
        return False
    return True
