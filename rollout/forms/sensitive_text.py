"""Forms in which people write: each carries the row it was written on, and warns before a person or case is named."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from govuk.forms import GovukForm, LongTextField
from rollout.sensitive import BIRTH_DATE, CRIME_NUMBER, EMAIL, PHONE, look

LOOKS_LIKE = {
    CRIME_NUMBER: _("a crime or case number (“%s”)"),
    EMAIL: _("an email address (“%s”)"),
    PHONE: _("a phone number (“%s”)"),
    BIRTH_DATE: _("a date of birth (“%s”)"),
}
NAME_NOBODY = _("Never name a victim, suspect or case.")
NOT_WHOLE = _("This form did not arrive whole. Check what you typed and send it again.")
NOT_WHOLE_ERRORS = dict.fromkeys(("required", "invalid", "min_value", "max_value"), NOT_WHOLE)
MOST = 2_147_483_647


def base_field():
    return forms.IntegerField(min_value=0, max_value=MOST, widget=forms.HiddenInput, error_messages=NOT_WHOLE_ERRORS)


def token_field():
    return forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput, error_messages=NOT_WHOLE_ERRORS)


def words_field(label, *, max_length=5_000, rows=5, help_text=NAME_NOBODY, **kwargs):
    widget = forms.Textarea(attrs={"rows": rows})
    return LongTextField(label=label, help_text=help_text, max_length=max_length, widget=widget, **kwargs)


def select(words) -> dict:
    """The error messages of a choice that has to be made."""
    return dict.fromkeys(("required", "invalid_choice"), words)


def radios(label, choices, words, *, field=forms.ChoiceField, **kwargs):
    """A choice that has to be made; `words` ask whoever did not."""
    return field(label=label, choices=choices, widget=forms.RadioSelect, error_messages=select(words), **kwargs)


class SensitiveTextForm(GovukForm):
    """What looks like a person or a case in its free text has to be confirmed."""

    came_first = None
    token = token_field()
    checked = forms.BooleanField(label=_("I have checked: no victim, suspect or case is named"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = []

    def clean(self):
        cleaned = super().clean()
        self.found = list(dict.fromkeys(seen for text in self.written() for seen in look(text)))
        if self.found and not cleaned.get("checked"):
            self.add_error("checked", ValidationError(self.warning, code="seen"))
        return cleaned

    def written(self):
        """Its free text: what is typed in more than one line, unless a form says otherwise."""
        long = [name for name, field in self.fields.items() if isinstance(field, LongTextField)]
        return [self.cleaned_data.get(name, "") for name in long]

    @property
    def warning(self) -> str:
        found = [str(LOOKS_LIKE[seen.kind]) % seen.text for seen in self.found]
        return _("What you typed looks as if it holds %(found)s. Take it out, or confirm that you have checked.") % {
            "found": get_text_list(found, _("and"))
        }

    def renew(self, **values) -> None:
        """After it was read: a new token and the values given, so that sending it again is a new act."""
        self.data = self.data.copy()
        for name, value in {"token": uuid.uuid4(), **values}.items():
            self.data[name] = str(value)
