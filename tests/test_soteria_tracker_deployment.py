import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from soteria_tracker.wsgi import application

HERE = Path(__file__).parent.parent


@pytest.mark.django_db
@pytest.mark.django_db
def test_what_gunicorn_serves_is_this_service():
    said = {}
    environ = {
        "REQUEST_METHOD": "OPTIONS",
        "PATH_INFO": "/healthz",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }
    list(application(environ, lambda status, headers: said.update(status=status)))
    assert said["status"] == "405 Method Not Allowed"


def test_with_a_production_environment_django_finds_nothing_to_warn_of(tmp_path):
    env = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "an0ther-one, of 50 letters at least, made of many kinds!",
        "ALLOWED_HOSTS": "tracker.example",
        "REDIS_URL": "redis://cache.example",
        "DATABASE_URL": "postgres://tracker@db.example/tracker",
        "VAR_DIR": str(tmp_path),
    }
    (tmp_path / "static").mkdir()
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=HERE, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_process_of_the_procfile_starts_what_is_there():
    commands = dict(line.split(": ", 1) for line in (HERE / "Procfile").read_text().splitlines())
    assert set(commands) == {"release", "web", "worker", "beat"}
    assert "python:soteria_tracker.gunicorn soteria_tracker.wsgi" in commands["web"]
    assert all("--app soteria_tracker " in commands[name] for name in ("worker", "beat"))
