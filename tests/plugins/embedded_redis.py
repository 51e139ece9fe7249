"""One Redis for the whole run (one for each process of pytest-xdist), on the address that tests/settings.py chose."""

import shutil
import subprocess
import sys

import pytest
from django.core.cache import cache

from launch.redis_server import choose, wait_until_up
from tests.programs import running
from tests.settings import REDIS_PASSWORD, REDIS_PORT, VAR_DIR


@pytest.fixture(scope="session", autouse=True)
def embedded_redis():
    redis = choose(sys.executable, REDIS_PORT, REDIS_PASSWORD, VAR_DIR / "redis")
    with running(redis.command, stdout=subprocess.DEVNULL) as process:
        wait_until_up(process, REDIS_PORT)
        yield redis
    shutil.rmtree(VAR_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _empty_cache(embedded_redis):
    """No test sees what another has left in Redis."""
    cache.clear()
