import datetime as dt
import uuid

from crispy_forms_gds.choices import Choice
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govuk.forms import DateField, LongTextField
from rollout.actions import Position, Refused, check_position, target_moved
from rollout.forms.careful import NAME_NOBODY, CarefulForm, base_field, token_field
from rollout.forms.evidence import WithEvidence
from rollout.forms.returns import words_field
from rollout.models import Correction, Statement, Update
from rollout.scales import Confidence, Status

STATUSES = [
    Choice(Status.NOT_STARTED, gettext_lazy("Not started")),
    Choice(Status.PLANNED, gettext_lazy("Planned"), hint=gettext_lazy("Agreed, with somebody to do it and a date")),
    Choice(Status.IN_PROGRESS, gettext_lazy("In progress"), hint=gettext_lazy("Work has begun")),
    Choice(Status.IN_PLACE, gettext_lazy("In place"), hint=gettext_lazy("Done, and used every day")),
    Choice(
        Status.EMBEDDED, gettext_lazy("Embedded"), hint=gettext_lazy("Checked, and would outlast those who began it")
    ),
]
CONFIDENCES = [
    Choice(Confidence.GREEN, gettext_lazy("Green"), hint=gettext_lazy("On course")),
    Choice(Confidence.AMBER, gettext_lazy("Amber"), hint=gettext_lazy("At risk, with a plan to bring it back")),
    Choice(Confidence.RED, gettext_lazy("Red"), hint=gettext_lazy("Not expected by the target date without help")),
]


class StatementForm(CarefulForm):
    """What is said of a commitment."""

    base = base_field()
    status = forms.TypedChoiceField(
        label=gettext_lazy("Where does it stand?"),
        choices=STATUSES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select where it stands")),
    )
    confidence = forms.TypedChoiceField(
        label=gettext_lazy("How confident are you that it will be in place by the target date, and stay so?"),
        choices=CONFIDENCES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select how confident you are")),
    )
    reason = LongTextField(
        label=gettext_lazy("Why is confidence amber or red?"),
        help_text=gettext_lazy(
            "Needed for amber and red; leave it empty for green. Never name a victim, suspect or case."
        ),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    target_date = DateField(
        label=gettext_lazy("Target date"),
        help_text=gettext_lazy("Optional. The day by which it will be in place. For example, 31 3 2027."),
        required=False,
    )
    target_reason = LongTextField(
        label=gettext_lazy("Why has the target date moved?"),
        help_text=gettext_lazy("Needed only if you change a date already given. Never name a victim, suspect or case."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note = LongTextField(
        label=gettext_lazy("What has been done, and what comes next? (optional)"),
        help_text=NAME_NOBODY,
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def written(self):
        said = self.cleaned_data
        return [said.get("note", ""), said.get("reason", ""), said.get("target_reason", "")]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("confidence") == Confidence.GREEN:
            cleaned["reason"] = ""  # a reason is why it is not green
        elif cleaned.get("confidence") and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why confidence is not green."))
        return cleaned

    def position(self, **other) -> Position:
        said = {name: self.cleaned_data.get(name) for name in ("status", "confidence", "target_date")}
        words = {name: self.cleaned_data.get(name, "") for name in ("reason", "target_reason", "note")}
        return Position(**{**said, **words, **other})


class RecordForm(WithEvidence, StatementForm):
    """What an update says, and up to three pieces of evidence."""

    @classmethod
    def on(cls, last: Update | None, *, today: dt.date):
        """Filled in with the latest position."""
        initial = {"token": uuid.uuid4(), "base": last.number if last else 0}
        if last:
            initial |= {"status": last.status, "confidence": last.confidence, "reason": last.reason}
            initial["target_date"] = last.target_date
        return cls(initial=initial, today=today)

    def written(self):
        return [*super().written(), *self.titles]

    def check_against(self, last: Update | None) -> None:
        """What only the latest position can tell is wrong, said together with the rest."""
        if "target_date" in self.cleaned_data and target_moved(self.cleaned_data["target_date"], last):
            try:
                check_position(self.position(confidence=Confidence.GREEN), last)
            except Refused as refused:
                self.add_error(refused.field, refused.message)


class ConfirmForm(forms.Form):
    """The one click that says nothing has changed."""

    base = base_field()
    token = token_field()


class CorrectStatementForm(StatementForm):
    """What should have been signed, filled in with what was, or with how it is corrected already."""

    why = words_field(
        gettext_lazy("Why does it have to be corrected?"),
        rows=3,
        error_messages={"required": gettext_lazy("Say why what was signed was wrong")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].label = gettext_lazy("Where did it stand when the return was signed?")
        self.fields["confidence"].label = gettext_lazy("How confident were you that it would be in place in time?")
        self.fields["target_date"].label = gettext_lazy("Target date as it was then")
        self.fields["target_reason"].label = gettext_lazy("Why had the target date moved? (optional)")
        self.fields["target_reason"].help_text = gettext_lazy("Never name a victim, suspect or case.")
        self.fields["note"].label = gettext_lazy("What had been done, and what came next? (optional)")

    @classmethod
    def on(cls, signed: Statement | None, last: Correction | None):
        initial = {"token": uuid.uuid4(), "base": last.number if last else 0}
        is_corrected = last is not None and not last.is_withdrawn
        said = last if is_corrected else signed
        if said:
            names = ("status", "confidence", "reason", "target_date", "target_reason", "note")
            initial |= {name: getattr(said, name) for name in names}
        return cls(initial=initial | ({"why": last.why} if is_corrected else {}))

    def written(self):
        return [*super().written(), self.cleaned_data.get("why", "")]


class WithdrawCorrectionForm(CarefulForm):
    base = base_field()
    why = words_field(
        gettext_lazy("Why do you withdraw the correction?"),
        rows=3,
        error_messages={"required": gettext_lazy("Say why the correction is withdrawn")},
    )

    def written(self):
        return [self.cleaned_data.get("why", "")]
