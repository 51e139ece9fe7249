"""The measuring of a workbook of outcomes, with a small one."""

from benchmarks import import_outcomes
from benchmarks.__main__ import sum_up

PLANNED = {"first": 1, "second": 1, "mb": 100, "reminders": 1, "messages": 1, "added": 0, "per_second": 9}
FOUND = {"cells": 8_000_213, "figures": 860, "file": 37, "cells_mb": 40, "figures_mb": 499}
WITHIN = FOUND | {"cells_seconds": 100, "figures_seconds": 149}


def test_both_kinds_of_reading_are_measured_in_processes_of_their_own():
    found = import_outcomes.run(rows=1_000)
    assert (found["cells"], found["figures"]) == (1_001 * 13, 5)
    assert found["cells_seconds"] > 0 < found["figures_seconds"]
    assert 10 < found["figures_mb"] < 500


def test_it_is_one_of_the_benchmark_s_tables_and_bounds():
    text, checks = sum_up({}, PLANNED, WITHIN, [])
    assert "| reading its 860 figures | 149.0 (1.49 times) | 499 |" in text
    assert all(check.passed for check in checks)
    assert len(checks) == 6


def test_beyond_either_bound_it_is_missed():
    for more in ({"figures_mb": 501}, {"figures_seconds": 151}):
        assert [check.passed for check in import_outcomes.checks(WITHIN | more)].count(False) == 1
