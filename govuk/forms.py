"""The base of every form: GOV.UK markup by {% crispy form %}, with {% error_summary form %} at the top of the page."""

from functools import cache

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Layout
from django import forms
from django.forms.utils import pretty_name
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from govuk.fields import DateField, DecimalField, FigureField, IntegerField, LongTextField
from govuk.plain_text import plain_text

__all__ = [
    "DateField",
    "DecimalField",
    "FigureField",
    "GovukForm",
    "GovukFormMixin",
    "GovukModelForm",
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


class GovukFormMixin:
    """submit_text is the button's; form_action and form_id can be set; layout() may be overridden.

    The form rendered has its own <form> tag, the CSRF token, every field in order and one button.
    """

    submit_text = _("Save")
    submit_class = ""
    label_size = "s"
    legend_size = "s"
    form_action = ""
    form_id = ""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(_as_plain_text(data), *args, **kwargs)
        self.use_required_attribute = False
        for name, field in self.fields.items():
            say_plainly(field, field.label or pretty_name(name))

    def layout(self):
        """The parts of the form in order: field names or crispy_forms_gds.layout objects, without the button."""
        return list(self.fields)

    @property
    def helper(self):
        helper = FormHelper()
        helper.attrs = {"novalidate": True}
        helper.form_action = self.form_action
        helper.form_id = self.form_id
        helper.label_size = self.label_size
        helper.legend_size = self.legend_size
        helper.disable_csrf = False
        parts = self.layout()
        if self.submit_text:
            parts.append(Button("submit", self.submit_text, css_class=self.submit_class))
        helper.layout = Layout(*parts)
        return helper


class GovukForm(GovukFormMixin, forms.Form):
    pass


class GovukModelForm(GovukFormMixin, forms.ModelForm):
    pass
