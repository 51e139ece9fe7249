"""The environment in which bin/start runs the service: what this shell has set, and the rest chosen here."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from launch.redis_server import write_private

KEPT = ("ALLOWED_HOSTS", "DATABASE_URL", "DEMO", "EMAIL_URL", "HTTPS", "REDIS_URL", "SECRET_KEY", "SITE_URL", "VAR_DIR")


def surroundings(here: Path, given: Mapping[str, str], *, empty: bool) -> dict[str, str]:
    """What `given` sets stands, save DEMO when the person asks for an empty start."""
    var = Path(given.get("VAR_DIR") or here / "var").resolve()
    var.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Apart, so that nothing made up is ever found among what people have reported.
    database = "soteria.sqlite3" if empty else "demonstration.sqlite3"
    chosen = {
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "DATABASE_URL": f"sqlite:///{quote(str(var / database))}",
        "DEMO": "1",
        "EMAIL_URL": "console:",
        "HTTPS": "0",
        "SECRET_KEY": _secret_key(var),
    }
    env = {**chosen, **{name: value for name, value in given.items() if value or name not in chosen}}
    return env | {"VAR_DIR": str(var)} | ({"DEMO": "0"} if empty else {})


def _secret_key(var: Path) -> str:
    file = var / "secret-key"
    if not file.exists() or len(file.read_text()) < 40:  # shorter, no service has ever started with it
        write_private(file, secrets.token_urlsafe(48))
    return file.read_text()


def leave_for_manage(env: Mapping[str, str]) -> None:
    """So that manage.py, in another terminal, speaks to the same database: it reads var/environment."""
    lines = [f"{name}='{env[name]}'" for name in KEPT if name in env]
    write_private(Path(env["VAR_DIR"]) / "environment", "\n".join(lines) + "\n")
