"""The measuring of a workbook of outcomes, with a small one."""

import openpyxl
import pytest

from benchmarks import import_outcomes
from benchmarks.__main__ import sum_up
from measures.importing import Names, read_release

PLANNED = {"first": 1, "second": 1, "mb": 100, "reminders": 1, "messages": 1, "added": 0, "per_second": 9}
FOUND = {"cells": 8_000_213, "figures": 860, "file": 37, "cells_mb": 40, "figures_mb": 499}
WITHIN = FOUND | {"cells_seconds": 100, "figures_seconds": 149}


def test_both_kinds_of_reading_are_measured_in_processes_of_their_own():
    found = import_outcomes.run(rows=1_000)
    assert (found["cells"], found["figures"]) == (1_001 * 13 + 9, 5)
    assert found["cells_seconds"] > 0 < found["figures_seconds"]
    assert 10 < found["figures_mb"] < 500


@pytest.mark.walks
def test_the_workbook_is_of_the_published_shape(tmp_path):
    """Four sheets, both counts, type 0, all five markers, corrections below 0."""
    import_outcomes.write(tmp_path / "file.xlsx", rows=40_000)
    book = openpyxl.load_workbook(tmp_path / "file.xlsx", read_only=True)
    assert book.sheetnames == ["Cover_sheet", "Notes", "Pivot", "Outcomes_open_data_2023-24"]
    head, *rows = book["Outcomes_open_data_2023-24"].iter_rows(values_only=True)
    assert head == import_outcomes.HEADINGS
    told = {cell for row in rows for cell in row[11:]}
    assert {cell for cell in told if isinstance(cell, str)} == set(import_outcomes.MARKERS)
    assert min(cell for cell in told if isinstance(cell, int)) < 0
    assert {row[8] for row in rows} == set(range(23))
    found = read_release(tmp_path / "file.xlsx", "prc-outcomes.xlsx", Names(import_outcomes._forces()))
    withheld = [figure for (force, _measure, _quarter), figure in found.figures.items() if force == "cleveland"]
    assert [figure.value for figure in withheld] == [None] * 5
    assert found.taken["of them corrections below 0, which count"] == 10
    assert not found.problems


def test_it_is_one_of_the_benchmark_s_tables_and_bounds():
    text, checks = sum_up({}, PLANNED, WITHIN, [])
    assert "| reading its 860 figures | 149.0 (1.49 times) | 499 |" in text
    assert all(check.passed for check in checks)
    assert len(checks) == 6


def test_beyond_either_bound_it_is_missed():
    for more in ({"figures_mb": 501}, {"figures_seconds": 151}):
        assert [check.passed for check in import_outcomes.checks(WITHIN | more)].count(False) == 1
