"""Redis as a cache that may fail: signing in and every page work without it, only slower."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class TolerantRedisCache(RedisCache):
    def get(self, key, default=None, version=None):
        return self._or(default, super().get, key, default, version)

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
