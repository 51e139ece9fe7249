import uuid
from collections.abc import Sequence

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govuk.forms import LongTextField
from rollout.forms.sensitive_text import SensitiveTextForm
from training.forms.grid import Change
from training.over import Over

TICK_NIL = gettext_lazy("Tick “%(nobody)s”, or go back and leave the box blank")
TICK_OVER = gettext_lazy("%(audience)s: tick that the number is right, or go back and change it")


def reason_field(label):
    return LongTextField(
        label=label,
        help_text=gettext_lazy("Everybody who sees the figures in detail sees this. Never name a person or a case."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CheckForm(SensitiveTextForm):
    """What is asked before figures are recorded: why some are corrected, that a nil is one, that a lot is right."""

    reason = reason_field(gettext_lazy("Why do you correct figures that were recorded before?"))

    def __init__(self, data=None, *, changes: Sequence[Change], over: Sequence[Over], **kwargs):
        super().__init__(data, initial={"token": uuid.uuid4()}, **kwargs)
        self.added = [change for change in changes if not change.latest]
        self.corrections = [change for change in changes if change.latest]
        nil = [change.cell for change in changes if not change.number]
        ticks = {f"nil-{cell.key}": (_nobody(cell), TICK_NIL % {"nobody": _nobody(cell)}) for cell in nil}
        ticks |= {
            f"over-{each.audience}": (_("The number is right"), TICK_OVER % {"audience": each.audience.label})
            for each in over
        }
        self.over = [(each, f"over-{each.audience}") for each in over]
        self.nil_names = [f"nil-{cell.key}" for cell in nil]
        for name, (label, required) in ticks.items():
            self.fields[name] = forms.BooleanField(label=label, error_messages={"required": required})
        if self.corrections:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Say why figures that were recorded are corrected")

    def written(self):
        return [self.cleaned_data.get("reason", "")]

    @property
    def nil(self):
        return [self[name] for name in self.nil_names]

    @property
    def warnings(self):
        return [(each, self[name]) for each, name in self.over]


def _nobody(cell) -> str:
    names = {"course": cell.course.short_name, "month": date_format(cell.month, "F Y")}
    return _("Nobody completed %(course)s in %(month)s") % names
