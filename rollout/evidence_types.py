"""Which files may be evidence. What a file is, is read from its content; its name decides nothing. No Django."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

import puremagic

HEAD = 8_192
OFFICE = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
PLAIN, CSV = "text/plain", "text/csv"
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    f"{OFFICE}wordprocessingml.document": (".docx",),
    f"{OFFICE}spreadsheetml.sheet": (".xlsx",),
    f"{ODF}text": (".odt",),
    f"{ODF}spreadsheet": (".ods",),
    PLAIN: (".txt",),
    CSV: (".csv",),
}
_SIMPLE = {"application/pdf", "image/png", "image/jpeg"}
_OFFICE_PARTS = {"word/document.xml": "wordprocessingml.document", "xl/workbook.xml": "spreadsheetml.sheet"}
_MACROS = re.compile(r"(^|/)(vbaProject|vbaData|macrosheets|activeX|Basic|Scripts)\b", re.I)
_MARKUP = re.compile(
    rb"<(?:!doctype|\?|html|head|body|script|svg|iframe|style|meta|xml|object)|\{\\rtf|^#!|^mime-version:", re.I
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


class NotAllowed(ValueError):
    """`why` is one of "empty", "type", "macros", "broken"."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class FileType:
    content_type: str
    name: str  # the file's name with an ending that fits its content, so that opening it starts the right program


def file_type(file: BinaryIO, name: str) -> FileType:
    """Reads the file from its start and leaves it there. Raises NotAllowed."""
    file.seek(0)
    head = file.read(HEAD)
    found = _read(file, head, name)
    file.seek(0)
    return FileType(found, _name(name, found))


def _read(file, head: bytes, name: str) -> str:
    if not head.strip():
        raise NotAllowed("empty")
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    if (simple := _simple(head)) is not None:
        return simple
    _check_text(file)
    return CSV if PurePath(name).suffix.lower() == ".csv" else PLAIN


def _simple(head: bytes) -> str | None:
    try:
        best = puremagic.magic_string(head)[0]
    except (puremagic.PureError, ValueError, IndexError):
        return None
    return best.mime_type if best.mime_type in _SIMPLE else None


def _office(file) -> str:
    """Word, Excel and OpenDocument files are zip files whose parts say what they are."""
    try:
        with zipfile.ZipFile(file) as parts:
            names = set(parts.namelist())
            if any(_MACROS.search(name) for name in names):
                raise NotAllowed("macros")
            said = _part(parts, names, "mimetype") + _part(parts, names, "[Content_Types].xml")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise error if isinstance(error, NotAllowed) else NotAllowed("broken") from error
    if b"macroEnabled" in said:
        raise NotAllowed("macros")
    for part, kind in _OFFICE_PARTS.items():
        if part in names and f"{OFFICE}{kind}.main+xml".encode() in said:
            return OFFICE + kind
    found = said.decode("ascii", "replace").strip()
    if found in (f"{ODF}text", f"{ODF}spreadsheet") and "content.xml" in names:
        return found
    raise NotAllowed("type")


def _part(parts: zipfile.ZipFile, names: set[str], name: str) -> bytes:
    if name not in names:
        return b""
    with parts.open(name) as part:
        return part.read(1_000_000)


def _check_text(file) -> None:
    """Words in UTF-8 or in Windows' Western alphabet, which is what Excel writes as CSV; no page, script or picture."""
    file.seek(0)
    text = file.read()
    if _CONTROL.search(text) or _MARKUP.search(text.removeprefix(b"\xef\xbb\xbf").lstrip()[:HEAD]):
        raise NotAllowed("type")
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        if re.search(rb"[\x81\x8d\x8f\x90\x9d]", text):
            raise NotAllowed("type") from None


def _name(name: str, content_type: str) -> str:
    plain = re.sub(r"[^\w .,()'&+-]", "_", PurePath(name.replace("\\", "/")).name).strip(" .") or "evidence"
    endings = ENDINGS[content_type]
    return plain if PurePath(plain).suffix.lower() in endings else plain + endings[0]
