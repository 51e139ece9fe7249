"""Runs several programs as one: when one ends, all end; when this one is asked to stop, they stop in order."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence

from launch.messages import HERE, Fault, say

PATIENCE_S = 8


class Supervisor:
    """The programs share one process group of their own. Ctrl-C then reaches only the supervisor, which stops
    what was started last first, Redis therefore last, and at the end whatever is still in the group."""

    def __init__(self) -> None:
        self.running: dict[str, subprocess.Popen] = {}
        self.group = 0
        self.kept: deque[str] | None = deque(maxlen=100)  # what they say before all is ready: shown only if it fails

    def start(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> subprocess.Popen:
        process = subprocess.Popen(
            command,
            cwd=HERE,
            env=env,
            process_group=self.group,  # 0: the first program's own, which the others join
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        self.group = self.group or process.pid
        self.running[name] = process
        threading.Thread(target=self._pass_on, args=(name, process), daemon=True).start()
        return process

    def speak(self, *, kept: bool) -> None:
        lines, self.kept = self.kept or (), None
        for line in lines if kept else ():
            say(line)

    def _pass_on(self, name: str, process: subprocess.Popen) -> None:
        for line in process.stdout:
            text = f"{name:6} | {line.rstrip()}"
            if self.kept is not None:
                self.kept.append(text)
                continue
            with contextlib.suppress(OSError):  # nobody reads any more, but the program must still be able to write
                say(text)

    def check(self) -> None:
        for name, process in self.running.items():
            if process.poll() is not None:
                raise Fault(f"The {name} process ended with code {process.returncode}, so everything stops.")

    def wait(self) -> None:
        while True:
            self.check()
            time.sleep(0.3)

    def stop(self) -> None:
        last, *others = self.running.values() if self.running else [None]
        for process in others:
            process.terminate()
        _wait_for(others)
        if last:
            last.terminate()
            _wait_for([last])
            with contextlib.suppress(ProcessLookupError, PermissionError):  # an empty group; macOS says the second
                os.killpg(self.group, signal.SIGKILL)


def _wait_for(processes: Sequence[subprocess.Popen]) -> None:
    until = time.monotonic() + PATIENCE_S
    for process in processes:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
