"""A link or a file that shows what somebody says, and how it gets into its row and out of the store again."""

import datetime as dt
import hashlib
import logging
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.core.files.base import File
from django.db import models
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from ledger.actions import RuleBroken
from ledger.models import LedgerRow

logger = logging.getLogger(__name__)


def link_or_file(name: str) -> models.CheckConstraint:
    there = Q(link="", file__gt="", sha256__gt="", size__isnull=False) | Q(link__gt="", file="")
    return models.CheckConstraint(condition=there, name=name)


class FileBroken(Exception):
    """A file in the store is missing or not what was recorded."""


class PieceOfEvidence(LedgerRow):
    """When it was received never changes; the date it speaks for is its own. Each kind has a `folder` of files."""

    recorded = "received_at"
    recorded_at = None  # type: ignore[assignment]  # Django's way to leave a field out
    folder: str

    title = models.CharField(_("title"), max_length=120)
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(_("file"), max_length=200, blank=True)
    file_name = models.CharField(_("file name"), max_length=120, blank=True)
    content_type = models.CharField(_("type"), max_length=100, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    speaks_for = models.DateField(_("date it speaks for"))
    received_at = models.DateTimeField(_("received"))

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return self.title

    def content(self) -> bytes:
        """Of its file, as it was recorded: small (EVIDENCE_MAX_BYTES), so it is read whole. Raises FileBroken."""
        try:
            with self.file.open("rb") as file:
                found = file.read()
        except OSError as error:
            raise FileBroken(f"cannot be read: {error.strerror}") from error
        if len(found) != self.size:
            raise FileBroken(f"has {len(found)} bytes, not {self.size}")
        if hashlib.sha256(found).hexdigest() != self.sha256:
            raise FileBroken("has other bytes than were recorded")
        return found


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
    return _text(
        "We could not store the file “%(name)s”, so nothing was recorded. Choose it again in a few minutes. If that "
        "does not help, tell your contact in the %(unit)s."
    ) % {"name": name, "unit": settings.UNIT_NAME}


Piece = TypeVar("Piece", bound=PieceOfEvidence)


def attach(row: Piece, said: NewEvidence) -> Piece:
    """Inside the transaction of the row that it belongs to. Raises RuleBroken."""
    fill_in(row, said)
    row.save(force_insert=True)
    return row


def fill_in(row: PieceOfEvidence, said: NewEvidence) -> None:
    """Into a row that is not saved yet. A file is stored by its content, once; what lies at its address is looked at,
    for an earlier write may have gone wrong. Raises RuleBroken."""
    row.title, row.link, row.speaks_for, file = said.title, said.link, said.speaks_for, said.file
    if not file:
        return
    row.sha256, row.size, row.content_type = said.sha256, file.size, said.content_type
    row.file_name = (file.name or "")[-120:]
    # Under whose it is, by content: the same file twice is one file, and names never collide.
    row.file = f"{row.folder}/{row.sha256[:2]}/{row.sha256}"
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
        raise RuleBroken("", not_stored(row.file_name)) from error


def file_response(request, piece: PieceOfEvidence) -> HttpResponse:
    """Always to be saved and never shown in the page's own name: what is in a file is somebody else's."""
    try:
        response = HttpResponse(piece.content(), content_type=piece.content_type)
    except FileBroken as broken:
        logger.error("the file of %s %s %s", piece._meta.verbose_name, piece.pk, broken)
        return broken_file(request, piece.file_name)
    response["Content-Disposition"] = content_disposition_header(True, piece.file_name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def broken_file(request, name: str) -> HttpResponse:
    """Our fault, not that of whoever asked."""
    return render(request, "ledger/broken_file.html", {"name": name}, status=500)
