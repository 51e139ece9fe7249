"""An allocation, its variations and its plan: the Unit manager's forms."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.forms.fields import AmountField, words_field
from funding.models import Recipient
from funding.money import pounds
from funding.scales import Category
from funding.sums import total
from govuk.forms import GovukForm, source_field
from govuk.numbers import months_text
from rollout.forms.sensitive_text import SensitiveTextForm, base_field


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


class VaryForm(SensitiveTextForm):
    base = base_field()
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

    @property
    def variation(self) -> dict:
        """As the action takes it."""
        return {name: self.cleaned_data[name] for name in ("change", "reason", "base", "token")}


class PlanForm(SensitiveTextForm):
    """A box for each period and category. Empty is nothing planned."""

    base = base_field()
    reason = words_field(
        gettext_lazy("Why does the plan change?"), error_messages={"required": gettext_lazy("Say why the plan changes")}
    )

    def __init__(self, data=None, *, spans, amounts: dict, base: int, allocated: Decimal):
        super().__init__(data, initial={"base": base} | {_box(*key): value for key, value in amounts.items()})
        del self.fields["token"]  # `base` says what it was written on
        self.spans, self.allocated = spans, allocated
        for span in spans:
            for category in Category:
                label = months_text(span.starts, span.ends)  # below the category's heading
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
    def plan(self) -> dict:
        """As the action takes it."""
        words = {name: self.cleaned_data[name] for name in ("base", "reason") if name in self.cleaned_data}
        return {"boxes": self.boxes, **words}

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
