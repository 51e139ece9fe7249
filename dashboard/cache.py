"""What has been worked out is kept in Redis. Without Redis a page is slower, never broken (accounts/cache.py)."""

import hashlib
import zlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.build import build
from dashboard.frame import head_of

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


def kept_html(request, what: tuple, compute: Callable[[], str]) -> SafeString:
    """What is the same for all who may see it, packed small enough to keep for every ledger's head. `what` names the
    page, the right and everything else that it depends on besides the head, the day and the language. What `compute`
    raises is not kept."""
    said = (head_of(request), request.as_at, what, get_language(), build())
    key = f"page:{hashlib.sha256(repr(said).encode()).hexdigest()}"
    if packed := cache.get(key):
        return SafeString(zlib.decompress(packed).decode())
    html = SafeString(compute())
    cache.set(key, zlib.compress(html.encode(), 1), DAY)
    return html
