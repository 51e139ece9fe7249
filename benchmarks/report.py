"""What was found, as Markdown, and its place in docs/performance.md. Pure but for `write`."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.bounds import Check, Run, history, times

BEGIN, END = "<!-- begin: written by benchmarks/run --write -->", "<!-- end -->"


def table(run: Run) -> str:
    """Milliseconds, and in brackets the p50 as a multiple of the cheapest page's."""
    sizes = sorted(run)
    heads = ["page", "queries", *(f"{size:,} updates: p50, p95" for size in sizes)]
    with_history = history(run, next(iter(run[sizes[0]]))) is not None
    if with_history:
        heads.append("times the history")
    lines = [_row(heads), _row(["---", *(["---:"] * (len(heads) - 1))])]
    for page in run[sizes[0]]:
        cells = [page, str(max(run[size][page].queries for size in sizes))]
        cells += [_cell(run, size, page) for size in sizes]
        if with_history:
            cells.append(f"{history(run, page):.2f}")
        lines.append(_row(cells))
    return "\n".join(lines)


def _cell(run, size, page):
    found = run[size][page]
    return f"{found.p50 * 1000:.1f}, {found.p95 * 1000:.1f} ({times(run, size, page):.1f})"


def _row(cells):
    return "| " + " | ".join(cells) + " |"


def verdict(found: Sequence[Check]) -> str:
    missed = [check for check in found if not check.passed]
    lines = [f"{len(found) - len(missed)} of {len(found)} bounds reached."]
    return "\n".join([*lines, *(f"- {check}" for check in missed)])


def write(path: Path, text: str) -> None:
    """Between the two marks; what people wrote around them stays."""
    before, _, rest = path.read_text().partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{path} has no place for the table: it needs the lines {BEGIN} and {END}")
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")
