"""An .xlsx workbook by openpyxl's read-only mode, which streams and, with defusedxml there, refuses entities."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet._reader import VALUE_TAG, WorkSheetParser

from measures.importing.cells import percentage
from measures.importing.found import BadRelease, Progress
from measures.importing.sheets import MOST_COLUMNS, MOST_ROWS, Sheet, at_row, damaged, too_long
from measures.messages import say as _

EVERY = 20_000  # rows between two words of progress
LITERAL = re.compile(r'"[^"]*"|\\.')  # of a number's format: what is shown as it stands


@contextmanager
def sheets(path: Path, progress: Progress) -> Iterator[Iterator[Sheet]]:
    with warnings.catch_warnings(), path.open("rb") as file:  # opened here: openpyxl goes by the ending of a name
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that it leaves out
        try:
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # a damaged workbook can raise anything in openpyxl
            raise BadRelease(_("The workbook cannot be read: its parts do not fit together.")) from error
        try:
            yield _sheets(workbook, progress)
        finally:
            workbook.close()


def _sheets(workbook, progress) -> Iterator[Sheet]:
    worksheets = workbook.worksheets
    for at, worksheet in enumerate(worksheets):
        yield Sheet(worksheet.title, _rows(worksheet, at, len(worksheets), progress))


def _rows(worksheet, at, number, progress):
    """Not by `iter_rows`, which stops at one odd cell, and does not say which numbers are shown as percentages."""
    row, size, book = 0, worksheet.max_row or MOST_ROWS, worksheet.parent  # the size is for progress only
    try:
        with book._archive.open(worksheet._worksheet_path) as source:
            parser = _Parser(
                source, worksheet._shared_strings, data_only=True, epoch=book.epoch, date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )  # fmt: skip
            parser.percentages = _percentages(book)
            for row, found in parser.parse():
                if row > MOST_ROWS:
                    raise too_long(worksheet.title)
                if row % EVERY == 1:
                    progress((at + min(row / size, 1)) / number, at_row(worksheet.title, row))
                cells = [None] * MOST_COLUMNS
                for cell in found:
                    if cell["column"] <= MOST_COLUMNS:
                        cells[cell["column"] - 1] = cell["value"]
                yield row, cells
    except BadRelease:
        raise
    except Exception as error:  # as above, in the middle of a sheet
        raise damaged(worksheet.title, row) from error


class _Parser(WorkSheetParser):
    """openpyxl's, but that a cell which cannot be what it says it is has its text, for whoever reads its row, and that
    what is shown as a percentage is what the person saw."""

    percentages: frozenset[int]

    def parse_cell(self, element):
        try:
            cell = super().parse_cell(element)
        except ValueError:
            column = coordinate_to_tuple(element.get("r"))[1] if element.get("r") else self.col_counter
            return {"column": column, "value": element.findtext(VALUE_TAG)}
        if self.percentages and cell["style_id"] in self.percentages and type(cell["value"]) in (int, float):
            cell["value"] = percentage(repr(cell["value"]))
        return cell


def _percentages(book) -> frozenset[int]:
    """The styles that show 0.145 as 14.5%."""
    return frozenset(
        at for at, style in enumerate(book._cell_styles) if "%" in LITERAL.sub("", _format(book, style.numFmtId))
    )


def _format(book, number: int) -> str:
    own = number - BUILTIN_FORMATS_MAX_SIZE
    return book._number_formats[own] if 0 <= own < len(book._number_formats) else BUILTIN_FORMATS.get(number, "")
