"""Fields that several forms have: pounds and pence as people type them, and words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.money import NotAnAmount, read
from govuk.forms import FigureField, LongTextField
from rollout.forms.sensitive_text import NAME_NOBODY


class AmountField(FigureField):
    """A Decimal of pounds; "£2,000.50" is 2000.50. `signed`: a minus is taken."""

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

    def read(self, text):
        try:
            amount = read(text)
        except NotAnAmount as error:
            self.refuse(error.why, text)
        if amount < 0 and not self.signed:
            self.refuse("negative", text)
        return amount

    def prepare_value(self, value):
        return f"{value:,.2f}" if value is not None and not isinstance(value, str) else value


def words_field(label, *, hint=NAME_NOBODY, rows=4, **kwargs):
    widget = forms.Textarea(attrs={"rows": rows})
    return LongTextField(label=label, help_text=hint, max_length=2_000, widget=widget, **kwargs)
