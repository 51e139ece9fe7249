"""Which code is running. What one build drew and kept in Redis must not be shown by the next."""

from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

KINDS = {".py", ".html", ".mo"}


@cache
def build() -> str:
    """The same in every process of a deployment. By the clock of the files too: nobody has to remember VERSION."""
    newest = max(path.stat().st_mtime_ns for folder in _folders() for path in folder.rglob("*") if path.suffix in KINDS)
    return f"{settings.VERSION}-{newest}"


def _folders() -> list[Path]:
    paths = [Path(app.path) for app in apps.get_app_configs()]
    own = [path for path in paths if path.parent == settings.BASE_DIR]
    return [*own, settings.BASE_DIR / "templates", *map(Path, settings.LOCALE_PATHS)]
