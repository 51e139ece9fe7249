"""Fields that several forms have."""

from django import forms
from django.utils.translation import gettext_lazy as _

from govuk.forms import LongTextField


def words_field(label, *, rows=3, hint="", limit=2_000, required=False, missing=None):
    return LongTextField(
        label=label,
        help_text=hint,
        max_length=limit,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing} if missing else None,
    )


def source_field():
    return forms.CharField(
        label=_("Source"),
        help_text=_("Who said it, where and when. It is shown on the page."),
        max_length=200,
        error_messages={"required": _("Say who said it")},
    )
