import pytest
from django.utils.translation import override

from govuk.signs import sign, word

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
    assert '<svg class="app-sign__shape" viewBox="0 0 16 16" aria-hidden="true"' in text
    assert f'<span class="govuk-visually-hidden">{word(status)}</span>' in text


def test_never_reported_is_dashed_and_nothing_else_is():
    assert [("dash" in sign(status)) for status in STATUSES] == [True, False, False, False, False, False]


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
