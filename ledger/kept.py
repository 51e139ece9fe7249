"""What has been worked out is kept in Redis, by this module only. Without Redis a page is slower, never broken."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils.translation import get_language

from ledger.build import build

DAY = 24 * 60 * 60
_NOTHING = object()
T = TypeVar("T")


def key_of(what: tuple) -> str:
    """The build first, so that one sees in Redis what is of which."""
    code, said = (hashlib.sha256(part.encode()).hexdigest() for part in (build(), repr((what, get_language()))))
    return f"kept:{code[:16]}:{said}"


def kept(what: tuple, compute: Callable[[], T], *, seconds: int = DAY) -> T:
    """`what` names everything the answer depends on besides the language and the code that runs (the ledger's head, the
    moment, the filters), so that it never goes stale; `seconds` only clears away what nobody asks for any more. What
    `compute` gives is plain (ledger/cache.py): whoever asks makes its own objects of it. What it raises is not
    kept."""
    key = key_of(what)
    found = cache.get(key, _NOTHING)
    if found is _NOTHING:
        found = compute()
        cache.set(key, found, seconds)
    return found
