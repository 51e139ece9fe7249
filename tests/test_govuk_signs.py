import re

import pytest
from django.utils.translation import override

from govuk.signs import sign, symbols, word

STATUSES = [None, 1, 2, 3, 4, 5]


def test_every_status_has_its_own_shape_and_word():
    shapes = {sign(status).split("</svg>")[0] for status in STATUSES}
    assert len(shapes) == 6
    assert [str(word(status)) for status in STATUSES] == [
        "No report", "Not started", "Planned", "In progress", "In place", "Embedded",
    ]  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
def test_the_shape_is_hidden_from_screen_readers_and_the_word_is_not(status):
    text = sign(status, compact=True)
    assert '<svg class="app-sign__shape" aria-hidden="true"' in text
    assert f'<span class="govuk-visually-hidden">{word(status)}</span>' in text


def test_the_shapes_that_signs_name_are_drawn_once_in_a_page(client):
    page = client.get("/privacy/").content.decode()
    assert page.count(symbols()) == 1
    for status in STATUSES:
        (name,) = re.findall(r'<use href="#([^"]+)"', sign(status))
        assert symbols().count(f'<symbol id="{name}"') == 1


def test_never_reported_is_dashed_and_nothing_else_is():
    drawn = symbols().split("<symbol")
    assert ["dash" in shape for shape in drawn] == [False, True, False, False, False, False, False]


def test_where_another_text_says_it_only_what_is_seen_is_left():
    left = sign(4, 2, confirmed=True, moved="up", former=2, compact=True, said=False)
    assert "visually-hidden" not in left
    assert all(mark in left for mark in "✓▲↑")
    assert "In place" in sign(4, said=False)


def test_green_is_not_shown_amber_and_red_are_said():
    assert "app-sign__mark" not in sign(3, 1)
    assert "▲" in sign(3, 2)
    assert ", amber</span>" in sign(3, 2)
    assert "◆" in sign(3, 3)
    assert ", red</span>" in sign(3, 3)


def test_confirmed_adds_a_tick_to_the_same_sign():
    assert sign(4) != sign(4, confirmed=True)
    assert ", confirmed unchanged</span>" in sign(4, confirmed=True)


def test_moved_names_what_it_moved_from():
    assert "up from planned" in sign(4, moved="up", former=2)
    assert "down from embedded" in sign(4, moved="down", former=5)
    assert "up from no report" in sign(1, moved="up")


def test_nothing_has_an_inline_style():
    assert "style=" not in sign(3, 3, confirmed=True, moved="down", former=5)


def test_each_language_has_its_own_words(monkeypatch):
    monkeypatch.setattr("govuk.signs.gettext", lambda text: f"[{text}]")
    with override("cy"):
        assert ", [confirmed unchanged]" in sign(2, confirmed=True, compact=True)
    monkeypatch.undo()
    with override("en-gb"):
        assert ", confirmed unchanged" in sign(2, confirmed=True, compact=True)
