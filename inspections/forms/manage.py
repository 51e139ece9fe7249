"""What the Unit manager records of inspections and findings."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from forces.models import Organisation, OrganisationKind
from govuk.forms import DateField, GovukForm, IntegerField, RadioField
from inspections.forms.responses import VersionForm, words_field
from inspections.models import Addressee, Finding, Inspection, Milestone
from rollout.models import Standard

CODE = 40
Scope = Addressee.Scope


def source_field():
    return forms.CharField(
        label=_("Source"),
        help_text=_("Who said it, where and when. It is shown on the page."),
        max_length=200,
        error_messages={"required": _("Say who said it")},
    )


class InspectionForm(GovukForm):
    title = forms.CharField(label=_("Title"), max_length=160, error_messages={"required": _("Enter a title")})
    inspectorate = RadioField(
        label=_("Which inspectorate?"), choices=Inspection.Inspectorate, missing=_("Select an inspectorate")
    )
    kind = RadioField(
        label=_("What kind of inspection?"), choices=Inspection.Kind, missing=_("Select a kind of inspection")
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
        label=_("Who was inspected?"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Select at least one organisation")},
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

    planned = DateField(label=_("Planned for"), required=False)
    forecast = DateField(label=_("Now forecast for"), required=False)
    done = DateField(label=_("Done on"), required=False)
    precision = RadioField(
        label=_("How much of these dates is known?"),
        choices=[
            (Milestone.Precision.DAY, _("The day")),
            (Milestone.Precision.MONTH, _("The month only: enter the first of it")),
        ],
        missing=_("Select how much of the dates is known"),
    )
    days = IntegerField(
        label=_("How many days are allowed for the check? (optional)"),
        min_value=1,
        max_value=400,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Enter a whole number of days from 1 to 400")
        ),
    )
    note = forms.CharField(label=_("What is known of it (optional)"), max_length=300, required=False)
    source = forms.CharField(
        label=_("Source (optional)"),
        help_text=_("Who said it, where and when. It is shown on the page."),
        max_length=200,
        required=False,
    )
    reason = words_field(_("If a date moves: why?"))

    def __init__(self, *args, step: str, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # `base` says what it was written on
        if step != Milestone.Step.FACTUAL:
            del self.fields["days"]


class FindingForm(GovukForm):
    label = forms.SlugField(
        label=_("Number in the report"),
        help_text=_("For example, R3. Letters, numbers and hyphens."),
        max_length=12,
        error_messages={
            "required": _("Enter its number in the report"),
            "invalid": _("The number must hold only letters, numbers and hyphens, like R3"),
        },
    )
    kind = RadioField(label=_("What kind of finding?"), choices=Finding.Kind, missing=_("Select a kind of finding"))
    parent = forms.ModelChoiceField(
        label=_("Which cause of concern carries it? (optional)"),
        queryset=Finding.objects.none(),
        to_field_name="label",
        required=False,
        empty_label=_("None"),
        error_messages={"invalid_choice": _("Select a cause of concern of this inspection, or none")},
    )

    def __init__(self, *args, inspection: Inspection, **kwargs):
        super().__init__(*args, **kwargs)
        concerns = inspection.findings.filter(kind__in=Finding.CONCERNS)
        self.fields["parent"].queryset = concerns.select_related("inspection")


class TermsForm(VersionForm):
    begins_with = ("text", "due", "source")

    text = words_field(
        _("What does it ask for?"),
        rows=5,
        limit=5_000,
        required=True,
        missing=_("Enter what it says"),
        hint=_("As the report has it, where you may hold its words."),
    )
    due = DateField(label=_("Due by (optional)"), required=False)
    standards = forms.ModelMultipleChoiceField(
        label=_("Which standards is it about? (optional)"),
        queryset=Standard.objects.select_related("theme__model"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select only standards that are listed")},
    )
    source = source_field()
    reason = words_field(_("Why does it change?"), hint=_("The former words stay in the ledger."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # `base` says what it was written on


class IssueForm(GovukForm):
    scope = RadioField(label=_("Who is it addressed to?"), choices=Scope, missing=_("Select who it is addressed to"))
    named = forms.ModelMultipleChoiceField(
        label=_("Organisations by name"),
        queryset=Organisation.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Select only organisations that are listed")},
    )
    bodies = forms.MultipleChoiceField(
        label=_("National bodies"),
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
