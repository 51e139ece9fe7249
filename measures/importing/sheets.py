"""A file as sheets of rows, one row at a time: .xlsx, .ods or .csv, told apart by what is in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from measures.importing.found import BadRelease, Progress
from measures.said import say as _

MOST_ROWS = 1_048_576  # of a spreadsheet
MOST_COLUMNS = 40  # ours have 15; further columns are not looked at
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED_OR_OLD = _(
    "This workbook is protected by a password, or is an old .xls file. Save it without a password as .xlsx, .ods or "
    ".csv."
)
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True)
class Sheet:
    """`rows` gives (number as the person sees it, cells) once, from the top."""

    name: str
    rows: Iterator[tuple[int, list]]


@contextmanager
def open_sheets(path: Path, name: str, progress: Progress) -> Iterator[Iterator[Sheet]]:
    """`name` is what the file was called: a table's one sheet is called so too. Each sheet has to be read before the
    next is asked for. Raises BadRelease, then or while it is read."""
    from measures.importing import archive, ods, text, xlsx

    start = _start(path)
    if start.startswith(OLE):
        raise BadRelease(PROTECTED_OR_OLD)
    if not start.startswith(b"PK"):
        with text.sheets(path, name, progress) as found:
            yield found
        return
    archive.check(path)
    reader = ods if archive.is_ods(path) else xlsx
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
