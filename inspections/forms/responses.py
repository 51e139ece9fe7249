"""What is said of a finding, whether it holds, and that comments on a report were published."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from govuk.forms import Choice, DateField, LongTextField, RadioField
from inspections.actions import Answered
from inspections.actions.responses import check_answer
from inspections.moves import RESPONSES
from inspections.scales import Stage
from inspections.standing import ResponseStanding
from ledger.actions import RuleBroken, number_of
from rollout.forms.evidence import LinkField, WithEvidence
from rollout.forms.sensitive_text import NAME_NOBODY, SensitiveTextForm, base_field

STAGES = {
    Stage.AWAITING: (_("Awaiting allocation"), _("Nobody owns it yet")),
    Stage.PROGRESS: (_("In progress"), ""),
    Stage.PENDING: (
        _("Pending sign-off"),
        _("The work is done. The lead has not agreed yet"),
    ),
    Stage.COMPLETE: (_("Complete"), _("Whether it is verified is said by others")),
    Stage.NOT_OURS: (_("Not ours"), _("It is not for us to do. You say why")),
}
FREE = ("owner", "note", "evidence", "expected_reason", "reason")


def words_field(label, *, rows=3, hint="", limit=2_000, required=False, missing=None):
    return LongTextField(
        label=label,
        help_text=hint,
        max_length=limit,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing} if missing else None,
    )


class RespondForm(WithEvidence, SensitiveTextForm):
    """What an addressee says, in words, and up to three links or files that show it."""

    base = base_field()
    stage = RadioField(
        label=_("Where does it stand?"),
        missing=_("Select where it stands"),
    )
    owner = forms.CharField(
        label=_("Owner"),
        help_text=_("A role, or somebody's name, in your organisation."),
        max_length=120,
        required=False,
    )
    note = words_field(_("What was done (optional)"), rows=4, hint=NAME_NOBODY)
    evidence = words_field(
        _("What shows it"),
        hint=_("Needed when it is complete. For example, a dip sample, or training records as at a date."),
    )
    expected = DateField(
        label=_("When do you expect it to be complete? (optional)"),
        help_text=_("This does not move the date by which the inspectorate asks for it."),
        required=False,
    )
    expected_reason = words_field(_("If that date moves: why?"))
    reason = words_field(_("If it is not yours, or is open again: why?"))

    def __init__(self, *args, standing: ResponseStanding, by, **kwargs):
        super().__init__(*args, expires=False, **kwargs)
        self.standing, self.by = standing, by
        self.fields["stage"].choices = [
            Choice(stage.value, STAGES[stage][0], hint=STAGES[stage][1] or None)
            for before, stage in RESPONSES.moves
            if before == standing.stage
        ]

    @classmethod
    def on(cls, standing: ResponseStanding, *, by, today):
        """The boxes begin with what stands: who owns it, and by when."""
        last = standing.response
        kept = {name: getattr(last, name) for name in ("owner", "evidence", "expected")} if last else {}
        stage = standing.stage.value if last else None
        initial = {"token": uuid.uuid4(), "base": standing.number, "stage": stage, **kept}
        return cls(initial=initial, standing=standing, by=by, today=today)

    def written(self):
        return [*(self.cleaned_data.get(name) or "" for name in FREE), *self.titles]

    @property
    def answered(self) -> Answered:
        said = {name: self.cleaned_data[name] for name in (*FREE, "expected")}
        return Answered(Stage(self.cleaned_data["stage"]), **said)

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                check_answer(self.standing.addressee, self.standing.response, self.answered, self.by)
            except RuleBroken as refused:
                self.add_error(refused.field or None, refused.message)
        return cleaned


class VerifyForm(SensitiveTextForm):
    """`base` is the number of the response that was read, `seen` the id of the last verdict on it."""

    base = base_field()
    seen = base_field()
    verified = forms.TypedChoiceField(
        label=_("Does it hold?"),
        choices=[("yes", _("Verified")), ("no", _("Not verified"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Select whether you have verified it")),
    )
    comment = words_field(_("If it is not verified: what is missing?"), rows=4, hint=_("They see your words."))

    def written(self):
        return [self.cleaned_data.get("comment", "")]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verified") is False and not cleaned.get("comment") and "comment" not in self.errors:
            self.add_error("comment", _("Say what is missing, so that they can act on it"))
        return cleaned


class VersionForm(SensitiveTextForm):
    """On top of the last version, None where there is none: then nothing changes that needs a reason."""

    base = base_field()
    begins_with: tuple[str, ...] = ()  # what of the last version stands in the boxes
    free = ("reason",)

    def __init__(self, *args, last, **kwargs):
        super().__init__(*args, **kwargs)
        if last is None:
            del self.fields["reason"]

    @classmethod
    def on(cls, last, *, initial=None, **of):
        stands = {name: getattr(last, name) for name in cls.begins_with} if last else {}
        known = {"token": uuid.uuid4(), "base": number_of(last)}
        return cls(last=last, initial=known | (initial or {}) | stands, **of)

    def written(self):
        return [self.cleaned_data.get(name) or "" for name in self.free]


class CommentsForm(VersionForm):
    """That a local policing body has published its comments on a report."""

    begins_with = ("published", "where")

    published = DateField(label=_("When were the comments published?"))
    where = LinkField(
        label=_("Where?"),
        help_text=_("The web address at which everybody can read them."),
        error_messages={"required": _("Enter where they are published")},
    )
    reason = words_field(_("Why do you correct what was recorded?"))
