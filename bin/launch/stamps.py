"""A stamp remembers what a step was made from, so that the step is skipped until that changes."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """Of the files, and all files in the folders, by name and content; a missing one counts as missing."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(f"\0{file}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def is_current(stamp: Path, mark: str) -> bool:
    return stamp.exists() and stamp.read_text() == mark


def remember(stamp: Path, mark: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark)
