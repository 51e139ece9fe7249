"""A disk without room."""

import resource
from contextlib import contextmanager


@contextmanager
def disk_full(after=1_000_000):
    """No file of this process can grow beyond that."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (after, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
