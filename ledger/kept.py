"""What has been worked out is kept in Redis, by this module only. Without Redis a page is slower, never broken."""

import hashlib
import zlib
from collections.abc import Callable
from functools import cache as once
from pathlib import Path
from typing import TypeVar

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ledger.head import head_of

DAY = 24 * 60 * 60
_NOTHING = object()
T = TypeVar("T")


@once
def build() -> str:
    """Which code is running: what one build drew must not be shown by the next. The same in every process of a
    deployment, and by the clock of the files too: nobody has to remember VERSION."""
    files = (path for folder in _folders() for path in folder.rglob("*") if path.suffix in (".py", ".html", ".mo"))
    return f"{settings.VERSION}-{max(path.stat().st_mtime_ns for path in files)}"


def _folders() -> list[Path]:
    paths = [Path(app.path) for app in apps.get_app_configs()]
    own = [path for path in paths if path.parent == settings.BASE_DIR]
    return [*own, settings.BASE_DIR / "templates", *map(Path, settings.LOCALE_PATHS)]


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


def cached_body(request, what: tuple, compute: Callable[[], str]) -> SafeString:
    """Of a page what is the same for all who may see it until something is recorded. `what` names the page, the right
    and everything else that it depends on besides the head and the day."""
    return packed_html((head_of(request), request.as_at, *what), compute)


def packed_html(what: tuple, compute: Callable[[], str]) -> SafeString:
    """Small enough to keep for every ledger's head."""
    packed = kept(("page", *what), lambda: zlib.compress(compute().encode(), 1))
    return SafeString(zlib.decompress(packed).decode())
