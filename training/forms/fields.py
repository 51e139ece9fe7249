"""Whole numbers as people type them, and why they are corrected."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from govuk.forms import FigureField, LongTextField
from govuk.plain_text import without_blanks

MOST = 2_147_483_647
WHOLE = re.compile(r"\d+|\d{1,3}(?:,\d{3})+", re.ASCII)
FRACTION = re.compile(r"[\d,]*\.\d+", re.ASCII)
NEGATIVE = re.compile(r"[-\u2212\u2013]\s*[\d,.]+", re.ASCII)


class WholeNumberField(FigureField):
    """0 or more; "2,000" is 2000."""

    default_error_messages = {
        "required": _("Enter a number"),
        "words": _("“%(text)s” is not a whole number. Enter it in figures, like 2,000"),
        "fraction": _("“%(text)s” is not a whole number. Leave out the part after the point"),
        "negative": _("“%(text)s” is below 0. Enter 0 or more"),
        "large": _("“%(text)s” is too large"),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}))
        super().__init__(**kwargs)

    def read(self, text):
        plain = without_blanks(text)
        if not WHOLE.fullmatch(plain):
            kinds = {"negative": NEGATIVE, "fraction": FRACTION}
            self.refuse(next((kind for kind, form in kinds.items() if form.fullmatch(plain)), "words"), text)
        digits = plain.replace(",", "").lstrip("0")
        if len(digits) > len(str(MOST)) or int(digits or 0) > MOST:
            self.refuse("large", text)
        return int(digits or 0)

    def prepare_value(self, value):
        return f"{value:,}" if isinstance(value, int) else value


class BoxField(WholeNumberField):
    """One of several: says which box is meant, for the list at the top of the page."""

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError as wrong:
            raise ValidationError([f"{self.label}: {text}" for text in wrong.messages]) from wrong


def reason_field(label):
    return LongTextField(
        label=label,
        help_text=_("Everybody who sees the figures in detail sees this. Never name a person or a case."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
