"""Posts and headcounts on a day. The same day again corrects, with a reason."""

import datetime as dt
import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govuk.forms import DateField
from ledger.actions import RuleBroken
from rollout.forms.sensitive_text import SensitiveTextForm, base_field
from training.actions import POSTS, check_posts
from training.forms.fields import BoxField, reason_field
from training.models import Headcount, Workforce


def count_field(label, hint=""):
    missing = {"required": gettext_lazy("enter a number, 0 for none")}
    return BoxField(label=label, help_text=hint, error_messages=missing)


class SnapshotForm(SensitiveTextForm):
    """`base` is the version that its writer knew of what `base_of` names."""

    base = base_field()
    base_of = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    day = DateField(label=gettext_lazy("Date the numbers are of"), help_text=gettext_lazy("For example, 31 3 2024."))
    reason = reason_field(gettext_lazy("Why is it corrected? (only if this date was recorded before)"))

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    @classmethod
    def on(cls, row, *, today: dt.date, **initial):
        """`row`: what is recorded for today, if anything is."""
        known = {"base": row.version if row else 0, "base_of": cls.key(row) if row else "", "day": today}
        return cls(today=today, initial={"token": uuid.uuid4()} | known | initial)

    def written(self):
        return [self.cleaned_data.get("reason", "")]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("The date must be today or in the past"))
        return day

    def _base(self, key: str) -> int:
        return self.cleaned_data["base"] if self.cleaned_data["base_of"] == key else 0


class WorkforceForm(SnapshotForm):
    established = count_field(
        gettext_lazy("Established posts"), gettext_lazy("Specialist posts that the force has decided to have.")
    )
    filled = count_field(gettext_lazy("Filled posts"))
    qualified = count_field(gettext_lazy("Fully qualified people in post"))
    in_training = count_field(gettext_lazy("People in post who are in training"))
    abstracted = count_field(
        gettext_lazy("People in post who are abstracted to other work"),
        gettext_lazy("They may be qualified or in training as well."),
    )
    field_order = ("day", *POSTS, "reason", "checked")

    @staticmethod
    def key(row: Workforce) -> str:
        return row.day.isoformat()

    def clean(self):
        cleaned = super().clean()
        if all(isinstance(cleaned.get(name), int) for name in POSTS):
            try:
                check_posts({name: cleaned[name] for name in POSTS})
            except RuleBroken as refused:
                self.add_error(refused.field, refused.message)
        return cleaned

    @property
    def figures(self) -> dict:
        """As the action takes them."""
        day = self.cleaned_data["day"]
        posts = {name: self.cleaned_data[name] for name in POSTS}
        return {"day": day, "posts": posts, "base": self._base(day.isoformat())}


class HeadcountForm(SnapshotForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Of whom?"),
        choices=Headcount.KINDS,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select of whom it is")),
    )
    number = count_field(gettext_lazy("Headcount"))
    field_order = ("kind", "day", "number", "reason", "checked")

    @staticmethod
    def key(row: Headcount) -> str:
        return f"{row.kind} {row.day.isoformat()}"

    @property
    def figures(self) -> dict:
        said = {name: self.cleaned_data[name] for name in ("kind", "day", "number")}
        return said | {"base": self._base(f"{said['kind']} {said['day'].isoformat()}")}
