"""A file as sheets of rows, one row at a time: .xlsx, .ods or .csv, told apart by what is in it. A zipped workbook is
looked through first: it must be whole, without a password, and not far bigger than it looks."""

import csv
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from measures.importing.found import BadRelease, Progress
from measures.messages import say as _

MOST_ROWS = 1_048_576  # of a spreadsheet
MOST_COLUMNS = 40  # ours have 15; further columns are not looked at
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED_OR_OLD = _(
    "This workbook is protected by a password, or is an old .xls file. Save it without a password as .xlsx, .ods or "
    ".csv."
)


@dataclass(frozen=True)
class Sheet:
    """`rows` gives (number as the person sees it, cells) once, from the top."""

    name: str
    rows: Iterator[tuple[int, list]]


@contextmanager
def open_sheets(path: Path, name: str, progress: Progress) -> Iterator[Iterator[Sheet]]:
    """`name` is what the file was called: a table's one sheet is called so too. Each sheet has to be read before the
    next is asked for. Raises BadRelease, then or while it is read."""
    from measures.importing import ods, xlsx

    start = _start(path)
    if start.startswith(OLE):
        raise BadRelease(PROTECTED_OR_OLD)
    if not start.startswith(b"PK"):
        with _table(path, name, progress) as found:
            yield found
        return
    _check_archive(path)
    reader = ods if _is_ods(path) else xlsx
    with reader.sheets(path, progress) as found:
        yield found


def _start(path) -> bytes:
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise BadRelease(_("The file is empty."))
    return start


def too_long(sheet: str) -> BadRelease:
    return BadRelease(_("Sheet %(sheet)s has more than %(rows)s rows.", sheet=sheet, rows=f"{MOST_ROWS:,}"))


def damaged(sheet: str, row: int) -> BadRelease:
    if not sheet:
        return BadRelease(_("The workbook cannot be read: the file is damaged."))
    said = {"sheet": sheet, "row": f"{row:,}"}
    return BadRelease(_("Sheet %(sheet)s cannot be read after row %(row)s: the file is damaged.", **said))


def at_row(sheet: str, row: int) -> str:
    """Where the reading is."""
    return _("%(sheet)s, row %(row)s", sheet=sheet, row=f"{row:,}")


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


def _check_archive(path: Path) -> None:
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


def _is_ods(path: Path) -> bool:
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


MOST_LINES = 5_000_000
EVERY = 20_000
WINDOWS = "cp1252"
MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@contextmanager
def _table(path: Path, name: str, progress: Progress) -> Iterator[Iterator[Sheet]]:
    encoding = _encoding(path)
    errors = "replace" if encoding == WINDOWS else "strict"
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        start = file.read(4096)
        if "\0" in start or start.lstrip().startswith(("<", "%PDF", "{")):
            raise BadRelease(_("This is neither a workbook nor a table. Choose an .xlsx, .ods or .csv file."))
        file.seek(0)
        first = start.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        yield iter([Sheet(name, _lines(file, delimiter, max(1, path.stat().st_size), progress))])


def _encoding(path) -> str:
    """UTF-8 with or without its mark, else what Windows wrote."""
    with path.open("rb") as file:
        start = file.read(1 << 20)
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    try:
        path.read_text(encoding="utf-8") if path.stat().st_size < 1 << 26 else start[:-4].decode("utf-8")
    except UnicodeDecodeError:
        return WINDOWS
    return "utf-8-sig"


def _lines(file, delimiter, size, progress):
    lines = csv.reader(file, delimiter=delimiter, strict=True)
    read = 0
    try:
        for cells in lines:
            read += sum(map(len, cells)) + len(cells)
            if lines.line_num > MOST_LINES:
                raise BadRelease(_("The table has more than %(lines)s lines.", lines=f"{MOST_LINES:,}"))
            if lines.line_num % EVERY == 1:
                progress(min(1.0, read / size), _("line %(line)s", line=f"{lines.line_num:,}"))
            yield lines.line_num, [cell if cell.strip() else None for cell in cells]
    except (csv.Error, UnicodeError) as error:
        raise BadRelease(
            _(
                "Line %(line)s cannot be read as part of a table: %(why)s.",
                line=f"{lines.line_num + 1:,}", why=str(error),
            )
        ) from error  # fmt: skip
