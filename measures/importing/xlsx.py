"""An .xlsx workbook by openpyxl's read-only mode, which streams and, with defusedxml there, refuses entities."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl

from measures.importing.found import BadRelease, Progress
from measures.importing.sheets import MOST_COLUMNS, MOST_ROWS, Sheet, at_row, damaged, too_long
from measures.said import say as _

EVERY = 20_000  # rows between two words of progress


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
    row, size = 0, worksheet.max_row or MOST_ROWS
    try:
        worksheet.reset_dimensions()  # what a file says of its size may be wrong: for progress only
        for row, cells in enumerate(worksheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
            if row > MOST_ROWS:
                raise too_long(worksheet.title)
            if row % EVERY == 1:
                progress((at + min(row / size, 1)) / number, at_row(worksheet.title, row))
            yield row, cells
    except BadRelease:
        raise
    except Exception as error:  # as above, in the middle of a sheet
        raise damaged(worksheet.title, row) from error
