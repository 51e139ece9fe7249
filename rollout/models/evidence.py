"""A link or a file that shows what somebody says: of an update here, of claims and responses in other apps."""

import hashlib

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rollout.models.ledger import Update


def evidence_path(piece, name):
    """Under whose it is, by content: the same file twice is one file, and names never collide."""
    return f"{piece.folder}/{piece.sha256[:2]}/{piece.sha256}"


def link_or_file(name: str) -> models.CheckConstraint:
    there = Q(link="", file__gt="", sha256__gt="", size__isnull=False) | Q(link__gt="", file="")
    return models.CheckConstraint(condition=there, name=name)


class FileBroken(Exception):
    """A file in the store is missing or not what was recorded."""


class PieceOfEvidence(models.Model):
    """When it was received never changes; the date it speaks for is its own. Each has its `folder` of files."""

    title = models.CharField(_("title"), max_length=120)
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to=evidence_path, max_length=200, blank=True)
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


class Evidence(PieceOfEvidence):
    """Beside an update."""

    update = models.ForeignKey(Update, models.PROTECT, related_name="evidence", verbose_name=_("update"))
    expires = models.DateField(_("expires"), null=True, blank=True)

    class Meta(PieceOfEvidence.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            link_or_file("evidence_is_a_link_or_a_file"),
            models.CheckConstraint(
                condition=Q(expires__isnull=True) | Q(expires__gte=models.F("speaks_for")),
                name="evidence_expires_after_it_speaks",
            ),
        ]

    @property
    def folder(self):
        return self.update.commitment.organisation.slug
