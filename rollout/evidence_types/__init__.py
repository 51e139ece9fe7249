"""Which files may be evidence. What a file is, is read from its content; its name decides nothing. What acts by itself
when it is opened, fetches from elsewhere, or brings other programs' objects along is refused. No Django."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

import puremagic

from rollout.evidence_types import office, outlook, pdf, text
from rollout.evidence_types.office import ODF, OFFICE
from rollout.evidence_types.refused import NotAllowed

__all__ = ["ENDINGS", "ODF", "OFFICE", "FileType", "NotAllowed", "file_type"]

HEAD = 8_192
PLAIN, CSV = "text/plain", "text/csv"
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    f"{OFFICE}wordprocessingml.document": (".docx",),
    f"{OFFICE}spreadsheetml.sheet": (".xlsx",),
    f"{ODF}text": (".odt",),
    f"{ODF}spreadsheet": (".ods",),
    outlook.TYPE: (".msg",),
    PLAIN: (".txt",),
    CSV: (".csv",),
}
_SIMPLE = {"application/pdf", "image/png", "image/jpeg"}
# Beside what is evidence by itself a message brings signatures' pictures, invitations and cards.
_ATTACHED = {PLAIN: (".csv", ".ics", ".vcf")}


@dataclass(frozen=True)
class FileType:
    content_type: str
    name: str  # the file's name with an ending that fits its content, so that opening it starts the right program


def file_type(file: BinaryIO, name: str) -> FileType:
    """Reads the file from its start and leaves it there. Raises NotAllowed."""
    found = _read(file, name)
    file.seek(0)
    return FileType(found, _name(name, found))


def _read(file, name: str, depth: int = 0) -> str:
    file.seek(0)
    head = file.read(HEAD)
    if not head.strip():
        raise NotAllowed("empty")
    if head.startswith(b"PK\x03\x04"):
        return office.kind(file)
    if head.startswith(outlook.MAGIC):
        outlook.check(file, lambda attached, called: _check_attachment(attached, called, depth + 1))
        return outlook.TYPE
    file.seek(0)
    content = file.read()
    if (simple := _simple(head)) is not None:
        if simple == "application/pdf":
            pdf.check(content)
        return simple
    text.check(content)
    return CSV if PurePath(name).suffix.lower() == ".csv" else PLAIN


def _simple(head: bytes) -> str | None:
    try:
        best = puremagic.magic_string(head)[0]
    except (puremagic.PureError, ValueError, IndexError):
        return None
    return best.mime_type if best.mime_type in _SIMPLE else None


def _check_attachment(file: BinaryIO, name: str, depth: int) -> None:
    """It keeps its name inside the message, so the name has to fit what it is. Raises NotAllowed."""
    if depth > 3:
        raise NotAllowed("attachment", name)
    ending = PurePath(name.rstrip(". ")).suffix.lower()
    if file.read(6) in (b"GIF87a", b"GIF89a") and ending == ".gif":
        return
    try:
        found = _read(file, name, depth)
    except NotAllowed as refused:
        if refused.why == "empty":
            return
        raise NotAllowed("attachment", refused.name or name) from refused
    if ending not in ENDINGS[found] + _ATTACHED.get(found, ()):
        raise NotAllowed("attachment", name)


def _name(name: str, content_type: str) -> str:
    plain = re.sub(r"[^\w .,()'&+-]", "_", PurePath(name.replace("\\", "/")).name).strip(" .") or "evidence"
    endings = ENDINGS[content_type]
    return plain if PurePath(plain).suffix.lower() in endings else plain + endings[0]
