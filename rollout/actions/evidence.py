"""A piece of evidence as a form brings it, and how it gets into its row."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.core.files.base import File

from rollout.models.evidence import PieceOfEvidence, evidence_path


@dataclass(frozen=True)
class NewEvidence:
    """A link, or a file whose type was read from its content."""

    title: str
    speaks_for: dt.date
    expires: dt.date | None = None
    link: str = ""
    file: File | None = None
    content_type: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.file_digest(self.file.open("rb"), "sha256").hexdigest() if self.file else ""


def fill_in(row: PieceOfEvidence, said: NewEvidence) -> None:
    """Into a row that is not saved yet; a file is stored by its content, once."""
    row.title, row.link, row.speaks_for, file = said.title, said.link, said.speaks_for, said.file
    if not file:
        return
    row.sha256, row.file_name, row.size, row.content_type = said.sha256, file.name[-120:], file.size, said.content_type
    path = evidence_path(row, file.name)
    if row.file.storage.exists(path):
        row.file = path
    else:
        row.file.save(path, file, save=False)
