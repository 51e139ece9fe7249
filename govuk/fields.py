"""Fields that GOV.UK pages need and Django lacks, and the list of what is wrong with a form."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from govuk.plain_text import without_blanks
from govuk.widgets import DateWidget, focus_id

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2000, 2099  # a year beyond is a slip of the finger


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


class RadioField(forms.ChoiceField):
    """One of several, as radios. `missing` is said where none of those listed is chosen."""

    widget = forms.RadioSelect

    def __init__(self, *, missing, **kwargs):
        super().__init__(error_messages=dict.fromkeys(("required", "invalid_choice"), missing), **kwargs)


def summary_of(form) -> list[dict]:
    """Each error of a form once, with the id it links to; errors of the whole form link to its first field."""
    visible = form.visible_fields() if form.errors else []
    first = focus_id(visible[0]) if visible else ""
    rows = [{"id": first, "text": text} for text in form.non_field_errors()] if form.errors else []
    rows += [{"id": focus_id(field), "text": text} for field in visible for text in field.errors]
    rows += [{"id": first, "text": text} for field in form.hidden_fields() for text in field.errors]
    return rows
