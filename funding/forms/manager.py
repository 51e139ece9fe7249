"""The Unit manager's forms."""

import uuid
from decimal import Decimal

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding import words, years
from funding.forms.amounts import AmountField
from funding.forms.claims import words_field
from funding.models import Fund, FundYear, PublishedTotal, Recipient
from funding.money import pounds
from funding.scales import Category
from funding.sums import total
from govuk.forms import DateField, GovukForm
from rollout.forms.careful import CarefulForm, base_number_field

CODE = 40


def source_field():
    return forms.CharField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Who said it, where and when. It is shown beside the figures."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say who said it")},
    )


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


class FundYearForm(CarefulForm):
    base = base_number_field()
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
    due_after = forms.IntegerField(
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
        initial = {"base": 0, "months": 3, "due_after": 20, "statement_due": _default_due(year)}
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

    def clean_amount(self):
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(_("The total must be more than 0"))
        return self.cleaned_data["amount"]

    def clean_statement_due(self):
        due = self.cleaned_data["statement_due"]
        if due <= years.last_day(self.year):
            raise forms.ValidationError(_("The statement must be due after the year's last day, 31 March"))
        return due


def _default_due(year):
    return years.last_day(year).replace(month=6, day=30)


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


class RecipientField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return obj.name if obj.force is None or obj.force.short_name in obj.name else f"{obj.name}, {obj.force}"


class AllocateForm(GovukForm):
    recipient = RecipientField(
        label=gettext_lazy("Who is it for?"),
        help_text=gettext_lazy("Grants go to a force's local policing body or to a national body, never to the force."),
        queryset=Recipient.objects.none(),
        empty_label=gettext_lazy("Select"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select who it is for")),
    )
    amount = AmountField(label=gettext_lazy("Amount"), error_messages={"required": gettext_lazy("Enter the amount")})
    source = source_field()

    def __init__(self, data=None, *, taken):
        super().__init__(data)
        rows = (
            Recipient.objects.exclude(pk__in=taken)
            .select_related("force")
            .order_by("-kind", "force__short_name", "name")
        )
        # Taken ones stay valid, so that a form sent twice or too late is told so by the action.
        self.fields["recipient"].queryset = Recipient.objects.select_related("force") if data else rows

    def clean_amount(self):
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError(_("The amount must be more than 0"))
        return self.cleaned_data["amount"]


class VaryForm(CarefulForm):
    base = base_number_field()
    change = AmountField(
        label=gettext_lazy("By how much does it change?"),
        help_text=gettext_lazy("For less, enter a minus: -5,000.00."),
        signed=True,
        error_messages={"required": gettext_lazy("Enter by how much it changes")},
    )
    reason = words_field(
        gettext_lazy("Why?"), error_messages={"required": gettext_lazy("Say why the allocation changes")}
    )

    def written(self):
        return [self.cleaned_data.get("reason", "")]


class PlanForm(CarefulForm):
    """A box for each period and category. Empty is nothing planned."""

    base = base_number_field()
    reason = words_field(
        gettext_lazy("Why does the plan change?"), error_messages={"required": gettext_lazy("Say why the plan changes")}
    )

    def __init__(self, data=None, *, spans, amounts: dict, base: int, allocated: Decimal):
        super().__init__(data, initial={"base": base} | {_box(*key): value for key, value in amounts.items()})
        del self.fields["token"]  # `base` says what it was written on
        self.spans, self.allocated = spans, allocated
        for span in spans:
            for category in Category:
                label = words.period_text(span.starts, span.ends)  # below the category's heading
                self.fields[_box(span.starts, category)] = AmountField(label=label, required=False)
        if not base:
            del self.fields["reason"]

    def written(self):
        return [self.cleaned_data.get("reason", "")]

    @property
    def rows(self):
        return [(category.label, [self[_box(span.starts, category)] for span in self.spans]) for category in Category]

    @property
    def boxes(self) -> dict:
        found = {(span.starts, category.value): self.cleaned_data.get(_box(span.starts, category))
                 for span in self.spans for category in Category}  # fmt: skip
        return {key: amount or Decimal("0.00") for key, amount in found.items()}

    @property
    def adds_up(self) -> str:
        """How far the boxes are off, for whoever fills them in."""
        planned = total(self.boxes.values()) if self.is_bound and self.is_valid() else None
        if planned is None:
            return ""
        said = {"planned": pounds(planned), "allocated": pounds(self.allocated)}
        return _("The boxes add up to %(planned)s of %(allocated)s.") % said


def _box(starts, category) -> str:
    return f"n-{starts:%Y-%m}-{Category(category).value}"


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
        said = self.cleaned_data
        return (
            self.row.code
            if self.row
            else slugify(f"{said['wording']} {said['scope']}")[:60].strip("-") or uuid.uuid4().hex
        )
