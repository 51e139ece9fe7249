"""Planning periods, extending a due date, and from when a rule stops."""

import datetime as dt

from django import forms
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from forces.models import OwedBy
from forces.periods import DUE_AFTER, QUARTER, Span, schedule
from govuk.forms import DateField, GovukForm, IntegerField
from ledger.as_at import EARLIEST
from rollout.forms.sensitive_text import SensitiveTextForm, radios, select, words_field

YEARS_AHEAD = 10
EVERYONE = "everyone"


def number_field(label, most: int, **kwargs):
    wrong = format_lazy(_("“{label}” must be a whole number from 1 to {most}"), label=label, most=most)
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"})
    return IntegerField(label=label, min_value=1, max_value=most, widget=widget, error_messages=errors, **kwargs)


class PeriodsForm(GovukForm):
    """Who owes a return, and dates that a plan can have. Each kind says its `spans()`."""

    owed_by = radios(_("Who owes a return?"), OwedBy, _("Select who owes a return"), initial=OwedBy.EVERYONE)

    def __init__(self, data=None, *, today: dt.date, **kwargs):
        super().__init__(data, **kwargs)
        self.latest = dt.date(today.year + YEARS_AHEAD, 12, 31)

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, DateField) and cleaned.get(name):
                check_range(self, name, cleaned[name], EARLIEST, self.latest)
        return cleaned


def check_range(form, name, day, earliest, latest):
    if not earliest <= day <= latest:
        said = {
            "label": form.fields[name].label,
            "from": date_format(earliest, "j F Y"),
            "to": date_format(latest, "j F Y"),
        }
        form.add_error(name, _("%(label)s must be between %(from)s and %(to)s") % said)


class SeriesForm(PeriodsForm):
    """Periods of whole months, one after the other."""

    starts = DateField(
        label=_("First day of the first period"), help_text=_("The first of a month. For example, 1 4 2027.")
    )
    number = number_field(_("How many periods"), 40, initial=4)
    months = number_field(_("Months in each"), 12, initial=QUARTER)
    due_after = number_field(_("Working days from the end of a period until its return is due"), 120, initial=DUE_AFTER)
    field_order = ["starts", "number", "months", "due_after", "owed_by"]

    def clean_starts(self):
        day = self.cleaned_data["starts"]
        if day.day != 1:
            raise forms.ValidationError(
                _("The first day must be the first of a month. For other dates plan a single period.")
            )
        return day

    def spans(self) -> list[Span]:
        said = {name: self.cleaned_data[name] for name in ("number", "months", "due_after")}
        return list(schedule(self.cleaned_data["starts"], **said))


class SinglePeriodForm(PeriodsForm):
    """One period with dates of its own."""

    starts = DateField(label=_("First day"))
    ends = DateField(label=_("Last day"))
    due = DateField(label=_("Day by whose end the return is due"))
    field_order = ["starts", "ends", "due", "owed_by"]

    def clean(self):
        cleaned = super().clean()
        starts, ends, due = (cleaned.get(name) for name in ("starts", "ends", "due"))
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day must be the first day or later"))
        if starts and due and due < starts:
            self.add_error("due", _("The return cannot be due before the period starts"))
        return cleaned

    def spans(self) -> list[Span]:
        return [Span(*(self.cleaned_data[name] for name in ("starts", "ends", "due")))]


class WithReasonForm(SensitiveTextForm):
    reason = words_field(_("Why?"), max_length=2_000, rows=3, error_messages={"required": _("Say why")})

    def __init__(self, data=None, *, today: dt.date, initial=None):
        super().__init__(data, initial=initial)
        self.latest = dt.date(today.year + YEARS_AHEAD, 12, 31)


class ExtendForm(WithReasonForm):
    organisation = forms.ChoiceField(
        label=_("Who gets more time?"), error_messages=select(_("Select who gets more time"))
    )
    due = DateField(label=_("New due date"))
    field_order = ["organisation", "due", "reason"]

    def __init__(self, data=None, *, period, organisations, today: dt.date):
        super().__init__(data, today=today)
        self.period, self.organisations = period, {each.slug: each for each in organisations}
        bodies = [(slug, each.short_name) for slug, each in self.organisations.items()]
        self.fields["organisation"].choices = [
            ("", _("Select one")), (EVERYONE, _("All who owe a return")), *bodies
        ]  # fmt: skip

    def clean_due(self):
        due = self.cleaned_data["due"]
        check_range(self, "due", due, self.period.due, self.latest)
        return due

    @property
    def chosen(self):
        return self.organisations.get(self.cleaned_data["organisation"])


class RuleStartForm(WithReasonForm):
    stops_from = DateField(
        label=_("First day on which it stops a return"),
        help_text=_("Until then it informs. Leave time for one return in which it only informs."),
    )
    field_order = ["stops_from", "reason"]

    def clean_stops_from(self):
        day = self.cleaned_data["stops_from"]
        check_range(self, "stops_from", day, EARLIEST, self.latest)
        return day
