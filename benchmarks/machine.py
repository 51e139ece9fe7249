"""What it ran on, in a line each."""

import os
import platform
from pathlib import Path

import django


def machine(postgresql: str, redis: str) -> list[str]:
    return [
        f"{os.cpu_count()} cores of {_processor()}, {_memory_gb():.0f} GB of memory, {platform.system()}",
        f"PostgreSQL {postgresql.split(maxsplit=1)[0]}, Redis {redis}, Python {platform.python_version()}, "
        f"Django {django.__version__}",
    ]


def peak_mb() -> float:
    """The most memory that this program ever had. Not getrusage's, which begins with what its parent had when it
    started this one."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
