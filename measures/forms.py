import datetime as dt

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forces.models import Organisation, OrganisationKind
from govuk.forms import DateField, GovukForm, LongTextField
from measures.actions import published_in
from measures.importing.cells import MOST
from measures.models import Rebase
from measures.quarters import run
from measures.words import short_quarter
from rollout.forms.careful import CarefulForm, base_number_field, token_field

EARLIEST = dt.date(2002, 4, 1)  # police recorded crime by financial year begins here


class AddReleaseForm(GovukForm):
    token = token_field()
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy(
            "Home Office: crime by police force area (.ods) or crime outcomes (.xlsx); the criminal justice delivery "
            "dashboard (.csv); or a plain table with the columns organisation, measure, quarter, value, numerator and "
            "denominator."
        ),
        allow_empty_file=True,
        max_length=200,
        error_messages={"max_length": gettext_lazy("Give the file a name of 200 letters or fewer")},
    )
    published_on = DateField(
        label=gettext_lazy("Published on"),
        help_text=gettext_lazy(
            "Pages as at an earlier day leave it out. You can leave this empty when the file's name ends in the day, "
            "as the Home Office's do."
        ),
        required=False,
    )
    submit_text = gettext_lazy("Read the file")

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.RELEASE_MAX_BYTES:
            most = settings.RELEASE_MAX_BYTES // 1_000_000
            raise ValidationError(_("The file must be %(most)d MB or smaller") % {"most": most})
        return file

    def clean(self):
        cleaned = super().clean()
        if "published_on" in self.errors or "file" not in cleaned:
            return cleaned
        day = cleaned.get("published_on") or published_in(cleaned["file"].name)
        if day is None:
            self.add_error("published_on", _("Enter the day it was published: the file's name does not say it"))
        elif not EARLIEST <= day <= self.today:
            self.add_error("published_on", _("The day it was published must be in the past, or today"))
        cleaned["published_on"] = day
        return cleaned


class RebaseForm(CarefulForm):
    base = base_number_field()
    quarter = forms.TypedChoiceField(
        label=gettext_lazy("From which quarter on?"),
        coerce=dt.date.fromisoformat,
        error_messages={"required": gettext_lazy("Select a quarter")},
    )
    event = forms.ChoiceField(label=gettext_lazy("What happened then?"), widget=forms.RadioSelect)
    reason = LongTextField(
        label=gettext_lazy("Why should the limits start anew?"),
        help_text=gettext_lazy(
            "Something must have happened on a date, such as going live. That the figures look different is no reason. "
            "Everybody who sees the chart sees this."
        ),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why")},
    )
    submit_text = gettext_lazy("Record")

    def __init__(self, *args, quarters: list[dt.date], **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # `base` says what it was written on
        self.fields["quarter"].choices = [("", _("Select a quarter"))] + [
            (quarter.isoformat(), short_quarter(quarter)) for quarter in reversed(quarters)
        ]
        self.fields["event"].choices = [
            (value, str(label)[:1].upper() + str(label)[1:]) for value, label in Rebase.Event.choices
        ]

    def written(self):
        return [self.cleaned_data.get("reason", "")]


class TargetForm(CarefulForm):
    base = base_number_field()
    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(kind=OrganisationKind.FORCE),
        label=gettext_lazy("For which forces?"),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("All forces"),
    )
    starts_on = DateField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("It holds for the quarters that begin on this day or later."),
    )
    value = forms.DecimalField(
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

    def clean(self):
        cleaned = super().clean()
        if self.ending:
            cleaned["value"] = None
        elif cleaned.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("Enter the target"))
        return cleaned

    def written(self):
        return [self.cleaned_data.get("reason", "")]


def quarters_of(process) -> list[dt.date]:
    return run(process.quarters[1], process.quarters[-1]) if process and len(process.quarters) > 1 else []
