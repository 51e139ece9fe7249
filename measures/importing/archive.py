"""Whether a zipped workbook can be read safely: whole, without a password, and not far bigger than it looks."""

import zipfile
import zlib
from pathlib import Path

from measures.importing.found import BadRelease
from measures.said import say as _

MOST_MEMBERS = 2_000
MOST_BYTES = 2_000_000_000  # unpacked; a full sheet of 13 columns has about 700 million
MOST_OTHER = 100_000_000  # of one part that is read whole, such as the shared strings
MOST_RATIO, FROM = 200, 20_000_000  # a part so much bigger unpacked than packed is made to do harm
ENTITIES = _("The workbook declares entities, which no published release does. It was not read.")
CHUNK = 1 << 20
DAMAGED = _("The file is damaged or was cut short. Download it again.")
TOO_BIG = _("The file unpacks to far more than a release can hold, so it was not read.")
PROTECTED = _("The file is protected by a password. Save it without one.")
DTD = (b"<!DOCTYPE", b"<!ENTITY")


def check(path: Path) -> None:
    """Reads every part once. Raises BadRelease."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_sizes(members)
            for member in members:
                _check_content(archive, member)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, BadRelease):
            raise
        raise BadRelease(DAMAGED) from error


def is_ods(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    if "content.xml" in names:
        return True
    if "xl/workbook.xml" in names or any(name.endswith("workbook.xml") for name in names):
        return False
    raise BadRelease(_("This is a zip file without a workbook in it. Choose the .xlsx, .ods or .csv file itself."))


def _check_sizes(members):
    if len(members) > MOST_MEMBERS or len({member.filename for member in members}) < len(members):
        raise BadRelease(DAMAGED)
    if any(member.flag_bits & 1 for member in members):
        raise BadRelease(PROTECTED)
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise BadRelease(TOO_BIG)
    for member in members:
        big = member.file_size > FROM and member.file_size > MOST_RATIO * max(1, member.compress_size)
        if big or (member.file_size > MOST_OTHER and not _is_streamed(member.filename)):
            raise BadRelease(TOO_BIG)


def _is_streamed(name: str) -> bool:
    return name == "content.xml" or name.startswith("xl/worksheets/")


def _check_content(archive, member):
    """Unpacks it, which compares its length and checksum, and refuses what only an attack declares."""
    rest = b""
    with archive.open(member) as part:
        while chunk := part.read(CHUNK):
            window = rest + chunk
            if any(declaration in window for declaration in DTD):
                raise BadRelease(ENTITIES)
            rest = chunk[-16:]
            if member.filename == "META-INF/manifest.xml" and b"encryption-data" in window:
                raise BadRelease(PROTECTED)
