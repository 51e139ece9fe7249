import uuid
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.forms.fields import AmountField, words_field
from funding.scales import Category, ClaimKind
from funding.sums import total
from govuk.forms import GovukForm
from rollout.forms.evidence import EvidenceForm
from rollout.forms.sensitive_text import SensitiveTextForm, base_field, token_field


class ClaimForm(SensitiveTextForm):
    """What was spent, by category; each box is filled in, for nil is a figure too. A recovery is below 0."""

    base = base_field()
    forecast = AmountField(
        label=gettext_lazy("Forecast for the whole year"),
        help_text=gettext_lazy("What you will have spent by 31 March, all claims together."),
        error_messages={"required": gettext_lazy("Enter what you will have spent by 31 March")},
    )
    note = words_field(gettext_lazy("Note (optional)"), required=False)

    def __init__(self, data=None, *, kind: str, **kwargs):
        super().__init__(data, **kwargs)
        self.kind = kind
        for category in Category:
            error = _("Enter what was spent on “%(category)s”, or 0") % {"category": category.label}
            self.fields[category.value] = AmountField(
                label=category.label, signed=True, required=kind == ClaimKind.CLAIM, error_messages={"required": error}
            )
        if kind == ClaimKind.RECOVERY:
            del self.fields["forecast"]
            self.fields["note"].required = True
            self.fields["note"].label = _("Why is the money given back?")
            self.fields["note"].error_messages["required"] = _("Say why the money is given back")

    @classmethod
    def on(cls, kind: str, *, amounts: dict, base: int, forecast: Decimal | None, note: str = ""):
        initial = {category.value: amount for category, amount in amounts.items()}
        return cls(
            kind=kind, initial=initial | {"token": uuid.uuid4(), "base": base, "forecast": forecast, "note": note}
        )

    def written(self):
        return [self.cleaned_data.get("note", "")]

    @property
    def lines(self) -> dict[str, Decimal]:
        return {category.value: self.cleaned_data[category.value] or Decimal("0.00") for category in Category}

    @property
    def total(self) -> Decimal:
        return total(self.lines.values())

    @property
    def boxes(self):
        return [(category, self[category.value]) for category in Category]

    def clean(self):
        cleaned = super().clean()
        for category in Category:
            amount = cleaned.get(category.value)
            if self.kind == ClaimKind.CLAIM and amount is not None and amount < 0:
                words = _("%(category)s: only a recovery may be below 0. To give money back, record a recovery")
                self.add_error(category.value, words % {"category": category.label})
        return cleaned


class MoveForm(SensitiveTextForm):
    """A move of a claim, and its words where it needs some or may have some."""

    seen = base_field()
    comment = words_field("")
    declared = forms.BooleanField(
        error_messages={"required": gettext_lazy("Tick to say that the declaration is yours")}
    )

    def __init__(self, data=None, *, seen: int, words: str = "", required: bool = False, declaration: str = ""):
        super().__init__(data, initial={"token": uuid.uuid4(), "seen": seen})
        del self.fields["token"]  # `seen` says what it was decided on, and the same move twice is one
        if words:
            self.fields["comment"].label, self.fields["comment"].required = words, required
            self.fields["comment"].error_messages["required"] = _("Say why, in words that those who get it can act on")
        else:
            del self.fields["comment"]
        if declaration:
            self.fields["declared"].label = declaration
        else:
            del self.fields["declared"]

    def written(self):
        return [self.cleaned_data.get("comment", "")]


class ClaimEvidenceForm(EvidenceForm):
    """A link or a file that shows what was spent."""

    token = token_field()

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {"token": uuid.uuid4()})
        super().__init__(*args, expires=False, **kwargs)

    @property
    def is_filled(self) -> bool:
        return self.is_bound


class ForecastForm(SensitiveTextForm):
    amount = AmountField(
        label=gettext_lazy("What will you have spent by 31 March?"),
        help_text=gettext_lazy("Of the whole year, what is claimed already included. For example, 120,500.00."),
        error_messages={"required": gettext_lazy("Enter what you will have spent by 31 March")},
    )
    note = words_field(gettext_lazy("What is it based on? (optional)"), required=False)

    def written(self):
        return [self.cleaned_data.get("note", "")]

    @property
    def forecast(self) -> dict:
        """As the action takes it."""
        return {name: self.cleaned_data[name] for name in ("amount", "note", "token")}


class StatementForm(SensitiveTextForm):
    base = base_field()
    spent = AmountField(
        label=gettext_lazy("Eligible spend of the whole year"),
        error_messages={"required": gettext_lazy("Enter the year's eligible spend, or 0")},
    )
    note = words_field(gettext_lazy("Note (optional)"), required=False)
    reason = words_field(
        gettext_lazy("Why is the statement corrected?"),
        error_messages={"required": gettext_lazy("Say why the statement is corrected")},
    )
    declared = forms.BooleanField(
        label=gettext_lazy("I am the chief finance officer. The amount is what was spent on the fund's purpose."),
        error_messages={"required": gettext_lazy("Tick to say that the declaration is yours")},
    )

    def __init__(self, data=None, *, corrects: bool, **kwargs):
        super().__init__(data, **kwargs)
        del self.fields["token"]  # `base` says what it was written on
        if not corrects:
            del self.fields["reason"]

    def written(self):
        return [self.cleaned_data.get("note", ""), self.cleaned_data.get("reason", "")]

    @property
    def statement(self) -> dict:
        """As the action takes it."""
        names = ("spent", "base", "note", "reason")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class ClaimFilter(GovukForm):
    """Which claims the Unit's list shows. What cannot be read narrows nothing."""

    year = forms.ChoiceField(label=gettext_lazy("Financial year"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, data, *, years, states):
        super().__init__(data)
        self.fields["year"].choices = [("", _("All"))] + [(str(year), name) for year, name in years]
        self.fields["state"].choices = states
        self.is_valid()
