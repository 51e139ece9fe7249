"""What the faults happen to: a mail server that keeps what it takes, a Redis, and workers to kill."""

import asyncio
import contextlib
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from aiosmtpd.controller import Controller

from launch.redis_server import choose, wait_until_up
from tests.settings import HERE

REFERENCE = re.compile(rb"^X-Reference: (\S+)", re.MULTILINE)


class Sink:
    """A mail server that counts what it took by the reference, and takes its time."""

    def __init__(self, port: int, *, seconds=(0.0, 0.0)):
        self.port, self.seconds, self.taken, self.controller = port, seconds, [], None

    def start(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()
        return self

    def stop(self):
        if self.controller:
            self.controller.stop()
            self.controller = None

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(REFERENCE.search(envelope.content)[1].decode())
        await asyncio.sleep(random.uniform(*self.seconds))  # noqa: S311
        return "250 OK"

    @property
    def times(self) -> Counter:
        return Counter(self.taken)


@contextlib.contextmanager
def bad_server(port: int, *, words: list[bytes]):
    """Takes every connection. It answers each line with the next of `words` and hangs up after the last; with no words
    it never says anything."""

    def serve(connection):
        with contextlib.suppress(OSError), connection:
            if not words:
                time.sleep(3)
            for answer in words:
                connection.sendall(answer)
                connection.recv(4096)

    def accept():
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=serve, args=[listener.accept()[0]], daemon=True).start()

    listener = socket.create_server(("127.0.0.1", port))
    threading.Thread(target=accept, daemon=True).start()
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


class Redis:
    """Keeps nothing over a restart."""

    def __init__(self, port: int, folder: Path):
        self.port, self.redis, self.process = port, choose(sys.executable, port, "faults", folder), None
        self.url = self.redis.url

    def start(self):
        self.process = subprocess.Popen([*self.redis.command, "--save", ""], stdout=subprocess.DEVNULL)
        wait_until_up(self.process, self.port)

    def kill(self):
        self.process.kill()
        self.process.wait()


class Celery:
    """Workers and beats in processes of their own, which can be killed."""

    def __init__(self, env: dict[str, str]):
        self.env, self.processes = env, []

    def worker(self, *words: str) -> subprocess.Popen:
        quiet = ["--loglevel", "ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        return self._start("worker", *(words or ("--pool", "solo")), *quiet)

    def beat(self, schedule: Path) -> subprocess.Popen:
        return self._start("beat", "--loglevel", "ERROR", "--pidfile", "", "--schedule", str(schedule))

    def _start(self, *words) -> subprocess.Popen:
        command = [sys.executable, "-m", "celery", "--app", "soteria_tracker", "--quiet", *words]
        process = subprocess.Popen(command, cwd=HERE, env=self.env, stdin=subprocess.DEVNULL, start_new_session=True)
        self.processes.append(process)
        return process

    def kill(self, process: subprocess.Popen) -> None:
        """kill -9, with whatever it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.processes.remove(process)

    def stop(self):
        for process in list(self.processes):
            self.kill(process)
