import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govuk.forms import LongTextField
from measures.models import Rebase
from measures.quarters import run
from measures.words import short_quarter
from rollout.forms.sensitive_text import SensitiveTextForm, base_field


class RebaseForm(SensitiveTextForm):
    base = base_field()
    quarter = forms.TypedChoiceField(
        label=gettext_lazy("From which quarter on?"),
        coerce=dt.date.fromisoformat,
        error_messages={"required": gettext_lazy("Select a quarter")},
    )
    event = forms.ChoiceField(label=gettext_lazy("What happened then?"), widget=forms.RadioSelect)
    reason = LongTextField(
        label=gettext_lazy("Why should the limits start anew?"),
        help_text=gettext_lazy(
            "Something must have happened on a date, such as a change of counting rules. That the figures look "
            "different is no reason. Everybody who sees the chart sees this."
        ),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why")},
    )

    def __init__(self, *args, quarters: list[dt.date], **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["token"]  # `base` says what it was written on
        self.fields["quarter"].choices = [("", _("Select a quarter"))] + [
            (quarter.isoformat(), short_quarter(quarter)) for quarter in reversed(quarters)
        ]
        self.fields["event"].choices = [
            (value, str(label)[:1].upper() + str(label)[1:])
            for value, label in Rebase.Event.choices
            if value != Rebase.Event.LIVE
        ]

    def written(self):
        return [self.cleaned_data.get("reason", "")]


def quarters_of(process) -> list[dt.date]:
    return run(process.quarters[1], process.quarters[-1]) if process and len(process.quarters) > 1 else []
