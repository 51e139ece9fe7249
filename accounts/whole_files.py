"""Files that lie in their place whole or not at all, whatever happens while they are written."""

import os
import uuid
from pathlib import Path

from django.core.files.storage import FileSystemStorage

UNFINISHED = "unfinished"  # where they are written: what a killed process leaves there belongs to no row


class WholeFileStorage(FileSystemStorage):
    """A disk that fills up, a kill or a power cut never leaves the beginning of a file at its address."""

    def write(self, name: str, content) -> None:
        """In place of what lies there, if anything does. Raises OSError, and then nothing has changed."""
        path, unfinished = Path(self.path(name)), Path(self.path(UNFINISHED)) / uuid.uuid4().hex
        for folder in (path.parent, unfinished.parent):
            folder.mkdir(parents=True, exist_ok=True)
        try:
            with unfinished.open("xb") as file:
                size = sum(file.write(chunk) for chunk in content.chunks())
                file.flush()
                os.fsync(file.fileno())
            if size != content.size:
                raise OSError(f"{size} of {content.size} bytes were written")
            if self.file_permissions_mode is not None:
                unfinished.chmod(self.file_permissions_mode)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        for folder in [path.parent, *path.parent.parents]:
            _flush(folder)  # or a power cut may forget the name of a file whose bytes are safe
            if folder == Path(self.location):
                break

    def _save(self, name, content):
        self.write(name, content)
        return name


def _flush(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
