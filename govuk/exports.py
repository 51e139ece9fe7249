"""A list as a file: CSV, XLSX or ODS, with every cell safe to open in a spreadsheet program."""

import re
from datetime import datetime

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeData
from django.utils.timezone import is_aware, localtime
from tablib import Dataset

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # the last four are the full-width forms of the first
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no spreadsheet file may hold them


def safe_cell(value):
    """Text that a spreadsheet program would run as a formula gets a leading apostrophe; numbers and dates stay."""
    if isinstance(value, datetime) and is_aware(value):
        return localtime(value).replace(tzinfo=None)
    if isinstance(value, SafeData):
        value = strip_tags(value)
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, str):
        value = CONTROL.sub("", value)
        return f"'{value}" if value.lstrip(" ").startswith(FORMULA) else value
    return "" if value is None else value


def file_of(rows, file_format, name) -> HttpResponse:
    """rows: an iterable of rows, the first the headings. name: the file's name without its ending."""
    rows = iter(rows)
    data = Dataset(title=name, headers=[safe_cell(cell) for cell in next(rows)])
    for row in rows:
        data.append([safe_cell(cell) for cell in row])
    response = HttpResponse(data.export(file_format), content_type=FORMATS[file_format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return response
