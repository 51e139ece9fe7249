"""What an analyst says about a signed return, standard by standard and as a whole."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from govuk.forms import Choice, LongTextField
from rollout.forms.careful import NAME_NOBODY, CarefulForm, base_field
from rollout.items import Item
from rollout.scales import State, Status, Verdict

VERDICTS = [
    Choice(Verdict.AGREE, gettext_lazy("Agree")),
    Choice(Verdict.QUERY, gettext_lazy("Query"), hint=gettext_lazy("Your question goes on the lead's task list")),
    Choice(
        Verdict.DIFFER,
        gettext_lazy("Differ"),
        hint=gettext_lazy("Your own status stands beside what the organisation says"),
    ),
]


DECISIONS = [
    Choice(State.ACCEPTED, gettext_lazy("Accept the return"), hint=gettext_lazy("It is frozen as it was signed")),
    Choice(
        State.CHANGES, gettext_lazy("Ask for changes"), hint=gettext_lazy("It goes back to the lead with your words")
    ),
]


def comment_field(label, rows):
    widget = forms.Textarea(attrs={"rows": rows})
    return LongTextField(label=label, help_text=NAME_NOBODY, max_length=5_000, required=False, widget=widget)


class ReviewForm(CarefulForm):
    """`update` is the one that was read, or in a correction the corrected statement; `newest_view`
    is the last of the Unit's views that was there to read."""

    update = base_field()
    newest_view = base_field()
    verdict = forms.ChoiceField(
        label=gettext_lazy("What do you think?"),
        choices=VERDICTS,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Select agree, query or differ")),
    )
    status = forms.TypedChoiceField(
        label=gettext_lazy("If you differ: where do you think it stands?"),
        choices=[("", gettext_lazy("Select one")), *((value, label.capitalize()) for value, label in Status.choices)],
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": gettext_lazy("Select where you think it stands")},
    )
    comment = comment_field(gettext_lazy("If you query or differ: what do you ask, or why?"), 4)

    @classmethod
    def on(cls, item: Item, newest_view: int):
        return cls(initial={"token": uuid.uuid4(), "update": item.statement.pk, "newest_view": newest_view})

    def written(self):
        return [self.cleaned_data.get("comment", "")]

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

    def __init__(self, data=None, *, items: list[Item], by, initial=None):
        super().__init__(data, initial=initial)
        self.items, self.by = items, by

    def clean(self):
        ticked, themes = set(self.data.getlist("update")), set(self.data.getlist("theme"))
        chosen = [item for item in self.items if item.statement and self._is_chosen(item, ticked, themes)]
        if not chosen:
            self.add_error(None, _("Tick at least one standard that you agree with"))
        self.cleaned_data["updates"] = [item.statement for item in chosen]
        return self.cleaned_data

    def _is_chosen(self, item, ticked, themes):
        """A whole theme leaves out what they recorded themselves: somebody else reviews it."""
        left_out = item.is_reviewed or item.statement.recorded_by_id == self.by.pk
        of_theme = item.commitment.standard.theme.code in themes and not left_out
        return str(item.statement.pk) in ticked or of_theme


class DecideForm(CarefulForm):
    seen = base_field()
    decision = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("Select whether you accept the return or ask for changes")
        ),
    )
    comment = comment_field(gettext_lazy("Your words to the organisation. Needed when you ask for changes."), 5)

    def written(self):
        return [self.cleaned_data.get("comment", "")]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == State.CHANGES and not cleaned.get("comment") and "comment" not in self.errors:
            self.add_error("comment", _("Say what has to change, so that the organisation can act on it"))
        return cleaned
