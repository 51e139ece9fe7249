"""Programs that run for the length of a test."""

import contextlib
import socket
import subprocess
import time

import pytest


@contextlib.contextmanager
def running(command, **words):
    """Ended however the test ends: to wait for a program that nobody told to end is to wait for ever."""
    with subprocess.Popen(command, **words) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until_open(process, port, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, f"it ended early, with code {process.returncode}"
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.1)
    pytest.fail(f"nothing listens on port {port}")
