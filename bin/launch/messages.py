"""What bin/start and bin/test say while they work, and how a long step shows that it goes on."""

import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]


class Fault(Exception):
    """What stops bin/start or bin/test, in words for the person who runs it."""


def say(text: str = "") -> None:
    print(text, flush=True)


def step(title: str, command: Sequence[str], env: Mapping[str, str]) -> None:
    """Runs a command to its end in silence, but for one line that counts; shows its output only if it fails."""
    began = time.monotonic()
    said: deque[str] = deque(maxlen=40)
    process = subprocess.Popen(
        command,
        cwd=HERE,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    reader = threading.Thread(target=lambda: said.extend(map(str.rstrip, process.stdout)), daemon=True)
    reader.start()
    try:
        _show_progress(title, began, process, said)
    except BaseException:
        process.terminate()
        raise
    finally:
        process.wait()
    reader.join(1)
    seconds = time.monotonic() - began
    if process.returncode:
        raise Fault(f"{title} failed with code {process.returncode}:\n" + "\n".join(f"    {line}" for line in said))
    _line(f"  {title}: {seconds:.0f} s" if seconds >= 1 else f"  {title}", end="\n")


def _show_progress(title: str, began: float, process: subprocess.Popen, said: deque[str]) -> None:
    terminal = sys.stdout.isatty()
    while True:
        try:
            process.wait(1 if terminal else 10)
            return
        except subprocess.TimeoutExpired:
            last = said[-1].strip() if said else ""
            _line(f"  {title}: {time.monotonic() - began:.0f} s  {last}"[:100], end="" if terminal else "\n")


def _line(text: str, end: str) -> None:
    """On a terminal, over the line before; in a log, one more line."""
    print(f"\r\033[K{text}" if sys.stdout.isatty() else text, end=end, flush=True)
