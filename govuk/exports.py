"""A list as a file: CSV, XLSX or ODS, with every cell safe to open in a spreadsheet program."""

from datetime import datetime
from itertools import dropwhile
from unicodedata import category

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeData
from django.utils.timezone import is_aware, localtime
from tablib import Dataset

from govuk.plain_text import plain_text

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")  # the last four are the full-width forms of the first
BREAKS = tuple("\t\r\n")


def safe_cell(value):
    """Text that a spreadsheet program would run as a formula gets a leading apostrophe; numbers and dates stay, and
    times are London's to the minute."""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value).replace(tzinfo=None)
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, SafeData):
        value = strip_tags(value)
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, str):
        value = plain_text(value)
        # Programs pass over blanks, marks of direction and the like, and run what stands behind them.
        shown = dropwhile(lambda letter: category(letter)[0] in "ZC", value)
        return f"'{value}" if value.startswith(BREAKS) or next(shown, "") in FORMULA else value
    return "" if value is None else value


def csv_of(data: Dataset) -> bytes:
    """With the byte order mark by which Excel knows UTF-8, and times to the minute."""
    in_minutes = [[f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else cell for cell in row] for row in data]
    return Dataset(*in_minutes, headers=data.headers).export("csv").encode("utf-8-sig")


def file_of(rows, file_format, name) -> HttpResponse:
    """rows: an iterable of rows, the first the headings. name: the file's name without its ending."""
    rows = iter(rows)
    data = Dataset(title=name, headers=[safe_cell(cell) for cell in next(rows)])
    for row in rows:
        data.append([safe_cell(cell) for cell in row])
    content = csv_of(data) if file_format == "csv" else data.export(file_format)
    response = HttpResponse(content, content_type=FORMATS[file_format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return response
