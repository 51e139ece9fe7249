"""Reads one of the reference files, strictly: a fault names the file, line and column, what was found and expected."""

import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models

from ledger.as_at import read_day

Parse = Callable[[str], object]


class BadFile(ValueError):
    """What is wrong with a file, in words for the person who is loading it."""


@dataclass
class Row:
    line: int
    values: dict[str, object] = field(default_factory=dict)


def read(path: Path, columns: dict[str, Parse], *, key: tuple[str, ...] = ("code",)) -> list[Row]:
    """The rows of a file. Each of `columns` turns a cell into a value or raises ValueError saying what it expected."""
    try:
        # As text with or without a byte order mark: spreadsheet programs write one.
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file, strict=True)
            _check_header(path, lines.fieldnames or [], columns)
            rows = [_row(path, lines.line_num, cells, columns) for cells in lines]
    except FileNotFoundError:
        raise BadFile(f"{path}: there is no such file") from None
    except UnicodeDecodeError as error:
        raise BadFile(f"{path}: expected text in UTF-8, found byte {error.object[error.start]:#04x}") from None
    except csv.Error as error:
        raise BadFile(f"{path}, line {lines.line_num}: not a CSV file: {error}") from None
    _check_unique(path, rows, key)
    return rows


def of_model(model: type[models.Model], *names: str) -> dict[str, Parse]:
    """Columns that are fields of the same name: the model says what is allowed."""
    return {name: _parse_as(model._meta.get_field(name)) for name in names}


def month(text: str) -> dt.date | None:
    """2021-01 is its first day."""
    try:
        return read_day(f"{text}-01") if text else None
    except ValueError:
        raise ValueError("a month as YYYY-MM, or nothing") from None


def one_of(known: dict) -> Parse:
    def parse(text):
        if text not in known:
            raise ValueError(f"one of {', '.join(sorted(map(str, known)))}")
        return known[text]

    return parse


def _parse_as(model_field: models.Field) -> Parse:
    def parse(text):
        if text == "" and model_field.null:
            return None
        try:
            return model_field.clean(text, None)
        except ValidationError as error:
            raise ValueError(_expected(model_field, error)) from None

    return parse


def _expected(model_field, error) -> str:
    if model_field.choices:
        return "one of " + ", ".join(str(value) for value, label in model_field.flatchoices)
    if isinstance(model_field, models.DateField):
        return "a date as YYYY-MM-DD" + (", or nothing" if model_field.null else "")
    return " ".join(error.messages)


def _check_header(path, found, columns):
    if set(found) != set(columns) or len(found) != len(columns):
        raise BadFile(f"{path}, line 1: found columns {', '.join(found)}; expected {', '.join(columns)}")


def _row(path, line, cells, columns) -> Row:
    if None in cells or None in cells.values():
        found = sum(cell is not None for name, cell in cells.items() if name) + len(cells.get(None, ()))
        raise BadFile(f"{path}, line {line}: found {found} cells, expected {len(columns)}")
    row = Row(line)
    for name, parse in columns.items():
        text = cells[name].strip()
        try:
            row.values[name] = parse(text)
        except ValueError as error:
            raise BadFile(f'{path}, line {line}, column {name}: found "{text}", expected {error}') from None
    return row


def _check_unique(path, rows, key):
    first: dict[tuple, int] = {}
    for row in rows:
        value = tuple(row.values[name] for name in key)
        if value in first:
            name, found = ", ".join(key), ", ".join(map(str, value))
            raise BadFile(
                f'{path}, line {row.line}, column {name}: found "{found}" again, expected it once (line {first[value]})'
            )
        first[value] = row.line
