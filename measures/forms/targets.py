from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forces.models import Organisation, OrganisationKind
from govuk.forms import DateField, DecimalField, LongTextField
from measures.importing.cells import MOST
from rollout.forms.sensitive_text import SensitiveTextForm, base_field


class TargetForm(SensitiveTextForm):
    base = base_field()
    organisation = forms.TypedChoiceField(label=gettext_lazy("For which forces?"), required=False, empty_value=None)
    starts_on = DateField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("It holds for the quarters that begin on this day or later."),
    )
    value = DecimalField(
        label=gettext_lazy("Target"),
        required=False,
        min_value=0,
        max_value=MOST,
        decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
        error_messages={
            "invalid": gettext_lazy("The target must be a number"),
            "min_value": gettext_lazy("The target must be 0 or more"),
            "max_value": gettext_lazy("The target must be a number that one force can have"),
            "max_digits": gettext_lazy("The target must be a number that one force can have"),
            "max_decimal_places": gettext_lazy("The target must have three decimals or fewer"),
        },
    )
    reason = LongTextField(
        label=gettext_lazy("Who set it, and where is that written?"),
        help_text=gettext_lazy("Everybody who sees the chart sees this."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say who set it, and where that is written")},
    )

    def __init__(self, *args, unit: str, ending: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.ending = ending
        self.fields["value"].help_text = unit
        forces = {each.slug: each for each in Organisation.objects.filter(kind=OrganisationKind.FORCE)}
        names = [(slug, force.short_name) for slug, force in forces.items()]
        self.fields["organisation"].choices = [("", _("All forces")), *names]
        self.fields["organisation"].coerce = forces.get

    def clean(self):
        cleaned = super().clean()
        if self.ending:
            cleaned["value"] = None
        elif cleaned.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("Enter the target"))
        return cleaned

    def written(self):
        return [self.cleaned_data.get("reason", "")]
