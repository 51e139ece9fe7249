"""What the Unit manager records of inspections and findings."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forces.models import Organisation, OrganisationKind
from govuk.forms import DateField, GovukForm, IntegerField
from inspections.forms.responses import VersionForm, words_field
from inspections.models import Addressee, Finding, Inspection, Milestone
from rollout.models import Standard

CODE = 40
Scope = Addressee.Scope


def source_field():
    return forms.CharField(
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Who said it, where and when. It is shown on the page."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say who said it")},
    )


class InspectionForm(GovukForm):
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=160, error_messages={"required": gettext_lazy("Enter a title")}
    )
    inspectorate = forms.ChoiceField(
        label=gettext_lazy("Which inspectorate?"),
        choices=Inspection.Inspectorate,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select an inspectorate")),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of inspection?"),
        choices=Inspection.Kind,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select a kind of inspection")),
    )
    source = source_field()

    def clean_title(self):
        title = self.cleaned_data["title"]
        if not slugify(title):
            raise forms.ValidationError(_("The title must hold letters or numbers"))
        return title

    @property
    def code(self) -> str:
        return slugify(self.cleaned_data["title"])[:CODE].strip("-")


class InspectedForm(GovukForm):
    organisations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who was inspected?"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Select at least one organisation")},
    )
    source = source_field()

    def __init__(self, *args, inspection: Inspection, named, **kwargs):
        super().__init__(*args, **kwargs)
        of_police = inspection.inspectorate == Inspection.Inspectorate.HMICFRS
        kind = OrganisationKind.FORCE if of_police else OrganisationKind.CPS_AREA
        still = Organisation.objects.filter(kind=kind).exclude(pk__in=[each.pk for each in named])
        self.fields["organisations"].queryset = still


class MilestoneForm(VersionForm):
    begins_with = ("planned", "forecast", "done", "precision", "days", "note", "source")
    free = ("reason", "note")

    planned = DateField(label=gettext_lazy("Planned for"), required=False)
    forecast = DateField(label=gettext_lazy("Now forecast for"), required=False)
    done = DateField(label=gettext_lazy("Done on"), required=False)
    precision = forms.ChoiceField(
        label=gettext_lazy("How much of these dates is known?"),
        choices=[
            (Milestone.Precision.DAY, gettext_lazy("The day")),
            (Milestone.Precision.MONTH, gettext_lazy("The month only: enter the first of it")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Select how much of the dates is known")
        ),
    )
    days = IntegerField(
        label=gettext_lazy("How many days are allowed for the check? (optional)"),
        min_value=1,
        max_value=400,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Enter a whole number of days from 1 to 400")
        ),
    )
    note = forms.CharField(label=gettext_lazy("What is known of it (optional)"), max_length=300, required=False)
    source = forms.CharField(
        label=gettext_lazy("Source (optional)"),
        help_text=gettext_lazy("Who said it, where and when. It is shown on the page."),
        max_length=200,
        required=False,
    )
    reason = words_field(gettext_lazy("If a date moves: why?"))

    def __init__(self, *args, step: str, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # `base` says what it was written on
        if step != Milestone.Step.FACTUAL:
            del self.fields["days"]


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
        concerns = inspection.findings.filter(kind__in=Finding.CONCERNS)
        self.fields["parent"].queryset = concerns.select_related("inspection")


class TermsForm(VersionForm):
    begins_with = ("text", "due", "source")

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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # `base` says what it was written on


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
