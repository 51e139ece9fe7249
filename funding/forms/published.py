import uuid

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.forms.amounts import AmountField
from funding.forms.fields import source_field
from funding.models import PublishedTotal
from govuk.forms import DateField, GovukForm


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
