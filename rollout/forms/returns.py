"""What people do with a return. Each form carries the number of the return's last event that its page showed."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from govuk.forms import GovukForm
from rollout.forms.sensitive_text import NOT_WHOLE_ERRORS, SensitiveTextForm, base_field, words_field
from rollout.items import ReportingState, ReturnItem


class ReadyForm(SensitiveTextForm):
    """A reason for every standard that is missing or asked about."""

    seen = base_field()

    def __init__(self, data=None, *, items: list[ReturnItem], seen: int, before: Mapping[int, str]):
        reasons = {f"reason_{pk}": reason for pk, reason in before.items()}
        super().__init__(data, initial={"seen": seen} | reasons)
        self.items = items
        for item in items:
            label = _("Why is the query not answered yet?")
            needed = _("Say why the query on %(code)s is not answered, or record an update that answers it")
            if item.said == ReportingState.MISSING:
                label = _("Why is it missing?")
                needed = _("Say why %(code)s is missing, or record where it stands")
            errors = {"required": needed % {"code": item.commitment.standard.code}}
            field = words_field(label, max_length=2_000, rows=2, help_text="", error_messages=errors)
            self.fields[f"reason_{item.commitment.pk}"] = field

    @property
    def rows(self):
        return [(item, self[f"reason_{item.commitment.pk}"]) for item in self.items]

    @property
    def reasons(self) -> dict[int, str]:
        return {item.commitment.pk: self.cleaned_data.get(f"reason_{item.commitment.pk}", "") for item in self.items}


class BackForm(SensitiveTextForm):
    """Handed back by a chief officer it says why; the lead may take it back without a word."""

    seen = base_field()
    comment = words_field(
        _("What has to change?"),
        error_messages={"required": _("Say what has to change, so that the lead can act on it")},
    )

    def __init__(self, data=None, *, seen: int, needs_words: bool):
        super().__init__(data, initial={"seen": seen})
        self.fields["comment"].required = needs_words
        if not needs_words:
            self.fields["comment"].label = _("Why? (optional)")
            self.fields["token"].required = False  # one click on the return's own page


class CorrectForm(SensitiveTextForm):
    reason = words_field(
        _("Why does the accepted return have to be corrected?"),
        error_messages={"required": _("Say why the accepted return has to be corrected")},
    )


class SignForm(GovukForm):
    """The declaration, of what was on the page."""

    came_first = None
    seen = base_field()
    seen_update = forms.IntegerField(min_value=0, widget=forms.HiddenInput, error_messages=NOT_WHOLE_ERRORS)
    declared = forms.BooleanField(error_messages={"required": _("Tick to say that you have read the return")})

    def __init__(self, data=None, *, organisation, corrects: bool = False, **initial):
        super().__init__(data, initial=initial)
        label = _("I have read this return. It says where %(organisation)s stands.")
        if corrects:
            label = _("I have read this correction. It says where %(organisation)s stood.")
        self.fields["declared"].label = label % {"organisation": organisation}

    def renew(self, **values) -> None:
        """The declaration has to be made anew, of what is on the page now."""
        self.data = self.data.copy()
        self.data.pop("declared", None)
        for name, value in values.items():
            self.data[name] = str(value)


class ConfirmManyForm(forms.Form):
    """Standards ticked one by one or by theme, each as "code.number" of the update that was on the page. A theme's
    tick stands for those of it that were shown."""

    token = forms.UUIDField()

    def __init__(self, data, *, items: list[ReturnItem]):
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
