"""A column copied from a spreadsheet, as a browser sends it. Pure."""

import re

LINE_END = re.compile(r"\r\n|\r|\n")


class SeveralColumns(ValueError):
    """`line` has more than one cell; lines count from 1."""

    def __init__(self, line: int):
        super().__init__(line)
        self.line = line


def read_column(text: str) -> list[str]:
    """A text for each line: empty where there is none, without the empty ones at the end. Raises SeveralColumns."""
    cells = [_only_cell(line, number) for number, line in enumerate(LINE_END.split(text), 1)]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _only_cell(line: str, number: int) -> str:
    filled = [cell for part in line.split("\t") if (cell := part.strip().strip('"').strip())]
    if len(filled) > 1:
        raise SeveralColumns(number)
    return filled[0] if filled else ""
