from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forces.models import Organisation
from govuk.forms import DateField, GovukForm
from inspections.forms.fields import source_field, words_field
from inspections.models import Addressee, Finding, Inspection, Terms
from rollout.forms.sensitive_text import SensitiveTextForm, base_field
from rollout.models import Standard

Scope = Addressee.Scope


class FindingForm(GovukForm):
    label = forms.SlugField(
        label=gettext_lazy("Number in the report"),
        help_text=gettext_lazy("For example, R3. Letters, numbers and hyphens."),
        max_length=12,
        error_messages={
            "required": gettext_lazy("Enter its number in the report"),
            "invalid": gettext_lazy("The number must hold only letters, numbers and hyphens, like R3"),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of finding?"),
        choices=Finding.Kind,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select a kind of finding")),
    )
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Which cause of concern carries it? (optional)"),
        queryset=Finding.objects.none(),
        to_field_name="label",
        required=False,
        empty_label=gettext_lazy("None"),
        error_messages={"invalid_choice": gettext_lazy("Select a cause of concern of this inspection, or none")},
    )

    def __init__(self, *args, inspection: Inspection, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = inspection.findings.filter(kind__in=Finding.CONCERNS).select_related(
            "inspection"
        )


class TermsForm(SensitiveTextForm):
    base = base_field()
    text = words_field(
        gettext_lazy("What does it ask for?"),
        rows=5,
        limit=5_000,
        required=True,
        missing=gettext_lazy("Enter what it says"),
        hint=gettext_lazy("As the report has it, where you may hold its words."),
    )
    due = DateField(label=gettext_lazy("Due by (optional)"), required=False)
    standards = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Which standards is it about? (optional)"),
        queryset=Standard.objects.select_related("theme__model"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Select only standards that are listed")},
    )
    source = source_field()
    reason = words_field(gettext_lazy("Why does it change?"), hint=gettext_lazy("The former words stay in the ledger."))

    def __init__(self, *args, last: Terms | None, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # `base` says what it was written on
        if last is None:
            del self.fields["reason"]

    @classmethod
    def on(cls, last: Terms | None):
        if last is None:
            return cls(last=None, initial={"base": 0})
        stands = {name: getattr(last, name) for name in ("text", "due", "source")}
        codes = [standard.code for standard in last.standards.all()]
        return cls(last=last, initial={"base": last.version, "standards": codes} | stands)

    def written(self):
        return [self.cleaned_data.get("reason") or ""]


class IssueForm(GovukForm):
    scope = forms.ChoiceField(
        label=gettext_lazy("Who is it addressed to?"),
        choices=Scope,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select who it is addressed to")),
    )
    named = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Organisations by name"),
        queryset=Organisation.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Select only organisations that are listed")},
    )
    bodies = forms.MultipleChoiceField(
        label=gettext_lazy("National bodies"),
        choices=Addressee.Body,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("scope") == Scope.NAMED and not cleaned.get("named") and "named" not in self.errors:
            self.add_error("named", _("Select at least one organisation"))
        if cleaned.get("scope") == Scope.NATIONAL and not cleaned.get("bodies") and "bodies" not in self.errors:
            self.add_error("bodies", _("Select at least one national body"))
        return cleaned
