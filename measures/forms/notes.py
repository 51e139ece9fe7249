import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govuk.forms import LongTextField
from measures.models import Measure, Note
from measures.words import short_quarter
from rollout.forms.sensitive_text import SensitiveTextForm, base_field


def _quarter_field(label, help_text=""):
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        coerce=dt.date.fromisoformat,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Select one of the quarters listed")},
    )


class ChangeNoteForm(SensitiveTextForm):
    """Of a note that stands: what it is and from which quarter on stays."""

    base = base_field()
    last = _quarter_field(
        gettext_lazy("Which is the last quarter to leave out?"),
        gettext_lazy("Figures left out are drawn hollow, and no limit, rule or total uses them."),
    )
    text = LongTextField(
        label=gettext_lazy("What do people need to know about these figures?"),
        help_text=gettext_lazy("Everyone who can see the chart will see this."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say what people need to know about these figures")},
    )
    source = LongTextField(
        label=gettext_lazy("What is the source?"),
        help_text=gettext_lazy("For example the notes to a release, or a letter from the force and its date."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Give the source")},
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
        self.fields["what"].choices = [
            (value, str(label)[:1].upper() + str(label)[1:]) for value, label in Note.What.choices
        ]
        self.all_measures = {measure.code: measure for measure in Measure.objects.all()}
        self.fields["measures"].choices = [(code, measure.name) for code, measure in self.all_measures.items()]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("first") is None and "first" not in self.errors:
            self.add_error("first", _("Select a quarter"))
        cleaned["measures"] = [self.all_measures[code] for code in cleaned.get("measures", ())]
        return cleaned
