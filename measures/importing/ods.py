"""An .ods workbook, row by row. Our own, because no library streams it: python-calamine takes whole workbooks into
memory and spells out repeated cells, of which a small file can declare billions; odfpy builds a tree of everything."""

import zipfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from measures.importing.cells import percentage
from measures.importing.found import BadRelease, Progress
from measures.importing.sheets import MOST_COLUMNS, MOST_ROWS, Sheet, at_row, damaged, too_long

CHUNK = 1 << 18
NUMBERS = {"float", "currency"}


@contextmanager
def sheets(path: Path, progress: Progress) -> Iterator[Iterator[Sheet]]:
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        yield _sheets(_read(content, max(1, archive.getinfo("content.xml").file_size), progress))


def _read(content, size, progress) -> Iterator[tuple]:
    """Feeds the parser piece by piece and hands on what it has finished: ("sheet", name), ("row", (number, cells))."""
    handler, parser, fed = _Handler(), make_parser(), 0
    parser.setContentHandler(handler)
    while True:
        try:
            if not (chunk := content.read(CHUNK)):
                return
            parser.feed(chunk)
        except BadRelease:
            raise
        except (SAXException, DefusedXmlException, ValueError, zipfile.BadZipFile) as error:
            raise damaged(handler.sheet, handler.row) from error
        fed += len(chunk)
        progress(min(1.0, fed / size), at_row(handler.sheet, handler.row))
        while handler.done:
            yield handler.done.popleft()


def _sheets(finished) -> Iterator[Sheet]:
    following = next((each for each in finished if each[0] == "sheet"), None)

    def rows():
        nonlocal following
        following = None
        for kind, what in finished:
            if kind == "sheet":
                following = kind, what
                return
            yield what

    while following:
        of_sheet = rows()
        yield Sheet(following[1], of_sheet)
        for _row in of_sheet:  # what the caller did not want to see
            pass


class _Handler(ContentHandler):
    """Collects sheets and rows in `done`, in order. Rows of nothing are counted, not collected."""

    def __init__(self):
        super().__init__()
        self.done, self.sheet, self.row = deque(), "", 0
        self.cells, self.repeat_row, self.cell, self.text, self.aside = None, 1, None, [], 0

    def startElement(self, name, attrs):
        name = name.rpartition(":")[2]
        if name == "table":
            self.sheet, self.row = attrs.get("table:name", ""), 0
            self.done.append(("sheet", self.sheet))
        elif name == "table-row":
            self.cells, self.repeat_row = [], _times(attrs.get("table:number-rows-repeated"))
        elif name in {"table-cell", "covered-table-cell"} and self.cells is not None:
            self.cell = attrs.get("office:value-type"), attrs.get("office:value"), attrs
            self.text = []
        elif name == "annotation":
            self.aside += 1
        elif name == "s" and not self.aside:
            self.text.append(" ")

    def endElement(self, name):
        name = name.rpartition(":")[2]
        if name == "annotation":
            self.aside -= 1
        elif name == "p" and not self.aside:
            self.text.append("\n")
        elif name in {"table-cell", "covered-table-cell"} and self.cell is not None:
            self._end_cell()
        elif name == "table-row" and self.cells is not None:
            self._end_row()

    def characters(self, content):
        if self.cell is not None and not self.aside:
            self.text.append(content)

    def _end_cell(self):
        kind, number, attrs = self.cell
        value = "".join(self.text).strip() or None
        try:
            if kind == "percentage" and number is not None:
                value = percentage(number)
            elif kind in NUMBERS and number is not None:
                value = float(number)
            elif kind == "date":
                value = attrs.get("office:date-value", value)
        except (ValueError, ArithmeticError):  # one odd cell: as it is shown, for whoever reads its row
            value = value or number
        times = min(_times(attrs.get("table:number-columns-repeated")), MOST_COLUMNS - len(self.cells))
        self.cells.extend([value] * times)
        self.cell = None

    def _end_row(self):
        cells, times, self.cells = self.cells, self.repeat_row, None
        if any(cell is not None for cell in cells):
            if self.row + times > MOST_ROWS:
                raise too_long(self.sheet)
            self.done.extend(("row", (self.row + at, cells)) for at in range(1, times + 1))
        self.row += times


def _times(text) -> int:
    return int(text) if text and text.isdigit() and len(text) < 10 and int(text) else 1
