"""The service's settings with an environment of the tests' own, whatever this shell has set."""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from launch.start import free_port

HERE = Path(__file__).resolve().parent.parent
VAR_DIR = Path(tempfile.mkdtemp(prefix="soteria-tests-"))
atexit.register(shutil.rmtree, VAR_DIR, ignore_errors=True)
(VAR_DIR / "static").mkdir()  # whitenoise warns without it
FRONTEND = HERE / "var" / "frontend"  # compiled by bin/test, used by the browser tests
if FRONTEND.exists():
    (VAR_DIR / "frontend").symlink_to(FRONTEND)
REDIS_PORT, REDIS_PASSWORD = free_port(), secrets.token_hex()

for name in (
    "DEBUG",
    "EMAIL_URL",
    "LOG_LEVEL",
    "PROGRAMME_NAME",
    "SENDER",
    "SERVICE_NAME",
    "SESSION_HOURS",
    "SESSION_IDLE_MINUTES",
    "UNIT_EMAIL",
    "UNIT_NAME",
    "VERSION",
):
    os.environ.pop(name, None)
os.environ.update(
    SECRET_KEY="only for tests, which hold nothing worth keeping",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    TRUSTED_ORIGINS="",
    DEMO="0",
    HTTPS="0",
    VAR_DIR=str(VAR_DIR),
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", "sqlite://:memory:"),
    REDIS_URL=f"redis://:{REDIS_PASSWORD}@127.0.0.1:{REDIS_PORT}/0",
)

from soteria_tracker.settings import *  # noqa: E402, F403

# No manifest: tests run on a checkout whose front end has not been compiled.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for people who do not exist
INSTALLED_APPS.append("demo")  # noqa: F405, its command is tried too
