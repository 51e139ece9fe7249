import pytest

from benchmarks.bounds import (
    CHEAPEST,
    COLD,
    GRIDS,
    MEASURE,
    MULTIPLES,
    OWN_MEASURE,
    POST,
    TRAINING,
    WARM,
    Measured,
    checks,
    history,
    times,
)
from benchmarks.form import filled_in
from benchmarks.report import BEGIN, END, table, verdict, write


def pages(cheapest=0.010, **seconds):
    found = {CHEAPEST: cheapest, POST: seconds.get("post", 0.015)}
    found |= {TRAINING + COLD: seconds.get("training", 0.150), TRAINING + WARM: seconds.get("warm", 0.015)}
    found |= {grid + COLD: seconds.get("cold", 0.070) for grid in GRIDS}
    found |= {grid + WARM: seconds.get("warm", 0.015) for grid in GRIDS}
    found |= {page + WARM: seconds.get("measure", 0.050) for page in (MEASURE, MULTIPLES)}
    found |= dict.fromkeys((MEASURE + COLD, MULTIPLES + COLD, OWN_MEASURE), 0.1)
    return {page: Measured(seconds.get("queries", 7), [each]) for page, each in found.items()}


def missed(run):
    return [check.what for check in checks(run) if not check.passed]


def test_percentiles_are_of_the_requests_made():
    found = Measured(4, [number / 1000 for number in range(1, 101)])
    assert (found.p50, found.p95) == (0.0505, 0.095)


def test_within_all_bounds_nothing_is_missed():
    assert missed({10_000: pages(), 1_000_000: pages()}) == []


@pytest.mark.parametrize(
    ("seconds", "number"),
    [
        ({"cold": 0.081}, 3),
        ({"warm": 0.021}, 4),
        ({"training": 0.210}, 1),
        ({"post": 0.021}, 1),
        ({"measure": 0.061}, 2),
        ({"queries": 11}, 3),
        ({"queries": 13}, 6),
        ({"queries": 15}, 7),
    ],
)
def test_each_bound_can_be_missed(seconds, number):
    assert len(missed({10_000: pages(**seconds)})) == number


def test_a_long_history_is_compared_with_the_short_one_page_by_page():
    run = {10_000: pages(), 1_000_000: pages(post=0.0185)}
    assert missed(run) == [f"{POST}, a hundred times the history"]
    assert history({10_000: pages(), 100_000: pages()}, POST) is None
    assert times(run, 10_000, POST) == pytest.approx(1.5)


def test_the_table_has_a_line_for_each_page_and_the_verdict_names_what_was_missed():
    run = {10_000: pages(post=0.021)}
    assert f"| {POST} | 7 | 21.0, 21.0 (2.1) |" in table(run).splitlines()
    assert f"- MISSED  {POST}" in verdict(list(checks(run)))


def test_the_table_takes_its_place_and_leaves_what_people_wrote(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(f"# Performance\n{BEGIN}\nold\n{END}\nNotes.\n")
    write(page, "new")
    assert page.read_text() == f"# Performance\n{BEGIN}\nnew\n{END}\nNotes.\n"
    page.write_text("# Performance\n")
    with pytest.raises(ValueError, match="has no place"):
        write(page, "new")


def test_a_form_is_read_as_a_browser_would_send_it():
    page = """<input name="outside" value="x"><main><input type="hidden" name="token" value="t">
    <input type="radio" name="status" value="1"><input type="radio" name="status" value="3" checked>
    <input type="checkbox" name="sure"><input type="file" name="file"><textarea name="note">as it was</textarea></main>
    <input name="after" value="x">"""
    assert filled_in(page) == {"token": "t", "status": "3", "note": "as it was"}
