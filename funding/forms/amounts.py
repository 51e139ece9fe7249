"""Pounds and pence as people type them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from funding.money import NotAnAmount, read


class AmountField(forms.CharField):
    """A Decimal of pounds; "£2,000.50" is 2000.50. None when nothing was typed. What cannot be read is said in plain
    words. `signed`: a minus is taken."""

    default_error_messages = {
        "required": _("Enter an amount"),
        "words": _("“%(text)s” is not an amount. Enter pounds and pence in figures, like 1,250.50"),
        "short": _("“%(text)s” is short for an amount. Write it in full, like 8,000,000"),
        "fine": _("“%(text)s” has more than two decimals. Enter pounds and pence, like 1,250.50"),
        "negative": _("“%(text)s” is below 0. Enter 0 or more"),
        "large": _("“%(text)s” is too large"),
    }

    def __init__(self, *, signed=False, **kwargs):
        self.signed = signed
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        text = " ".join(super().to_python(value).split())
        if not text:
            return None
        try:
            amount = read(text)
        except NotAnAmount as error:
            self._refuse(error.why, text)
        if amount < 0 and not self.signed:
            self._refuse("negative", text)
        return amount

    def validate(self, value):
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def _refuse(self, code, text):
        raise ValidationError(self.error_messages[code], code=code, params={"text": text[:40]})

    def prepare_value(self, value):
        return f"{value:,.2f}" if value is not None and not isinstance(value, str) else value
