"""What a Unit manager is asked: notes on figures, new limits, targets, and files of figures."""

import datetime as dt
import hashlib

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forces.models import Organisation, OrganisationKind
from govuk.forms import DateField, DecimalField, GovukForm, LongTextField
from measures.actions import published_in
from measures.importing import justice, plain
from measures.importing.cells import MOST
from measures.importing.found import FORCE
from measures.models import Measure, Note, Rebase, Release
from measures.words import short_quarter
from rollout.forms.sensitive_text import SensitiveTextForm, base_field, token_field

EARLIEST = dt.date(2002, 4, 1)  # police recorded crime by financial year begins here
NONE = "none"  # a body that is not one of the 43 forces


def _quarter_field(label, help_text=""):
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        coerce=dt.date.fromisoformat,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Select one of the quarters listed")},
    )


def _text_field(label, missing, help_text="", rows=3):
    return LongTextField(
        label=label,
        help_text=help_text,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def _capital(label) -> str:
    return str(label)[:1].upper() + str(label)[1:]


class ChangeNoteForm(SensitiveTextForm):
    """Of a note that stands: what it is and from which quarter on stays."""

    base = base_field()
    last = _quarter_field(
        gettext_lazy("Which is the last quarter to leave out?"),
        gettext_lazy("Figures left out are drawn hollow, and no limit, rule or total uses them."),
    )
    text = _text_field(
        gettext_lazy("What do people need to know about these figures?"),
        gettext_lazy("Say what people need to know about these figures"),
        gettext_lazy("Everyone who can see the chart will see this."),
    )
    source = _text_field(
        gettext_lazy("What is the source?"),
        gettext_lazy("Give the source"),
        gettext_lazy("For example the notes to a release, or a letter from the force and its date."),
        rows=2,
    )
    why = LongTextField(
        label=gettext_lazy("Why do you take this note back?"),
        help_text=gettext_lazy("Only needed if you take it back."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, quarters: list[dt.date], **kwargs):
        super().__init__(*args, **kwargs)
        for name, empty in (("first", _("Select a quarter")), ("last", _("None, keep all the figures"))):
            if name in self.fields:
                listed = [(quarter.isoformat(), short_quarter(quarter)) for quarter in reversed(quarters)]
                self.fields[name].choices = [("", empty), *listed]

    def clean(self):
        """Who takes a note back says why, and no more."""
        if "take_back" in self.data:
            for name in ("last", "text", "source"):
                self.errors.pop(name, None)
        return super().clean()

    def written(self):
        return [self.cleaned_data.get(name, "") for name in ("text", "source", "why")]


class NoteForm(ChangeNoteForm):
    why = None
    what = forms.ChoiceField(label=gettext_lazy("What is the note about?"), widget=forms.RadioSelect)
    first = _quarter_field(gettext_lazy("Which quarter does it start from?"))
    measures = forms.MultipleChoiceField(
        label=gettext_lazy("Which measures is it about?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Select at least one measure")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [(value, _capital(label)) for value, label in Note.What.choices]
        self.all_measures = {measure.code: measure for measure in Measure.objects.all()}
        self.fields["measures"].choices = [(code, measure.name) for code, measure in self.all_measures.items()]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("first") is None and "first" not in self.errors:
            self.add_error("first", _("Select a quarter"))
        cleaned["measures"] = [self.all_measures[code] for code in cleaned.get("measures", ())]
        return cleaned


class RebaseForm(SensitiveTextForm):
    base = base_field()
    quarter = forms.TypedChoiceField(
        label=gettext_lazy("From which quarter on?"),
        coerce=dt.date.fromisoformat,
        error_messages={"required": gettext_lazy("Select a quarter")},
    )
    event = forms.ChoiceField(label=gettext_lazy("What happened then?"), widget=forms.RadioSelect)
    reason = _text_field(
        gettext_lazy("Why should the limits start anew?"),
        gettext_lazy("Say why"),
        gettext_lazy(
            "Something must have happened on a date, such as a change of counting rules. That the figures look "
            "different is no reason. Everybody who sees the chart sees this."
        ),
    )

    def __init__(self, *args, quarters: list[dt.date], **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # `base` says what it was written on
        self.fields["quarter"].choices = [("", _("Select a quarter"))] + [
            (quarter.isoformat(), short_quarter(quarter)) for quarter in reversed(quarters)
        ]
        self.fields["event"].choices = [
            (value, _capital(label)) for value, label in Rebase.Event.choices if value != Rebase.Event.LIVE
        ]

    def written(self):
        return [self.cleaned_data.get("reason", "")]


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
    reason = _text_field(
        gettext_lazy("Who set it, and where is that written?"),
        gettext_lazy("Say who set it, and where that is written"),
        gettext_lazy("Everybody who sees the chart sees this."),
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


class MapForm(GovukForm):
    """A choice for each spelling of a file that we do not know. `ours()` is what was chosen."""

    def __init__(self, *args, report: dict, **kwargs):
        super().__init__(*args, **kwargs)
        forces = list(Organisation.objects.filter(kind=OrganisationKind.FORCE).order_by("short_name"))
        codes = plain.CODES if report["kind"] == Release.Kind.PLAIN else justice.METRICS
        measures = list(Measure.objects.filter(code__in=codes))
        self._ours = {FORCE: {each.slug: each for each in forces}} | {"metric": {each.code: each for each in measures}}
        self._ours[FORCE][NONE] = None
        self.asked = {}
        for what, name, *_rest in report["unknown"]:
            choices = [(code, each or _("Not one of the 43 forces")) for code, each in self._ours[what].items()]
            key = f"ours-{hashlib.sha256(f'{what} {name}'.encode()).hexdigest()[:12]}"
            said = _("Select one of the answers listed for “%(name)s”") % {"name": name.replace("%", "%%")}
            self.fields[key] = forms.ChoiceField(
                label=f"“{name}”",
                choices=[("", _("Do not map it")), *choices],
                required=False,
                error_messages={"invalid_choice": said},
            )
            self.asked[key] = (what, name)

    def ours(self) -> dict:
        chosen = {self.asked[key]: code for key, code in self.cleaned_data.items() if code}
        return {(what, name): self._ours[what][code] for (what, name), code in chosen.items()}


class ConfirmForm(SensitiveTextForm):
    """Of a release whose total falls short."""

    why = _text_field(
        gettext_lazy("Why is it right all the same?"),
        gettext_lazy("Say why it is right"),
        gettext_lazy("Kept with the release, with your name. Everybody who sees the release sees both."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # a file is agreed to once

    def written(self):
        return [self.cleaned_data.get("why", "")]
