"""Signs of a status: shape, word and colour, so that colour is never the only cue. Pure strings: a page holds 1,300."""

from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

WORDS = {
    None: _("no report"),
    1: _("not started"),
    2: _("planned"),
    3: _("in progress"),
    4: _("in place"),
    5: _("embedded"),
}
# In the colour of the place where one is used; no style sheet reaches into that, so attributes say how it is drawn.
LINE = 'stroke="currentcolor" stroke-width="1.75"'
RING = f'<circle cx="8" cy="8" r="6.5" fill="none" {LINE}/>'
PART = '<path fill="currentcolor" d="%s"/>'
SHAPES = {
    "none": f'<rect x="2" y="2" width="12" height="12" fill="none" {LINE} stroke-dasharray="3 2.4"/>',
    1: RING,
    2: RING + PART % "M8 8V1.5A6.5 6.5 0 0 1 14.5 8z",
    3: RING + PART % "M8 1.5a6.5 6.5 0 0 1 0 13z",
    4: RING + PART % "M8 8V1.5A6.5 6.5 0 1 1 1.5 8z",
    5: f'<circle cx="8" cy="8" r="6.5" fill="currentcolor" {LINE}/>',
}
CONFIDENCE = {2: ("amber", "▲", _("amber")), 3: ("red", "◆", _("red"))}
ARROWS = {"up": ("↑", _("up from %(word)s")), "down": ("↓", _("down from %(word)s"))}


def symbols() -> SafeString:
    """The shapes, drawn once in a page (base.html): each sign only names its own. The country has 1,200 of them."""
    drawn = (f'<symbol id="sign-{name}" viewBox="0 0 16 16">{shape}</symbol>' for name, shape in SHAPES.items())
    return SafeString(f'<svg class="app-signs" aria-hidden="true">{"".join(drawn)}</svg>')  # constants, no one's input


def word(status) -> str:
    """The status in words, as a sentence begins: 1 not started to 5 embedded, None never reported."""
    return capfirst(str(WORDS[status]))


def sign(status, confidence=None, *, confirmed=False, moved=None, former=None, compact=False, said=True) -> SafeString:
    """A status with what goes with it. compact keeps the words for screen readers only, for the cells of a board;
    said=False leaves those out, where another text says it all and this is hidden from them.

    status, former: 1 to 5, None never reported. confidence: 1 green (not shown), 2 amber, 3 red.
    moved: "up" or "down" since the day compared with, when the status was `former`.
    """
    whole = None if status is None else int(status)
    before = None if former is None else int(former)
    trust = None if confidence is None else int(confidence)
    marks = (bool(confirmed), moved or None, before)
    return _sign(whole, trust, marks, bool(compact), bool(said), get_language())


@lru_cache(maxsize=4096)
def _sign(status, confidence, marks, compact, said, language):
    confirmed, moved, former = marks
    name = status or "none"
    parts = [_shape(status)]
    if said or not compact:
        parts.append(_worded(word(status), compact))
    if confirmed:
        parts.append(_mark("confirmed", "✓", said and gettext("confirmed unchanged")))
    if confidence in CONFIDENCE:
        *seen, text = CONFIDENCE[confidence]
        parts.append(_mark(*seen, said and text))
    if moved in ARROWS:
        arrow, text = ARROWS[moved]
        text = said and text % {"word": WORDS[former]}
        parts.append(_mark(moved, arrow, text, shape=_shape(former)))
    inner = format_html_join("", "{}", ((part,) for part in parts))
    return format_html(
        '<span class="app-sign app-sign--{}{}">{}</span>', name, " app-sign--compact" if compact else "", inner
    )


@lru_cache(maxsize=8)
def beside(status: int) -> SafeString:
    """What somebody else thinks, to stand after a sign that says otherwise: "≠" and its shape. For screen readers
    another text has to say it."""
    return _mark("differs", "≠", "", shape=_shape(status))


def _shape(status):
    return SafeString(f'<svg class="app-sign__shape" aria-hidden="true"><use href="#sign-{status or "none"}"/></svg>')


def _worded(text, compact):
    return format_html('<span class="{}">{}</span>', "govuk-visually-hidden" if compact else "app-sign__word", text)


def _mark(name, character, text, shape=""):
    said = text and format_html('<span class="govuk-visually-hidden">, {}</span>', text)
    return format_html(
        '<span class="app-sign__mark app-sign__mark--{}"><span aria-hidden="true">{}</span>{}{}</span>',
        name,
        character,
        shape,
        said or "",
    )
