from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forces.models import Organisation, OrganisationKind
from govuk.forms import DateField, GovukForm, IntegerField
from inspections.forms.fields import source_field, words_field
from inspections.models import Inspection, Milestone
from rollout.forms.sensitive_text import SensitiveTextForm, base_field

CODE = 40
DAYS = 400


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


class MilestoneForm(SensitiveTextForm):
    base = base_field()
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
        max_value=DAYS,
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

    def __init__(self, *args, step: str, last: Milestone | None, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # `base` says what it was written on
        if step != Milestone.Step.FACTUAL:
            del self.fields["days"]
        if last is None:
            del self.fields["reason"]

    @classmethod
    def on(cls, step: str, last: Milestone | None):
        names = ("planned", "forecast", "done", "precision", "days", "note", "source")
        stands = {name: getattr(last, name) for name in names} if last else {"precision": Milestone.Precision.DAY}
        return cls(step=step, last=last, initial={"base": last.version if last else 0} | stands)

    def written(self):
        return [self.cleaned_data.get("reason") or "", self.cleaned_data.get("note") or ""]
