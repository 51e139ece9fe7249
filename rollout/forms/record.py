import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from govuk.forms import Choice, DateField
from rollout.actions import Position, RuleBroken, check_position, target_moved
from rollout.forms.evidence import WithEvidence
from rollout.forms.sensitive_text import (
    NAME_NOBODY,
    SensitiveTextForm,
    base_field,
    radios,
    token_field,
    words_field,
)
from rollout.models import Correction, Statement, Update
from rollout.scales import Confidence, Status

STATUSES = [
    Choice(Status.NOT_STARTED, _("Not started")),
    Choice(Status.PLANNED, _("Planned"), hint=_("Agreed, with somebody to do it and a date")),
    Choice(Status.IN_PROGRESS, _("In progress"), hint=_("Work has begun")),
    Choice(Status.IN_PLACE, _("In place"), hint=_("Done, and used every day")),
    Choice(Status.EMBEDDED, _("Embedded"), hint=_("Checked, and would outlast those who began it")),
]
CONFIDENCES = [
    Choice(Confidence.GREEN, _("Green"), hint=_("On course")),
    Choice(Confidence.AMBER, _("Amber"), hint=_("At risk, with a plan to bring it back")),
    Choice(Confidence.RED, _("Red"), hint=_("Not expected by the target date without help")),
]


class PositionForm(SensitiveTextForm):
    """What is said of a commitment."""

    base = base_field()
    status = radios(
        _("Where does it stand?"), STATUSES, _("Select where it stands"), field=forms.TypedChoiceField, coerce=int
    )
    confidence = radios(
        _("How confident are you that it will be in place by the target date, and stay so?"),
        CONFIDENCES,
        _("Select how confident you are"),
        field=forms.TypedChoiceField,
        coerce=int,
    )
    reason = words_field(
        _("Why is confidence amber or red?"),
        help_text=_("Needed for amber and red; leave it empty for green. Never name a victim, suspect or case."),
        max_length=2_000,
        rows=3,
        required=False,
    )
    target_date = DateField(
        label=_("Target date"),
        help_text=_("Optional. The day by which it will be in place. For example, 31 3 2027."),
        required=False,
    )
    target_reason = words_field(
        _("Why has the target date moved?"),
        help_text=_("Needed only if you change a date already given. Never name a victim, suspect or case."),
        max_length=2_000,
        rows=3,
        required=False,
    )
    note = words_field(
        _("What has been done, and what comes next? (optional)"), max_length=10_000, rows=8, required=False
    )

    def written(self):
        return [self.cleaned_data.get(name, "") for name in ("note", "reason", "target_reason", "why")]

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


class RecordForm(WithEvidence, PositionForm):
    """What an update says, and up to three pieces of evidence."""

    @classmethod
    def on(cls, last: Update | None, *, today: dt.date):
        """Filled in with the latest position."""
        initial = {"base": last.number if last else 0}
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
            except RuleBroken as refused:
                self.add_error(refused.field, refused.message)


class ConfirmUnchangedForm(forms.Form):
    """The one click that says nothing has changed."""

    base = base_field()
    token = token_field()


def why_field(label, required):
    return words_field(label, rows=3, error_messages={"required": required})


class CorrectStatementForm(PositionForm):
    """What should have been signed, filled in with what was, or with how it is corrected already."""

    why = why_field(_("Why does it have to be corrected?"), _("Say why what was signed was wrong"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].label = _("Where did it stand when the return was signed?")
        self.fields["confidence"].label = _("How confident were you that it would be in place in time?")
        self.fields["target_date"].label = _("Target date as it was then")
        self.fields["target_reason"].label = _("Why had the target date moved? (optional)")
        self.fields["target_reason"].help_text = NAME_NOBODY
        self.fields["note"].label = _("What had been done, and what came next? (optional)")

    @classmethod
    def on(cls, signed: Statement | None, last: Correction | None):
        is_corrected = last is not None and not last.is_withdrawn
        initial = {"base": last.number if last else 0, "why": last.why if is_corrected else ""}
        if said := last if is_corrected else signed:
            initial |= vars(Position.of(said))
        return cls(initial=initial)


class WithdrawCorrectionForm(SensitiveTextForm):
    base = base_field()
    why = why_field(_("Why do you withdraw the correction?"), _("Say why the correction is withdrawn"))
