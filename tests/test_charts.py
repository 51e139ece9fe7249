import datetime as dt

import pytest

from charts import Band, Size, spread, stack_over_time, whole_ticks, year_ticks
from charts.render import svg
from dashboard.position import PositionOverTime, ThemesOverTime
from dashboard.tables import themes_table

BANDS = [Band("done", "#12436D"), Band("not", "#FFFFFF", dashed=True)]
POINTS = [(dt.date(2024, 1, 31), [1, 4]), (dt.date(2024, 2, 29), [3, 2])]
FEBRUARY = [(dt.date(2024, 2, 1), "Chwefror '24")]


def spec(points=POINTS, bands=BANDS, size=None):
    return stack_over_time(bands, points, ticks=FEBRUARY, size=size or Size.wide())


def months(*counts):
    days = [dt.date(2023, 7, 31), dt.date(2024, 7, 31), dt.date(2025, 7, 31)]
    return PositionOverTime(list(zip(days, counts, strict=True)))


def test_bands_stand_on_one_another():
    rows = [(row["band"], row["from"], row["to"]) for row in spec()["data"]["values"]]
    assert rows == [("done", 0, 1), ("not", 1, 5), ("done", 0, 3), ("not", 3, 5)]


def test_the_last_numbers_are_written_beside_their_bands():
    assert [value["text"] for value in spec()["layer"][-1]["data"]["values"]] == ["3 done", "2 not"]
    assert [value["text"] for value in spec(size=Size.narrow())["layer"][-1]["data"]["values"]] == ["3", "2"]


def test_an_empty_band_has_no_number():
    points = [(dt.date(2024, 1, 31), [0, 5])]
    assert [value["text"] for value in spec(points)["layer"][-1]["data"]["values"]] == ["5 not"]


def test_no_report_is_drawn_dashed():
    lines = [layer["mark"]["strokeDash"] for layer in spec()["layer"][1:-1]]
    assert lines == [[3, 2], [1, 0]]


def test_at_most_four_categories():
    with pytest.raises(ValueError, match="at most four"):
        spec(points=[], bands=[Band(str(number), "#000000") for number in range(5)])


def test_labels_are_moved_apart_and_stay_inside():
    assert spread([1, 1.5, 9], gap=2, low=0, high=10) == [1, 3, 9]
    assert spread([8, 9, 10], gap=2, low=0, high=10) == [6, 8, 10]
    assert spread([], gap=2, low=0, high=10) == []


def test_years_are_labelled_or_months_when_there_are_few():
    assert year_ticks([dt.date(2023, 7, 31), dt.date(2026, 3, 1)])[0] == dt.date(2024, 1, 1)
    assert year_ticks([dt.date(2023, 7, 31), dt.date(2023, 9, 30)]) == [dt.date(2023, 8, 1), dt.date(2023, 9, 1)]
    assert year_ticks([]) == []


def test_the_picture_holds_the_words_in_a_font_every_browser_has():
    drawn = svg(spec())
    assert drawn.startswith("<svg")
    assert "Chwefror '24" in drawn
    assert "3 done" in drawn
    assert 'font-family="Arial, Liberation Sans, sans-serif"' in drawn
    assert "style=" not in drawn


def test_a_chart_of_nothing_is_drawn():
    assert svg(spec(points=[])).startswith("<svg")


def test_the_same_content_is_drawn_once(monkeypatch):
    first = svg(spec())
    monkeypatch.setattr("vl_convert.vegalite_to_svg", lambda text: "drawn again")
    assert svg(spec()) == first
    assert svg(spec(POINTS[:1])) == "drawn again"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (2, 5, "5 of 10 in place or better, 3 more than at the end of July 2024"),
        (5, 2, "2 of 10 in place or better, 3 fewer than at the end of July 2024"),
        (5, 5, "5 of 10 in place or better, as many as at the end of July 2024"),
    ],
)
def test_the_headline_says_the_message(before, now, words):
    assert months([0, 0, 0, 10], [before, 0, 0, 10 - before], [now, 0, 0, 10 - now]).headline == words


def test_the_text_alternative_says_every_band():
    text = months([0, 0, 0, 10], [1, 2, 3, 4], [4, 3, 2, 1]).alternative
    assert "from 31 July 2023 to 31 July 2025" in text
    assert "in place or better from 0 to 4, in progress from 0 to 3" in text
    assert "planned or not started from 0 to 2, no report from 10 to 1." in text


def themes(*counts):
    days = [dt.date(2023, 7, 31), dt.date(2026, 7, 31)]
    return ThemesOverTime(
        [(f"Theme {number}", list(zip(days, pair, strict=True))) for number, pair in enumerate(counts)]
    )


def test_each_theme_has_a_small_chart_and_all_have_one_key():
    spec = themes(([0, 1, 2, 0], [2, 1, 0, 0]), ([0, 0, 0, 5], [5, 0, 0, 0])).spec()
    assert [panel["title"]["text"] for panel in spec["concat"]] == ["Theme 0", "Theme 1"]
    assert [row["to"] for row in spec["concat"][0]["data"]["values"]] == [0, 3, 3, 2, 3, 3]
    assert (spec["columns"], spec["resolve"]["legend"]) == (2, {"fill": "shared"})
    assert themes(([0, 1, 2, 0], [2, 1, 0, 0])).spec(narrow=True)["columns"] == 1


def test_themes_in_words_and_numbers():
    shown = themes(([0, 1, 2, 0], [2, 1, 0, 0]), ([0, 0, 0, 5], [5, 0, 0, 0]))
    assert shown.headline == "1 of 2 themes have every standard in place or better"
    assert "Theme 0 from 0 of 3 to 2 of 3; Theme 1 from 0 of 5 to 5 of 5." in shown.alternative
    row = themes_table(shown.themes).rows[0]
    assert [row.get_cell(name) for name in ("theme_0", "theme_1")] == ["2 of 3", "5 of 5"]


def test_no_theme_is_no_row_and_no_panel():
    assert (len(themes_table(themes().themes).rows), themes().spec()["concat"]) == (0, [])


def test_small_charts_are_drawn():
    picture = svg(themes(([0, 1, 2, 0], [2, 1, 0, 0]), ([0, 0, 0, 5], [5, 0, 0, 0])).spec())
    text = picture.decode() if isinstance(picture, bytes) else picture
    assert "Theme 0" in text
    assert "Theme 1" in text


def test_an_axis_of_counts_has_whole_numbers_each_once():
    assert [whole_ticks(top) for top in (1, 2, 7, 30)] == [[0, 1], [0, 1, 2], [0, 2, 4, 6], [0, 5, 10, 15, 20, 25, 30]]
    assert len(whole_ticks(600)) == 7
