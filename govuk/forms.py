"""The base of every form. Its template has {% error_summary form %} at the top and {% govuk_field %} for each field."""

from functools import cache

from django import forms
from django.forms.utils import pretty_name
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from govuk.fields import Choice, DateField, DecimalField, FigureField, IntegerField, LongTextField
from govuk.plain_text import plain_text

__all__ = [
    "Choice",
    "DateField",
    "DecimalField",
    "FigureField",
    "GovukForm",
    "IntegerField",
    "LongTextField",
]


PLAIN = (
    (forms.FileField, "required", _("Choose a file for “%(label)s”")),
    (forms.BooleanField, "required", _("Tick “%(label)s” to go on")),
    (forms.MultipleChoiceField, "required", _("Select at least one answer for “%(label)s”")),
    (forms.MultipleChoiceField, "invalid_choice", _("Select only from the answers listed for “%(label)s”")),
    (forms.ChoiceField, "required", _("Select an answer for “%(label)s”")),
    (forms.ChoiceField, "invalid_choice", _("Select one of the answers listed for “%(label)s”")),
    (forms.ModelChoiceField, "required", _("Select an answer for “%(label)s”")),
    (forms.ModelChoiceField, "invalid_choice", _("Select one of the answers listed for “%(label)s”")),
    (forms.CharField, "required", _("Enter an answer for “%(label)s”")),
    (forms.URLField, "invalid", _("“%(label)s” must be a web address, like https://www.example.com")),
)


def say_plainly(field, label):
    """Django's own words are not GOV.UK's. A message that the form's author wrote stays."""
    if isinstance(field, DateField):
        field.label = label
        return
    for code, message, django_words in _plain_words(type(field)):
        if field.error_messages.get(code) is django_words:
            field.error_messages[code] = _labelled(message, label)


@cache
def _plain_words(kind):
    """Of a kind of field, what to say instead of what. Every form that is shown or sent asks for each of its fields."""
    return [(code, message, _django_words(kind, code)) for each, code, message in PLAIN if issubclass(kind, each)]


def _django_words(kind, code):
    for each in kind.__mro__:
        if code in vars(each).get("default_error_messages", ()):
            return each.default_error_messages[code]
    return None


_labelled = lazy(lambda message, label: str(message) % {"label": label}, str)


def _as_plain_text(data):
    """What was typed, without what would make a file of it unreadable later."""
    if not isinstance(data, QueryDict):
        return data
    plain = data.copy()
    for name, values in plain.lists():
        # What is nothing but unfit stays, to be refused: cleaned, it would be another answer.
        plain.setlist(name, [(plain_text(value) or value) if isinstance(value, str) else value for value in values])
    return plain


class GovukForm(forms.Form):
    def __init__(self, data=None, *args, **kwargs):
        super().__init__(_as_plain_text(data), *args, **kwargs)
        self.use_required_attribute = False
        for name, field in self.fields.items():
            say_plainly(field, field.label or pretty_name(name))
