"""What people do with a return, the organisation's and the Unit's. Each form carries the number of the return's last
event that its page showed, or of what was said of it."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from govuk.forms import Choice, GovukForm
from rollout.forms.sensitive_text import NOT_WHOLE_ERRORS, SensitiveTextForm, base_field, radios, words_field
from rollout.queries.items import ReportingState, ReturnItem
from rollout.scales import State, Status, Verdict

VERDICTS = [
    Choice(Verdict.AGREE, _("Agree")),
    Choice(Verdict.QUERY, _("Query"), hint=_("Your question goes on the lead's task list")),
    Choice(Verdict.DIFFER, _("Differ"), hint=_("Your own status stands beside what the organisation says")),
]
DECISIONS = [
    Choice(State.ACCEPTED, _("Accept the return"), hint=_("It is frozen as it was signed")),
    Choice(State.CHANGES, _("Ask for changes"), hint=_("It goes back to the lead with your words")),
]


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


class ReviewForm(SensitiveTextForm):
    """`update` is the one that was read, or in a correction the corrected statement; `newest_view`
    is the last of the Unit's views that was there to read."""

    update = base_field()
    newest_view = base_field()
    verdict = radios(_("What do you think?"), VERDICTS, _("Select agree, query or differ"))
    status = forms.TypedChoiceField(
        label=_("If you differ: where do you think it stands?"),
        choices=[("", _("Select one")), *((value, label.capitalize()) for value, label in Status.choices)],
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": _("Select where you think it stands")},
    )
    comment = words_field(_("If you query or differ: what do you ask, or why?"), rows=4, required=False)

    @classmethod
    def on(cls, item: ReturnItem, newest_view: int):
        return cls(initial={"update": item.statement.pk, "newest_view": newest_view})

    def clean(self):
        cleaned = super().clean()
        verdict = cleaned.get("verdict")
        if verdict == Verdict.DIFFER and cleaned.get("status") is None and "status" not in self.errors:
            self.add_error("status", _("Select where you think it stands"))
        if verdict in (Verdict.QUERY, Verdict.DIFFER) and not cleaned.get("comment") and "comment" not in self.errors:
            self.add_error("comment", _("Say what you ask") if verdict == Verdict.QUERY else _("Say why you differ"))
        if verdict != Verdict.DIFFER:
            cleaned["status"] = None
        return cleaned


class AgreeForm(forms.Form):
    """Standards ticked one by one, by the id of the update that was signed, and whole themes, by code."""

    seen = base_field()
    newest_view = base_field()

    def __init__(self, data=None, *, items: list[ReturnItem], by, initial=None):
        super().__init__(data, initial=initial)
        self.items, self.by = items, by

    def clean(self):
        ticked, themes = set(self.data.getlist("update")), set(self.data.getlist("theme"))
        chosen = []
        for item in self.items:
            if item.statement:
                # A whole theme leaves out what they recorded themselves: somebody else reviews it.
                left_out = item.is_reviewed or item.statement.recorded_by_id == self.by.pk
                of_theme = item.commitment.standard.theme.code in themes and not left_out
                if of_theme or str(item.statement.pk) in ticked:
                    chosen.append(item)
        if not chosen:
            self.add_error(None, _("Tick at least one standard that you agree with"))
        self.cleaned_data["updates"] = [item.statement for item in chosen]
        return self.cleaned_data


class DecideForm(SensitiveTextForm):
    seen = base_field()
    decision = radios(_("What do you decide?"), DECISIONS, _("Select whether you accept the return or ask for changes"))
    comment = words_field(_("Your words to the organisation. Needed when you ask for changes."), required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == State.CHANGES and not cleaned.get("comment") and "comment" not in self.errors:
            self.add_error("comment", _("Say what has to change, so that the organisation can act on it"))
        return cleaned
