"""Fields that several forms have."""

from django import forms
from django.utils.translation import gettext_lazy

from govuk.forms import LongTextField
from rollout.forms.sensitive_text import NAME_NOBODY

LONG = 2_000


def words_field(label, *, hint=NAME_NOBODY, rows=4, **kwargs):
    widget = forms.Textarea(attrs={"rows": rows})
    return LongTextField(label=label, help_text=hint, max_length=LONG, widget=widget, **kwargs)


def source_field():
    return forms.CharField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Who said it, where and when. It is shown beside the figures."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say who said it")},
    )
