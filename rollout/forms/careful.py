"""Forms in which people write: each carries the row it was written on, and warns before a person or case is named."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govuk.forms import GovukForm
from rollout.sensitive import BIRTH_DATE, CRIME_NUMBER, EMAIL, PHONE, look

LOOKS_LIKE = {
    CRIME_NUMBER: gettext_lazy("a crime or case number (“%s”)"),
    EMAIL: gettext_lazy("an email address (“%s”)"),
    PHONE: gettext_lazy("a phone number (“%s”)"),
    BIRTH_DATE: gettext_lazy("a date of birth (“%s”)"),
}
NAME_NOBODY = gettext_lazy("Never name a victim, suspect or case.")
NOT_WHOLE = gettext_lazy("This form did not arrive whole. Check what you typed and send it again.")
NOT_WHOLE_ERRORS = dict.fromkeys(("required", "invalid", "min_value", "max_value"), NOT_WHOLE)
MOST = 2_147_483_647


def base_field():
    return forms.IntegerField(min_value=0, max_value=MOST, widget=forms.HiddenInput, error_messages=NOT_WHOLE_ERRORS)


def token_field():
    return forms.UUIDField(widget=forms.HiddenInput, error_messages=NOT_WHOLE_ERRORS)


class CarefulForm(GovukForm):
    """Each says in `written()` which of its text is free: what looks like a person or a case has to be confirmed."""

    token = token_field()
    checked = forms.BooleanField(
        label=gettext_lazy("I have checked: no victim, suspect or case is named"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.found = []

    def clean(self):
        cleaned = super().clean()
        self.found = list(dict.fromkeys(seen for text in self.written() for seen in look(text)))
        if self.found and not cleaned.get("checked"):
            self.add_error("checked", ValidationError(self.warning, code="seen"))
        return cleaned

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
