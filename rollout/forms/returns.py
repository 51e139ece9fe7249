"""What people do with a return. Each form carries the number of the return's last event that its page showed."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govuk.forms import GovukForm, LongTextField
from rollout.forms.careful import NAME_NOBODY, NOT_WHOLE_ERRORS, CarefulForm, base_field
from rollout.items import Item, Said

SHORT, LONG = 2_000, 5_000


def words_field(label, *, max_length=LONG, rows=5, hint=NAME_NOBODY, **kwargs):
    widget = forms.Textarea(attrs={"rows": rows})
    return LongTextField(label=label, help_text=hint, max_length=max_length, widget=widget, **kwargs)


class ReadyForm(CarefulForm):
    """A reason for every standard that is missing or asked about."""

    seen = base_field()

    def __init__(self, data=None, *, items: list[Item], seen: int, before: dict[int, str] | None = None):
        initial = {"token": uuid.uuid4(), "seen": seen}
        super().__init__(data, initial=initial | {_name(pk): reason for pk, reason in (before or {}).items()})
        self.items = items
        for item in items:
            label = _("Why is it missing?") if item.said == Said.MISSING else _("Why is the query not answered yet?")
            errors = {"required": _why(item)}
            self.fields[_name(item.commitment.pk)] = words_field(
                label, max_length=SHORT, rows=2, hint="", error_messages=errors
            )

    @property
    def rows(self):
        return [(item, self[_name(item.commitment.pk)]) for item in self.items]

    @property
    def reasons(self) -> dict[int, str]:
        return {item.commitment.pk: self.cleaned_data.get(_name(item.commitment.pk), "") for item in self.items}

    def written(self):
        return self.reasons.values()


def _name(pk) -> str:
    return f"reason_{pk}"


def _why(item: Item) -> str:
    said = {"code": item.commitment.standard.code}
    if item.said == Said.MISSING:
        return _("Say why %(code)s is missing, or record where it stands") % said
    return _("Say why the query on %(code)s is not answered, or record an update that answers it") % said


class BackForm(CarefulForm):
    """Handed back by a chief officer it says why; the lead may take it back without a word."""

    seen = base_field()
    comment = words_field(
        gettext_lazy("What has to change?"),
        error_messages={"required": gettext_lazy("Say what has to change, so that the lead can act on it")},
    )

    def __init__(self, data=None, *, seen: int, needs_words: bool):
        super().__init__(data, initial={"token": uuid.uuid4(), "seen": seen})
        self.fields["comment"].required = needs_words
        if not needs_words:
            self.fields["comment"].label = _("Why? (optional)")
            self.fields["token"].required = False  # one click on the return's own page

    def written(self):
        return [self.cleaned_data.get("comment", "")]


class CorrectForm(CarefulForm):
    reason = words_field(
        gettext_lazy("Why does the accepted return have to be corrected?"),
        error_messages={"required": gettext_lazy("Say why the accepted return has to be corrected")},
    )

    def written(self):
        return [self.cleaned_data.get("reason", "")]


class SignForm(GovukForm):
    """The declaration, of what was on the page."""

    seen = base_field()
    seen_update = forms.IntegerField(min_value=0, widget=forms.HiddenInput, error_messages=NOT_WHOLE_ERRORS)
    declared = forms.BooleanField(
        error_messages={"required": gettext_lazy("Tick to say that you have read the return")}
    )

    def __init__(self, data=None, *, organisation, corrects: bool = False, **initial):
        super().__init__(data, initial=initial)
        label = _("I have read this return. It says where %(organisation)s stands.")
        if corrects:
            label = _("I have read this correction. It says where %(organisation)s stood.")
        self.fields["declared"].label = label % {"organisation": organisation}

    def ask_again(self, **values) -> None:
        """After what was seen is out of date: the declaration has to be made anew, of what is on the page now."""
        self.data = self.data.copy()
        self.data.pop("declared", None)
        for name, value in values.items():
            self.data[name] = str(value)


class ConfirmManyForm(forms.Form):
    """Standards ticked one by one or by theme, each as "code.number" of the update that was on the page. A theme's
    tick stands for those of it that were shown."""

    token = forms.UUIDField()

    def __init__(self, data, *, items: list[Item]):
        super().__init__(data)
        self.by_code = {item.commitment.standard.code: item for item in items}

    def clean(self):
        shown = self._read("shown")
        themes = set(self.data.getlist("theme"))
        by_theme = {code for code in shown if self.by_code[code].commitment.standard.theme.code in themes}
        chosen = {code: number for code, number in shown.items() if code in by_theme} | self._read("confirm")
        if not chosen:
            self.add_error(None, _("Tick at least one standard that has not changed"))
        self.cleaned_data["chosen"] = chosen
        return self.cleaned_data

    def _read(self, name) -> dict[str, int]:
        found = {}
        for value in self.data.getlist(name):
            code, _dot, number = value.rpartition(".")
            if code in self.by_code and number.isdecimal():
                found[code] = int(number[:9])
        return found
