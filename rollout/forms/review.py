"""What an analyst says about a signed return, standard by standard and as a whole."""

from crispy_forms_gds.choices import Choice
from django import forms
from django.utils.translation import gettext_lazy as _

from rollout.forms.sensitive_text import SensitiveTextForm, base_field, select, words_field
from rollout.items import ReturnItem
from rollout.scales import State, Status, Verdict

VERDICTS = [
    Choice(Verdict.AGREE, _("Agree")),
    Choice(Verdict.QUERY, _("Query"), hint=_("Your question goes on the lead's task list")),
    Choice(
        Verdict.DIFFER,
        _("Differ"),
        hint=_("Your own status stands beside what the organisation says"),
    ),
]


DECISIONS = [
    Choice(State.ACCEPTED, _("Accept the return"), hint=_("It is frozen as it was signed")),
    Choice(State.CHANGES, _("Ask for changes"), hint=_("It goes back to the lead with your words")),
]


class ReviewForm(SensitiveTextForm):
    """`update` is the one that was read, or in a correction the corrected statement; `newest_view`
    is the last of the Unit's views that was there to read."""

    update = base_field()
    newest_view = base_field()
    verdict = forms.ChoiceField(
        label=_("What do you think?"),
        choices=VERDICTS,
        widget=forms.RadioSelect,
        error_messages=select(_("Select agree, query or differ")),
    )
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
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages=select(_("Select whether you accept the return or ask for changes")),
    )
    comment = words_field(_("Your words to the organisation. Needed when you ask for changes."), required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == State.CHANGES and not cleaned.get("comment") and "comment" not in self.errors:
            self.add_error("comment", _("Say what has to change, so that the organisation can act on it"))
        return cleaned
