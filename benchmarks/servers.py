"""PostgreSQL, Redis and gunicorn of the benchmark's own, gone afterwards."""

import contextlib
import http.client
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from launch.messages import HERE, Fault
from launch.packages import compile_front_end
from launch.redis_server import choose, wait_until_up
from launch.start import free_port

WORKERS = 2
# As a server is set up that must not lose what was reported: fsync, synchronous_commit and the rest as they come.
REALISTIC = "-c listen_addresses= -c max_connections=100"


@contextlib.contextmanager
def surroundings() -> Iterator[dict[str, str]]:
    """An environment for the service, in a folder that goes away; the front end is the one that bin/start compiles."""
    compile_front_end({**os.environ, "VAR_DIR": str(HERE / "var")})
    with tempfile.TemporaryDirectory(prefix="soteria-benchmark-") as folder:
        (Path(folder) / "frontend").symlink_to(HERE / "var" / "frontend")
        yield {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEMO": "0",
            "DEBUG": "0",
            "HTTPS": "0",
            "EMAIL_URL": "dummy:",
            "LOG_LEVEL": "ERROR",
            "VAR_DIR": folder,
            "WEB_CONCURRENCY": str(WORKERS),
        }


@contextlib.contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    port = free_port()
    redis = choose(sys.executable, port, secrets.token_hex(), folder)
    with _running(redis.command, os.environ) as process:
        wait_until_up(process, port)
        yield redis.url


@contextlib.contextmanager
def gunicorn(env: Mapping[str, str]) -> Iterator[int]:
    """Its port."""
    port = free_port()
    words = ["--config", "python:soteria_tracker.gunicorn", "--bind", f"127.0.0.1:{port}", "soteria_tracker.wsgi"]
    with _running([sys.executable, "-m", "gunicorn", *words], env) as process:
        _wait_until_it_answers(process, port)
        yield port


def database(url: str, name: str) -> str:
    """The address of another database, or of another number in Redis."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextlib.contextmanager
def _running(command, env) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(command, cwd=HERE, env=dict(env), stdin=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_it_answers(process, port, seconds=30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise Fault(f"gunicorn ended at once with code {process.returncode}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/accounts/login/")
            if connection.getresponse().status == 200:
                return
        connection.close()
        time.sleep(0.2)
    raise Fault(f"gunicorn did not answer in {seconds} seconds")
