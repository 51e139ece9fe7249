"""A piece of evidence as a form brings it, and how it gets into its row."""

import datetime as dt
import hashlib
import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from accounts.actions import Refused
from rollout.models.evidence import FileBroken, PieceOfEvidence, evidence_path

logger = logging.getLogger(__name__)


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


def not_stored(name: str) -> str:
    return _(
        "We could not store the file “%(name)s”, so nothing was recorded. Choose it again in a few minutes. If that "
        "does not help, tell your contact in the %(unit)s."
    ) % {"name": name, "unit": settings.UNIT_NAME}


def fill_in(row: PieceOfEvidence, said: NewEvidence) -> None:
    """Into a row that is not saved yet. A file is stored by its content, once; what lies at its address is looked at,
    for an earlier write may have gone wrong. Raises Refused."""
    row.title, row.link, row.speaks_for, file = said.title, said.link, said.speaks_for, said.file
    if not file:
        return
    row.sha256, row.file_name, row.size, row.content_type = said.sha256, file.name[-120:], file.size, said.content_type
    row.file = evidence_path(row, file.name)
    try:
        row.content()
        return
    except FileBroken as broken:
        if row.file.storage.exists(row.file.name):
            logger.warning("%s %s: it is replaced", row.file.name, broken)
    try:
        row.file.storage.write(row.file.name, file)
    except OSError as error:
        logger.exception("%s could not be stored", row.file.name)
        raise Refused("", not_stored(row.file_name)) from error
