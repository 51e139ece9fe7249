"""What puts right what a return said: one statement of it, or that the correction is withdrawn."""

import uuid

from django.utils.translation import gettext_lazy

from rollout.forms.careful import CarefulForm, base_field
from rollout.forms.record import StatementForm
from rollout.forms.returns import words_field
from rollout.models import Correction, Statement


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
