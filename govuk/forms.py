"""The base of every form, and fields that GOV.UK pages need and Django lacks. A form's template has
{% error_summary form %} at the top and {% govuk_field %} for each field."""

from datetime import date
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import pretty_name
from django.http import QueryDict
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from govuk.plain_text import plain_text, without_blanks
from govuk.widgets import DateWidget, focus_id

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2000, 2099  # a year beyond is a slip of the finger


class Choice(Promise):
    """One of radios or checkboxes, with a hint under it. Of anything but a Promise Django would make a bare pair."""

    def __init__(self, value, label, *, hint=""):
        self.value, self.label, self.hint = value, label, hint

    def __iter__(self):
        return iter((self.value, self.label))

    def __getitem__(self, index):
        return (self.value, self.label)[index]


class DateField(forms.Field):
    """Day, month and year in three boxes (name_day, name_month, name_year); a month may be typed as a word."""

    widget = DateWidget
    default_error_messages = {
        "required": _("Enter the %(name)s"),
        "real": _("%(label)s must be a real date"),
        "day": _("%(label)s must include a day"),
        "month": _("%(label)s must include a month"),
        "year": _("%(label)s must include a year of 4 numbers"),
        "far": _("%(label)s must be between %(first)d and %(last)d"),
    }

    def clean(self, value):
        parts = [str(part).strip() if part is not None else "" for part in value or ("", "", "")]
        if not any(parts):
            self._refuse("required", self.required)
            answer = None
        else:
            answer = self._read(*parts)
            self.run_validators(answer)
        return answer

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != initial
        except ValidationError:
            return True

    def _read(self, day, month, year):
        self._refuse("day", not day)
        self._refuse("month", not month)
        self._refuse("year", len(year) != 4)
        self._refuse("real", not (day.isdecimal() and year.isdecimal()))
        named = [number for number, name in enumerate(MONTHS, 1) if len(month) > 2 and name.startswith(month.lower())]
        try:
            found = date(int(year), *named or [int(month)], int(day))
        except (ValueError, OverflowError):
            self._refuse("real", True)
        self._refuse("far", not FIRST_YEAR <= found.year <= LAST_YEAR)
        return found

    def _refuse(self, code, wrong):
        if wrong:
            label = str(self.label or _("Date"))
            names = {"label": label, "name": label[:1].lower() + label[1:], "first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(self.error_messages[code], code=code, params=names)


class _Grouped:
    def to_python(self, value):
        return super().to_python(without_blanks(value) if isinstance(value, str) else value)


class IntegerField(_Grouped, forms.IntegerField):
    """A whole number that somebody types: "1 000" is 1000, whatever blank that is."""


class DecimalField(_Grouped, forms.DecimalField):
    """The same with decimals."""


class FigureField(forms.CharField):
    """A figure as people type it: None when nothing was typed. What cannot be read is said in plain words, which hold
    what was typed. A kind of its own says in `read` what it makes of a text."""

    def to_python(self, value):
        text = " ".join(super().to_python(value).split())
        return self.read(text) if text else None

    def read(self, text: str):
        raise NotImplementedError

    def validate(self, value):
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def refuse(self, code: str, text: str):
        raise ValidationError(self.error_messages[code], code=code, params={"text": text[:40]})


class LongTextField(forms.CharField):
    """A text area. A line break counts as one character, as the counter beside it counts."""

    widget = forms.Textarea(attrs={"rows": 5})
    default_error_messages = {"max_length": _("Use %(limit_value)d characters or fewer. You have used %(show_value)d.")}

    def to_python(self, value):
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


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
    messages = [vars(each).get("default_error_messages", {}) for each in reversed(kind.__mro__)]
    django_words = {code: words for each in messages for code, words in each.items()}
    return [(code, message, django_words.get(code)) for each, code, message in PLAIN if issubclass(kind, each)]


_labelled = lazy(lambda message, label: str(message) % {"label": label}, str)


class GovukForm(forms.Form):
    use_required_attribute = False

    def __init__(self, data=None, *args, **kwargs):
        if isinstance(data, QueryDict):
            data = data.copy()
            for name, values in data.lists():
                # Without what would make a file of it unreadable later. What is nothing but unfit stays, to be refused:
                # cleaned, it would be another answer.
                data.setlist(name, [(plain_text(each) or each) if isinstance(each, str) else each for each in values])
        super().__init__(data, *args, **kwargs)
        for name, field in self.fields.items():
            say_plainly(field, field.label or pretty_name(name))


def summary_of(form) -> list[dict]:
    """Each error of a form once, with the id it links to; errors of the whole form link to its first field."""
    visible = form.visible_fields() if form.errors else []
    first = focus_id(visible[0]) if visible else ""
    rows = [{"id": first, "text": text} for text in form.non_field_errors()] if form.errors else []
    rows += [{"id": focus_id(field), "text": text} for field in visible for text in field.errors]
    rows += [{"id": first, "text": text} for field in form.hidden_fields() for text in field.errors]
    return rows


def source_field():
    return forms.CharField(
        label=_("Source"),
        help_text=_("Who said it, where and when. It is shown beside the figures."),
        max_length=200,
        error_messages={"required": _("Say who said it")},
    )


class RadioField(forms.ChoiceField):
    """One of several, as radios. `missing` is said where none of those listed is chosen."""

    widget = forms.RadioSelect

    def __init__(self, *, missing, **kwargs):
        super().__init__(error_messages=dict.fromkeys(("required", "invalid_choice"), missing), **kwargs)
