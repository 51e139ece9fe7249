"""Whole pages, kept packed."""

import zlib
from collections.abc import Callable

from django.utils.safestring import SafeString

from ledger.head import head_of
from ledger.kept import kept


def kept_html(request, what: tuple, compute: Callable[[], str]) -> SafeString:
    """What is the same for all who may see it until something is recorded. `what` names the page, the right and
    everything else that it depends on besides the head and the day."""
    return packed_html((head_of(request), request.as_at, *what), compute)


def packed_html(what: tuple, compute: Callable[[], str]) -> SafeString:
    """Small enough to keep for every ledger's head."""
    packed = kept(("page", *what), lambda: zlib.compress(compute().encode(), 1))
    return SafeString(zlib.decompress(packed).decode())
