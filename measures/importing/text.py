"""A .csv file as one sheet."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from measures.importing.found import BadRelease, Progress
from measures.importing.sheets import Sheet
from measures.said import say as _

MOST_LINES = 5_000_000
EVERY = 20_000
WINDOWS = "cp1252"
MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@contextmanager
def sheets(path: Path, name: str, progress: Progress) -> Iterator[Iterator[Sheet]]:
    encoding = _encoding(path)
    errors = "replace" if encoding == WINDOWS else "strict"
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        start = file.read(4096)
        if "\0" in start or start.lstrip().startswith(("<", "%PDF", "{")):
            raise BadRelease(_("This is neither a workbook nor a table. Choose an .xlsx, .ods or .csv file."))
        file.seek(0)
        first = start.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        yield iter([Sheet(name, _rows(file, delimiter, max(1, path.stat().st_size), progress))])


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


def _rows(file, delimiter, size, progress):
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
