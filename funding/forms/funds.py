"""Funds, the terms of their years, and published totals: the Unit manager's forms."""

import datetime as dt
import uuid

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding import years
from funding.forms.fields import AmountField, words_field
from funding.models import Fund, FundYear, PublishedTotal
from govuk.forms import DateField, GovukForm, IntegerField, source_field
from rollout.forms.sensitive_text import SensitiveTextForm, base_field

CODE = 40


class FundForm(GovukForm):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, error_messages={"required": gettext_lazy("Enter a name")}
    )
    purpose = words_field(
        gettext_lazy("What is it for?"), hint="", error_messages={"required": gettext_lazy("Say what it is for")}
    )
    legal_power = forms.CharField(
        label=gettext_lazy("Legal power"),
        help_text=gettext_lazy("The Act and section under which it is paid. Leave it empty when no source names it."),
        max_length=200,
        required=False,
    )
    source = source_field()

    def __init__(self, *args, fund: Fund | None = None, **kwargs):
        names = ("name", "purpose", "legal_power", "source")
        if fund:
            kwargs["initial"] = {name: getattr(fund, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fund = fund

    @property
    def code(self) -> str:
        return self.fund.code if self.fund else slugify(self.cleaned_data.get("name", ""))[:CODE].strip("-")

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not self.fund and not slugify(name)[:CODE].strip("-"):
            raise forms.ValidationError(_("The name must hold letters or numbers"))
        return name


class FundYearForm(SensitiveTextForm):
    base = base_field()
    amount = AmountField(
        label=gettext_lazy("Total for the year"), error_messages={"required": gettext_lazy("Enter the year's total")}
    )
    months = forms.TypedChoiceField(
        label=gettext_lazy("How often is it claimed?"),
        choices=[
            (1, gettext_lazy("Every month")),
            (3, gettext_lazy("Every quarter")),
            (6, gettext_lazy("Twice a year")),
            (12, gettext_lazy("Once a year")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select how often it is claimed")),
    )
    due_after = IntegerField(
        label=gettext_lazy("A claim is due how many working days after its period?"),
        min_value=1,
        max_value=200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Enter working days from 1 to 200")
        ),
    )
    statement_due = DateField(label=gettext_lazy("Year-end statement due by"))
    source = source_field()
    reason = words_field(
        gettext_lazy("Why does it change?"),
        hint=gettext_lazy("The former terms stay in the ledger."),
        error_messages={"required": gettext_lazy("Say why it changes")},
    )

    def __init__(self, data=None, *, year: int, terms: FundYear | None):
        initial = {"base": 0, "months": 3, "due_after": 20, "statement_due": dt.date(year + 1, 6, 30)}
        if terms:
            names = ("months", "due_after", "statement_due", "source")
            initial = {name: getattr(terms, name) for name in names} | {"base": terms.version, "amount": terms.total}
        super().__init__(data, initial=initial)
        del self.fields["token"]  # `base` says what it was written on
        self.year = year
        if not terms:
            del self.fields["reason"]

    def written(self):
        return [self.cleaned_data.get("reason", "")]

    @property
    def terms(self) -> dict:
        """As the action takes them."""
        names = ("amount", "months", "due_after", "statement_due", "source", "base", "reason")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def clean_amount(self):
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(_("The total must be more than 0"))
        return self.cleaned_data["amount"]

    def clean_statement_due(self):
        due = self.cleaned_data["statement_due"]
        if due <= years.last_day(self.year):
            raise forms.ValidationError(_("The statement must be due after the year's last day, 31 March"))
        return due


class NewYearForm(GovukForm):
    """Which year to set a total for."""

    year = forms.TypedChoiceField(
        label=gettext_lazy("Financial year"),
        coerce=int,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select a financial year")),
    )

    def __init__(self, data=None, *, today, taken):
        this = years.year_of(today)
        open_years = [year for year in range(this + 3, years.FIRST - 1, -1) if year not in taken]
        super().__init__(data, initial={"year": min((year for year in open_years if year >= this), default=None)})
        self.fields["year"].choices = [(year, years.name(year)) for year in open_years]


class PublishedForm(GovukForm):
    amount = AmountField(label=gettext_lazy("Amount"), error_messages={"required": gettext_lazy("Enter the amount")})
    wording = forms.CharField(
        label=gettext_lazy("As worded"),
        help_text=gettext_lazy("As in the source: “over £8 million”, “up to £2.5 million”."),
        max_length=60,
        error_messages={"required": gettext_lazy("Enter how the source words it")},
    )
    period = forms.CharField(
        label=gettext_lazy("Period"),
        help_text=gettext_lazy("For example, July 2023 to March 2024. Leave it empty when no source says."),
        max_length=80,
        required=False,
    )
    scope = forms.CharField(
        label=gettext_lazy("What it covers"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what it covers")},
    )
    source = source_field()
    known_from = DateField(
        label=gettext_lazy("Published"),
        help_text=gettext_lazy("Leave it empty when not known: then only today's page shows it."),
        required=False,
    )

    def __init__(self, *args, row: PublishedTotal | None = None, **kwargs):
        if row:
            names = ("amount", "wording", "period", "scope", "source", "known_from")
            kwargs["initial"] = {name: getattr(row, name) for name in names}
        super().__init__(*args, **kwargs)
        self.row = row

    def clean_amount(self):
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(_("The amount must be more than 0"))
        return self.cleaned_data["amount"]

    @property
    def code(self) -> str:
        if self.row:
            return self.row.code
        words = f"{self.cleaned_data['wording']} {self.cleaned_data['scope']}"
        return slugify(words)[:60].strip("-") or uuid.uuid4().hex
