"""Icons of variation and assurance: shape, colour and words, so that neither colour nor shape is the only cue."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from measures.process import APART, FEW, FLAT, STEP, Process

VARIATION = {
    "special_cause_improvement": ("better", _("improvement")),
    "special_cause_concern": ("worse", _("concern")),
    "special_cause_neutral_high": ("neutral", _("unusually high")),
    "special_cause_neutral_low": ("neutral", _("unusually low")),
    "common_cause": ("usual", _("usual variation")),
}
ASSURANCE = {
    "consistent_pass": ("better", "\u2713", _("consistently meets the target")),
    "consistent_fail": ("missed", "\u2717", _("consistently misses the target")),
    "inconsistent": ("usual", "?", _("hits and misses the target")),
}
WITHOUT = {
    FEW: _("too few points"),
    FLAT: _("no variation"),
    STEP: _("a step, no limits"),
    APART: _("gaps, no limits"),
}
SHAPES = {"usual": "\u25cf", "neutral": "\u25c6"}
ARROWS = {True: "\u25b2", False: "\u25bc"}


def variation_words(process: Process | None) -> str:
    """As in a sentence, as are those of assurance."""
    if process is None:
        return _text("no figures")
    if process.variation is None:
        return str(WITHOUT[process.last.kind])
    kind, words = VARIATION[process.variation]
    if kind in ("better", "worse"):
        side = _text("high") if process.is_high else _text("low")
        return _text("%(words)s, %(side)s") % {"words": words, "side": side}
    return str(words)


def variation_text(shown) -> str:
    """Of a force's measure: small numbers are said to be small before anything is called a concern."""
    words = capfirst(variation_words(shown.process))
    return _text("Small numbers. %(words)s") % {"words": words} if shown.is_small else words


def variation_sign(process: Process | None) -> str:
    """The icon's shape alone, "" without one: where its words are near."""
    if process is None or process.variation is None:
        return ""
    kind, _words = VARIATION[process.variation]
    return SHAPES.get(kind) or ARROWS[process.is_high]


def variation_icon(shown) -> SafeString:
    """The last point's sign with its words; without an icon the words alone."""
    process = shown.process
    if process is None or process.variation is None:
        icon = format_html('<span class="app-icon">{}</span>', capfirst(variation_words(process)))
    else:
        kind, _words = VARIATION[process.variation]
        icon = _icon(kind, variation_sign(process), variation_words(process))
    return format_html("{} {}", _text("Small numbers."), icon) if shown.is_small else icon


def assurance_words(process: Process | None) -> str:
    if process is None or process.target is None:
        return _text("no target is set")
    if process.assurance is None:
        return _text("not assessed: %(why)s") % {"why": WITHOUT[process.last.kind]}
    return str(ASSURANCE[process.assurance][2])


def assurance_icon(process: Process | None) -> SafeString:
    """How its last limits compare with the target; without an icon the words alone."""
    if process is None or process.assurance is None:
        return format_html('<span class="app-icon">{}</span>', capfirst(assurance_words(process)))
    kind, shape, words = ASSURANCE[process.assurance]
    return _icon(kind, shape, words)


def _icon(kind, shape, words) -> SafeString:
    template = (
        '<span class="app-icon app-icon--{}"><span class="app-icon__shape" aria-hidden="true">{}</span> {}</span>'
    )
    return format_html(template, kind, shape, capfirst(words))
